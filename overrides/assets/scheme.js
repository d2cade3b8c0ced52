// Runs before the first paint, so that no page flashes in the wrong colours: says that scripts run, and what the reader
// chose. Without a choice, or without this script, the style sheet follows the system. A reader of two languages waits
// for both, so that no text moves, but never long.
"use strict";

{
  const PATIENCE = 2500;
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const chosen = localStorage.getItem("zk-scheme");
    if (chosen) root.dataset.zkScheme = chosen;
    if (localStorage.getItem("zk-parallel")) {
      root.dataset.zkParallel = "wait";
      setTimeout(() => root.dataset.zkParallel === "wait" && (root.dataset.zkParallel = "late"), PATIENCE);
    }
  } catch {
    // a browser that keeps nothing follows the system
  }
}
