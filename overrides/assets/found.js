// On arrival: marks what the search had found, until the reader takes the marks away. What was found stays on the
// device; the address of the page stays as it is.
"use strict";

{
  const form = document.getElementById("zk-search");
  const article = document.querySelector(".zk-page:not(.zk-page--home) .zk-text");
  const FOUND = "zk-found";

  function kept() {
    try {
      return JSON.parse(sessionStorage.getItem(FOUND));
    } catch {
      return null;
    }
  }

  function keep(found) {
    try {
      if (found === null) sessionStorage.removeItem(FOUND);
      else sessionStorage.setItem(FOUND, JSON.stringify(found));
    } catch {
      // a browser that keeps nothing marks nothing
    }
  }

  function* places(words) {
    const wanted = words.map((each) => each.toLowerCase());
    const texts = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode.data.toLowerCase();
      for (const each of wanted)
        for (let at = text.indexOf(each); at >= 0; at = text.indexOf(each, at + each.length)) {
          // a static range stays with its text when that is set beside its translation
          const place = { startContainer: texts.currentNode, endContainer: texts.currentNode };
          yield new StaticRange({ ...place, startOffset: at, endOffset: at + each.length });
        }
    }
  }

  let bar = null;

  function unmark() {
    CSS.highlights.delete(FOUND);
    bar?.remove();
    bar = null;
  }

  // Marks that the browser draws itself leave the text as it is; an older browser shows the section alone.
  function mark(words) {
    const ranges = article && words.length && globalThis.CSS?.highlights ? [...places(words)] : [];
    if (!ranges.length) return;
    unmark();
    CSS.highlights.set(FOUND, new Highlight(...ranges));
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = form.getAttribute("data-unmark");
    button.addEventListener("click", unmark);
    bar = document.createElement("div");
    bar.className = "zk-found";
    bar.append(form.getAttribute("data-marked").replace("{words}", words.join(" ")), button);
    article.before(bar);
  }

  function arrive() {
    const found = kept();
    keep(null);
    if (found && new URL(found.address).pathname === location.pathname) mark(found.words);
  }

  document.addEventListener("zk-found", ({ detail }) => {
    const words = [...new Set(detail.words)].filter((each) => each.length > 1 || each > "\u3400");
    keep({ address: detail.address, words });
    if (new URL(detail.address).pathname === location.pathname) arrive();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && bar && unmark());
  arrive();
}
