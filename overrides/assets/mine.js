// The pages of this reader, newest first, in whichever language: those read, and those kept with the star of a page.
// They stay on this device. assets/search.js shows them too.
"use strict";

{
  const { locale, path } = document.getElementById("zk-search").dataset;
  const site = new URL("../", document.currentScript.src);
  const star = document.querySelector(".zk-star");
  const strip = document.querySelector(".zk-mine");
  const READ = "zk-read";
  const STARRED = "zk-starred";
  const most = 60; // pages that are remembered
  const mostShown = 12;

  function kept(key) {
    try {
      const pages = JSON.parse(localStorage.getItem(key));
      return Array.isArray(pages) ? pages.filter((page) => typeof page?.slug === "string" && page.titles) : [];
    } catch {
      return [];
    }
  }

  function keep(key, pages) {
    try {
      if (pages.length) localStorage.setItem(key, JSON.stringify(pages.slice(0, most)));
      else localStorage.removeItem(key);
      return true;
    } catch {
      return false;
    }
  }

  const address = ({ slug }) => new URL(`./${path}${slug}${location.protocol === "file:" ? "index.html" : ""}`, site);

  // The title in the language of this page, else in another, with that language.
  const title = ({ titles }) => (titles[locale] ? [titles[locale], ""] : Object.entries(titles)[0]?.reverse() ?? ["", ""]);

  // ---- this page: read once more, and kept or not

  function here() {
    const file = location.href.replace(/[?#].*$/, "").replace(/index\.html$/, "");
    const titles = {};
    for (const { name, value } of star.attributes) if (name.startsWith("data-title-")) titles[name.slice(11)] = value;
    return { slug: file.slice(site.href.length + path.length), titles };
  }

  const page = star ? here() : { slug: null };
  const isOther = ({ slug }) => slug !== page.slug;

  function noteReading() {
    const all = kept(READ);
    const times = all.find((each) => !isOther(each))?.times ?? 0;
    return keep(READ, [{ ...page, times: times + 1 }, ...all.filter(isOther)]);
  }

  const showStar = () => star?.setAttribute("aria-pressed", String(!kept(STARRED).every(isOther)));

  function turnStar() {
    const all = kept(STARRED);
    const others = all.filter(isOther);
    keep(STARRED, others.length < all.length ? others : [page, ...others]);
    show();
  }

  // ---- the strip of these pages, where the page has one

  function* group(id, name, pages) {
    if (!pages.length) return;
    const label = Object.assign(document.createElement("p"), { id, className: "zk-mine__name", textContent: name });
    const list = Object.assign(document.createElement("ul"), { className: "zk-mine__list" });
    list.setAttribute("aria-labelledby", id);
    for (const each of pages) {
      const [textContent, lang] = title(each);
      const link = Object.assign(document.createElement("a"), { className: "zk-mine__link", href: address(each), textContent, lang });
      const item = document.createElement("li");
      item.append(link);
      list.append(item);
    }
    yield label;
    yield list;
  }

  function showStrip() {
    const starred = kept(STARRED).filter(isOther);
    const slugs = new Set(starred.map(({ slug }) => slug));
    const read = kept(READ).filter((each) => isOther(each) && !slugs.has(each.slug));
    const { starred: starredName, read: readName, hint } = strip.dataset;
    strip.replaceChildren(
      ...group("zk-mine-starred", starredName, starred.slice(0, mostShown)),
      ...group("zk-mine-read", readName, read.slice(0, mostShown / 2)),
    );
    if (!strip.children.length) strip.append(Object.assign(document.createElement("p"), { textContent: hint }));
  }

  function show() {
    showStar();
    if (strip) showStrip();
  }

  // A list that lies over the page gives way to the part of the page that it leads to.
  document.addEventListener("click", ({ target }) => target.closest?.(".zk-start__link")?.closest("[popover]").hidePopover?.());

  // Where nothing can be kept, a star would promise too much. A page in a frame is not read but asked for its text.
  if (star && parent === window) star.hidden = !noteReading();
  star?.addEventListener("click", turnStar);
  addEventListener("storage", show);
  addEventListener("pageshow", show);
  show();

  globalThis.zkMine = {
    address,
    title,
    read: () => kept(READ).filter(isOther),
    starred: () => kept(STARRED).filter(isOther),
    forget: () => keep(READ, []),
  };
}
