// The search box of every page: a combobox over the engine in assets/search, which is loaded when the box is first used.
"use strict";

{
  const form = document.getElementById("zk-search");
  const input = document.getElementById("zk-search-input");
  const panel = document.getElementById("zk-search-panel");
  const list = document.getElementById("zk-search-list");
  const status = document.getElementById("zk-search-status");
  const forget = form.querySelector(".zk-search__forget");
  const root = document.documentElement;
  const assets = new URL(".", document.currentScript.src);
  const narrow = matchMedia("(max-width: 59.9375em)");
  const patience = 300; // a wait that is shorter goes unnoticed
  const blink = 100; // for so long results wait for their snippets
  const { locale } = form.dataset;

  const word = (name, values = {}) =>
    (form.getAttribute(`data-${name}`) ?? "").replace(/\{(\w+)\}/g, (_, key) => values[key]);

  function element(name, attributes, ...inside) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== "") made.setAttribute(key, value);
    made.append(...inside);
    return made;
  }

  // ---- the engine: in a worker, or in the page where there can be none, as from a disk

  let engine = null;

  const started = () => (engine ??= inWorker().catch(inPage).catch((error) => ((engine = null), Promise.reject(error))));

  function inWorker() {
    return new Promise((resolve, reject) => {
      if (location.protocol === "file:") throw new Error("no workers on a disk");
      const worker = new Worker(new URL("search/worker.js", assets));
      const waiting = new Map();
      let asked = 0;
      const ask = (query, early) =>
        new Promise((taken, refused) => {
          waiting.set(++asked, { taken, refused, early });
          worker.postMessage({ id: asked, query, locale });
        });
      worker.onerror = reject;
      worker.onmessage = ({ data: { id, value, error, early } }) => {
        if (!id) return resolve(ask);
        if (early) return waiting.get(id).early(early);
        const { taken, refused } = waiting.get(id);
        waiting.delete(id);
        if (error === undefined) taken(value);
        else refused(new Error(error));
      };
    });
  }

  async function inPage() {
    for (const name of ["engine.js", "loader.js"]) await script(new URL(`search/${name}`, assets));
    return (query, early) => zhikeSearch.answer(query, locale, early);
  }

  function script(address) {
    return new Promise((resolve, reject) => {
      const made = element("script", { src: address.href });
      made.onload = resolve;
      made.onerror = () => reject(new Error(`no file ${address}`));
      document.head.append(made);
    });
  }

  // ---- what the panel shows: groups of options; one option is the chosen one, that which Enter opens

  const options = () => [...list.querySelectorAll("[role=option]")];
  let chosen = null;
  let isBrowsing = false; // the arrows have been used: Home and End are those of the list

  function choose(option) {
    chosen?.setAttribute("aria-selected", "false");
    chosen = option ?? null;
    chosen?.setAttribute("aria-selected", "true");
    if (chosen && isOpen()) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
    if (isBrowsing) chosen?.scrollIntoView({ block: "nearest" });
  }

  function group(name, made) {
    const id = `zk-search-group-${list.children.length}`;
    const label = element("div", { class: "zk-search__group", id, role: "presentation" }, name);
    return element("div", { role: "group", "aria-labelledby": id }, label, ...made);
  }

  function show(groups, said) {
    isBrowsing = false;
    list.replaceChildren();
    for (const [name, made] of groups) if (made.length) list.append(group(name, made));
    options().forEach((option, number) => (option.id = `zk-search-option-${number}`));
    list.scrollTop = 0;
    if (status.textContent !== said) status.textContent = said;
  }

  const option = (href, ...inside) =>
    element("a", { class: "zk-search__option", role: "option", tabindex: "-1", "aria-selected": "false", href }, ...inside);

  const ways = () => {
    const links = document.getElementById("zk-search-ways").content.querySelectorAll("a");
    return [word("ways"), [...links].map((link) => option(new URL(link.getAttribute("href"), document.baseURI).href, link.textContent))];
  };

  function resultOption(result) {
    const lang = result.locale === locale ? "" : result.locale;
    const name = element("span", { class: "zk-search__name", lang }, result.title);
    if (result.heading) name.append(element("span", { class: "zk-search__section" }, ` › ${result.heading}`));
    const text = element("span", { class: "zk-search__text", lang });
    const snippet = result.snippet ?? [];
    for (const { text: part, marked } of snippet) text.append(marked ? element("mark", {}, part) : part);
    const labels = [word(`type-${result.type}`), ...result.roles.slice(0, 2), lang && word("untranslated")].filter(Boolean);
    const made = option(result.address, name, text, element("span", { class: "zk-search__labels" }, labels.join(" · ")));
    made.zkFound = snippet.filter((part) => part.marked).map((part) => part.text);
    return made;
  }

  // ---- the pages of this reader, as assets/mine.js keeps them

  function pageOption(page) {
    const [title, lang] = zkMine.title(page);
    return option(zkMine.address(page).href, element("span", { class: "zk-search__name", lang }, title));
  }

  function beforeTyping() {
    const starred = zkMine.starred();
    const slugs = new Set(starred.map(({ slug }) => slug));
    const read = zkMine.read().filter(({ slug }) => !slugs.has(slug));
    const often = read.slice(5).filter((page) => page.times > 2).sort((a, b) => b.times - a.times);
    const groups = { starred, recent: read.slice(0, 5), often: often.slice(0, 5) };
    const shown = Object.entries(groups).map(([name, pages]) => [word(name), pages.map(pageOption)]);
    show([...shown, ways()], word("hint"));
    choose(null);
    forget.hidden = !zkMine.read().length;
  }

  // ---- from keys to results; an answer to an older query is dropped

  let turn = 0;
  let shown = null; // the query whose answer the panel shows
  let opensFirst = false; // Enter was faster than the answer

  // input methods part the letters of a syllable that is not yet finished
  const typed = (isComposing) => (isComposing ? input.value.replace(/['’]/g, "") : input.value).trim();

  async function look(query) {
    if (query === shown) return;
    const mine = ++turn;
    opensFirst = false;
    if (!query) {
      shown = "";
      return beforeTyping();
    }
    const wait = setTimeout(() => mine === turn && (status.textContent = word("wait")), patience);
    let hurry = 0;
    const early = (answer) => (hurry = setTimeout(() => mine === turn && showAnswer(query, answer), blink));
    try {
      const answer = await (await started())(query, early);
      if (mine === turn && answer) showAnswer(query, answer);
    } catch {
      engine = null;
      if (mine === turn) show([ways()], word("failed"));
    } finally {
      clearTimeout(wait);
      clearTimeout(hurry);
    }
  }

  function showAnswer(query, { results, nearest }) {
    const place = shown === query && isBrowsing ? options().indexOf(chosen) : 0;
    const wasBrowsing = place > 0;
    shown = query;
    forget.hidden = true;
    if (results.length) {
      const count = word(results.length > 1 ? "count" : "one", { count: results.length });
      show([[count, results.map(resultOption)]], count);
    } else {
      const none = word("none", { query });
      const terms = nearest.map((term) => option(term.address, element("span", { class: "zk-search__name" }, term.title)));
      show(terms.length ? [[`${none} · ${word("nearest")}`, terms], ways()] : [[`${none} · ${word("ways")}`, ways()[1]]], none);
    }
    isBrowsing = wasBrowsing;
    choose(results.length ? options()[place] : null);
    if (opensFirst) chosen?.click();
  }

  // ---- open and closed; on a phone the open box takes the whole screen, and nothing behind it can be reached

  const isOpen = () => !panel.hidden;

  function outside() {
    const found = [];
    for (let part = form; part !== document.body; part = part.parentElement)
      found.push(...[...part.parentElement.children].filter((other) => other !== part && other.tagName !== "SCRIPT"));
    return found;
  }

  function turnTo(open) {
    panel.hidden = !open;
    form.classList.toggle("zk-search--open", open);
    input.setAttribute("aria-expanded", String(open));
    root.toggleAttribute("data-zk-search", open && narrow.matches);
    for (const part of outside()) part.inert = open && narrow.matches;
    choose(open ? chosen : null);
  }

  function open() {
    if (isOpen()) return;
    shown = null;
    list.replaceChildren();
    turnTo(true);
    look(typed(false));
  }

  function close() {
    if (!isOpen()) return;
    turn++;
    turnTo(false);
    status.textContent = "";
  }

  function step(by) {
    const all = options();
    if (!all.length) return;
    isBrowsing = true;
    const from = chosen ? all.indexOf(chosen) : by > 0 ? -1 : all.length;
    choose(all[(from + by + all.length) % all.length]);
  }

  function go() {
    if (typed(false) && typed(false) !== shown) opensFirst = true;
    else chosen?.click();
  }

  const KEYS = {
    ArrowDown: () => (isOpen() ? step(1) : open()),
    ArrowUp: () => (isOpen() ? step(-1) : open()),
    Home: () => isBrowsing && choose(options()[0]),
    End: () => isBrowsing && choose(options().at(-1)),
    Escape: () => isOpen() && close(),
  };

  // The Enter that takes a word over from an input method is not one of ours; some browsers say so by the code alone.
  const isOfInputMethod = (event) => event.isComposing || event.keyCode === 229;

  input.addEventListener("keydown", (event) => {
    if (isOfInputMethod(event) && event.key === "Enter") event.preventDefault();
    if (isOfInputMethod(event) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const isOurs = event.key in KEYS && (isOpen() || event.key.startsWith("Arrow"));
    if (isOurs && KEYS[event.key]() !== false) event.preventDefault();
  });

  input.addEventListener("input", (event) => {
    if (!isOpen()) open();
    else look(typed(event.isComposing));
  });
  input.addEventListener("compositionend", () => isOpen() && look(typed(false)));
  input.addEventListener("focus", () => started().catch(() => {}), { once: true });
  input.addEventListener("click", open);

  // Without the engine the form does what it does without script.
  form.addEventListener("submit", (event) => {
    if (status.textContent === word("failed")) return;
    event.preventDefault();
    if (!isOpen()) {
      open();
      input.focus({ preventScroll: true });
    }
    if (typed(false)) go();
  });

  list.addEventListener("pointermove", (event) => {
    const under = event.target.closest("[role=option]");
    if (under && under !== chosen && (event.movementX || event.movementY)) choose(under);
  });
  list.addEventListener("click", (event) => {
    const link = event.target.closest("[role=option]");
    if (!link) return;
    link.dispatchEvent(new CustomEvent("zk-found", { bubbles: true, detail: { address: link.href, words: link.zkFound ?? [] } }));
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) close();
  });
  // The field keeps the keys while an option is pressed.
  list.addEventListener("mousedown", (event) => event.preventDefault());

  forget.addEventListener("click", () => {
    zkMine.forget();
    beforeTyping();
    input.focus({ preventScroll: true });
  });

  form.querySelector(".zk-search__back").addEventListener("click", () => {
    close();
    input.blur();
  });
  form.addEventListener("focusout", (event) => event.relatedTarget && !form.contains(event.relatedTarget) && close());
  document.addEventListener("pointerdown", (event) => !form.contains(event.target) && close());
  narrow.addEventListener("change", close);
  addEventListener("pagehide", close);

  const isWriting = (where) => where.closest?.("input, textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    const slash = ["/", "／"].includes(event.key) && !event.ctrlKey && !event.metaKey && !event.altKey && !isWriting(event.target);
    const letter = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if ((!slash && !letter) || event.isComposing || root.hasAttribute("data-zk-menu")) return;
    event.preventDefault();
    input.focus({ preventScroll: true });
    input.select();
    open();
  });

  for (const [name, value] of Object.entries({
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": list.id,
    "aria-expanded": "false",
    "aria-haspopup": "listbox",
    "aria-keyshortcuts": "/ Control+K Meta+K",
  }))
    input.setAttribute(name, value);
}
