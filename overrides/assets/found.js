// On arrival: marks what the search had found, until the reader takes the marks away, and keeps which pages were read.
// Both stay on the device; the address of the page stays as it is.
"use strict";

{
  const form = document.getElementById("zk-search");
  const article = document.querySelector(".zk-page:not(.zk-page--home) .zk-text");
  const site = new URL("../", document.currentScript.src);
  const FOUND = "zk-found";
  const READ = "zk-read";
  const most = 60; // pages that are remembered

  function kept(storage, key) {
    try {
      return JSON.parse(window[storage].getItem(key));
    } catch {
      return null;
    }
  }

  function keep(storage, key, value) {
    try {
      if (value === null) window[storage].removeItem(key);
      else window[storage].setItem(key, JSON.stringify(value));
    } catch {
      // a browser that keeps nothing marks nothing and remembers nothing
    }
  }

  // ---- marks

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
    const found = kept("sessionStorage", FOUND);
    keep("sessionStorage", FOUND, null);
    if (found && new URL(found.address).pathname === location.pathname) mark(found.words);
  }

  document.addEventListener("zk-found", ({ detail }) => {
    const words = [...new Set(detail.words)].filter((each) => each.length > 1 || each > "\u3400");
    keep("sessionStorage", FOUND, { address: detail.address, words });
    if (new URL(detail.address).pathname === location.pathname) arrive();
  });
  document.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && bar && unmark());
  arrive();

  // ---- pages read, newest first, in whichever language; one in a frame is not read but asked for its text

  const heading = document.querySelector("article h1");
  if (article && heading && parent === window) {
    const { locale, path } = form.dataset;
    const file = location.href.replace(/[?#].*$/, "").replace(/index\.html$/, "");
    const slug = file.slice(site.href.length + path.length);
    const title = [...heading.childNodes].filter((node) => !node.classList?.contains("headerlink"));
    const all = kept("localStorage", READ) ?? [];
    const known = all.find((page) => page.slug === slug) ?? { slug, titles: {}, times: 0 };
    known.titles[locale] = title.map((node) => node.textContent).join("").trim();
    known.times += 1;
    keep("localStorage", READ, [known, ...all.filter((page) => page !== known)].slice(0, most));
  }
}
