/* Runs the engine beside the page. Takes {id, query, locale}, answers {id, value} or {id, error}, and before that perhaps
 * {id, early}, the results without their snippets; the first message, with the id 0, says that it runs.
 */
"use strict";
importScripts("engine.js", "loader.js");

onmessage = async ({ data: { id, query, locale } }) => {
  try {
    postMessage({ id, value: await zhikeSearch.answer(query, locale, (early) => postMessage({ id, early })) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
postMessage({ id: 0 });
