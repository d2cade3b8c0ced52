// Runs before the first paint, so that no page flashes in the wrong colours and nothing moves: says that scripts run,
// what the reader chose, whether pages of the reader's own are kept, and whether the review of this page is too old.
// Without a choice, or without this script, the style sheet follows the system. A reader of two languages waits for
// both, so that no text moves, but never long.
"use strict";

{
  const PATIENCE = 2500;
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const chosen = localStorage.getItem("zk-scheme");
    if (chosen) root.dataset.zkScheme = chosen;
    root.toggleAttribute("data-zk-mine", "zk-starred" in localStorage || "zk-read" in localStorage);
    if (localStorage.getItem("zk-parallel")) {
      root.dataset.zkParallel = "wait";
      setTimeout(() => root.dataset.zkParallel === "wait" && (root.dataset.zkParallel = "late"), PATIENCE);
    }
  } catch {
    // a browser that keeps nothing follows the system
  }
  const { due } = document.currentScript.dataset;
  const now = new Date();
  const today = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0"));
  root.toggleAttribute("data-zk-due", due !== undefined && today.join("-") > due);
}
