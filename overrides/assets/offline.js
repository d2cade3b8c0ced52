// Asks the browser to keep the site on the device, and says so when the server cannot be reached.
"use strict";

(() => {
  const worker = new URL("../sw.js", document.currentScript.src);
  const line = document.querySelector(".zk-offline");
  const patience = 3000; // the reader's page comes first, the rest of the site after it

  // Asking for a newer worker is also the honest question whether the server is there.
  async function check() {
    const registration = await navigator.serviceWorker.getRegistration(worker);
    try {
      await registration?.update();
      line.hidden = true;
    } catch {
      registration.active?.postMessage("as of");
    }
  }

  function show(event) {
    line.querySelector("time").textContent = event.data;
    line.hidden = false;
  }

  function keep() {
    if (navigator.connection?.saveData) return;
    setTimeout(() => navigator.serviceWorker.register(worker, { updateViaCache: "none" }).catch(() => {}), patience);
  }

  // In a folder on a disk nobody looks for the page of a folder, and scripts write such links too.
  function openPage(event) {
    const link = event.target.closest?.("a[href]");
    if (link?.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }

  if (location.protocol === "file:") {
    document.addEventListener("click", openPage, true);
  } else if (line && "serviceWorker" in navigator) {
    navigator.serviceWorker.addEventListener("message", show);
    addEventListener("online", check);
    addEventListener("offline", check);
    addEventListener("load", navigator.serviceWorker.controller ? check : keep);
  }
})();
