/* Fetches the files of the index for the engine, and makes of its results what the search box shows. Runs after engine.js,
 * in a page as in a worker. In a page the files are classic scripts, so that it works from a disk too:
 *   <script src="…/assets/search/engine.js"></script>
 *   <script src="…/assets/search/loader.js"></script>
 * The folder of this script is the folder of the index.
 *   zhikeSearch.address(result)       where a result stands
 *   zhikeSearch.answer(query, locale, early) → Promise of {results, nearest}, each with its address; of null when a newer
 *                                     query has been asked meanwhile. `early` gets the results before, without what
 *                                     describe() adds to them.
 */
"use strict";
(function () {
  const inPage = typeof document === "object";
  const folder = new URL(".", inPage ? document.currentScript.src : location);
  const site = new URL("../../", folder);
  const fromDisk = location.protocol === "file:";
  let newest = 0;

  const asScript = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = new URL(name, folder).href;
      script.onload = () => (script.remove(), resolve());
      script.onerror = () => (script.remove(), reject(new Error(`no file ${name}`)));
      document.head.append(script);
    });

  // A worker could run a script only by standing still until it has come; several files come at once this way.
  const asText = async (name) => {
    const reply = await fetch(new URL(name, folder));
    if (!reply.ok) throw new Error(`no file ${name}`);
    const [, called, values] = /^zhikeSearch\.(\w+)\((.*)\)\s*$/s.exec(await reply.text());
    zhikeSearch[called](...JSON.parse(`[${values}]`));
  };

  zhikeSearch.load = inPage ? asScript : asText;

  zhikeSearch.address = ({ slug, section, path }) => {
    const page = slug.replace(/(^|\/)index$/, "$1");
    const place = page && !page.endsWith("/") ? `${page}/` : page;
    return new URL(`${path}${place}${fromDisk ? "index.html" : ""}${section ? `#${section}` : ""}`, site).href;
  };

  const found = (result) => ({ ...result, address: zhikeSearch.address(result) });

  zhikeSearch.answer = async (query, locale, early) => {
    const turn = ++newest;
    const results = await zhikeSearch.rank(query, { locale });
    if (turn < newest) return null;
    if (results.length) early({ results: results.map(found), nearest: [] });
    await zhikeSearch.describe(results);
    const nearest = results.length ? [] : await zhikeSearch.nearest(query, { locale });
    return { results: results.map(found), nearest: nearest.map(found) };
  };
})();
