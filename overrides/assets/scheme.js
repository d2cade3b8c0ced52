// Runs before the first paint, so that no page flashes in the wrong colours: says that scripts run, and what the reader
// chose. Without a choice, or without this script, the style sheet follows the system.
"use strict";

{
  const root = document.documentElement;
  root.classList.replace("no-js", "js");
  try {
    const chosen = localStorage.getItem("zk-scheme");
    if (chosen) root.dataset.zkScheme = chosen;
  } catch {
    // a browser that keeps nothing follows the system
  }
}
