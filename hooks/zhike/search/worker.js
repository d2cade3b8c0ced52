/* Runs the engine beside the page. Takes {id, query, locale}, answers {id, value} or {id, error}; the first message, with
 * the id 0, says that it runs.
 */
"use strict";
importScripts("engine.js", "loader.js");

onmessage = async ({ data: { id, query, locale } }) => {
  try {
    postMessage({ id, value: await zhikeSearch.answer(query, locale) });
  } catch (error) {
    postMessage({ id, error: String(error) });
  }
};
postMessage({ id: 0 });
