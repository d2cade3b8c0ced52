/* Fetches the files of the index for the engine: as classic scripts, so that it works from a server under a strict
 * Content-Security-Policy as well as from a disk. Load it after engine.js:
 *   <script src="…/assets/search/engine.js" defer></script>
 *   <script src="…/assets/search/loader.js" defer></script>
 * The folder of this script is the folder of the index. `zhikeSearch.address(result)` is where a result stands.
 */
"use strict";
(function () {
  const folder = new URL(".", document.currentScript.src);
  const site = new URL("../../", folder);
  const fromDisk = location.protocol === "file:";

  zhikeSearch.load = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name, folder).href;
      script.onload = () => (script.remove(), resolve());
      script.onerror = () => (script.remove(), reject(new Error(`no file ${name}`)));
      document.head.append(script);
    });

  zhikeSearch.address = ({ slug, section, path }) => {
    const page = slug.replace(/(^|\/)index$/, "$1");
    const place = page && !page.endsWith("/") ? `${page}/` : page;
    return new URL(`${path}${place}${fromDisk ? "index.html" : ""}${section ? `#${section}` : ""}`, site).href;
  };
})();
