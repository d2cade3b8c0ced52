// The other language beside this one, block by block, from its own page. Sections are found by the ids that both pages
// share, blocks by their order. Fetched only for readers who ask for it: assets/zhike.js.
"use strict";

{
  const BLOCK =
    "blockquote, dd, details, div, dl, dt, figure, h1, h2, h3, h4, h5, h6, label, li, ol, p, pre, section, summary, " +
    "table, tbody, td, th, thead, tr, ul";
  // what the page adds to its text, and what must be there once
  const LEFT_OUT =
    ".zk-checklist__progress, .zk-checklist__tools, .zk-contents, .zk-help > summary, .zk-phrase__tools, " +
    ".zk-sheet, .zk-stale, .zk-terms, hr, input";
  const KEY = "zk-parallel";
  const root = document.documentElement;
  const button = document.getElementById("zk-parallel");
  const said = document.querySelector(".zk-parallel__said");
  const sheet = document.createElement("link");
  sheet.href = new URL("parallel.css", document.currentScript.src);
  const mine = document.querySelector(".zk-text");
  const address = new URL(button.dataset.page, location);
  let theirs;

  // ---- the other page

  // From a folder no page can be fetched, but one can be asked in a frame: assets/zhike.js answers there.
  const asked = () =>
    new Promise((answer, fail) => {
      const frame = document.createElement("iframe");
      const hear = (event) => {
        if (event.source !== frame.contentWindow) return;
        removeEventListener("message", hear);
        frame.remove();
        answer(event.data);
      };
      addEventListener("message", hear);
      setTimeout(() => fail(frame.remove()), 10_000);
      frame.name = KEY;
      frame.hidden = true;
      frame.src = address.href.replace(/\/$/, "/index.html");
      document.body.append(frame);
    });

  const fetched = async () => {
    const reply = await fetch(address);
    if (!reply.ok) throw new Error(`${reply.status}`);
    return reply.text();
  };

  const styled = new Promise((done) => ["load", "error"].forEach((event) => sheet.addEventListener(event, done)));
  sheet.rel = "stylesheet";
  document.head.append(sheet);

  async function load() {
    const [html] = await Promise.all([location.protocol === "file:" ? asked() : fetched(), styled]);
    theirs = new DOMParser().parseFromString(html, "text/html").querySelector(".zk-text");
  }

  // ---- pairs

  const text = (...nodes) =>
    nodes
      .map((node) => node.textContent)
      .join("")
      .replace(/\s+/g, " ")
      .trim();

  // What stands in an element, in order: blocks, and between them runs of text as lists of nodes.
  function units(element) {
    const found = [];
    for (const node of element.childNodes) {
      const last = found.at(-1);
      if (node.nodeType === Node.COMMENT_NODE || node.matches?.(LEFT_OUT)) continue;
      if (node.matches?.(".zk-part")) {
        found.push(...units(node));
        continue;
      }
      if (node.matches?.(BLOCK)) found.push(node);
      else if (Array.isArray(last) && last.at(-1).nextSibling === node) last.push(node);
      else if (text(node) || node.nodeType === Node.ELEMENT_NODE) found.push([node]);
    }
    return found;
  }

  function sections(element) {
    const found = new Map([["", []]]);
    let name = "";
    for (const unit of units(element)) {
      if (unit.id && unit.matches("h2, h3, h4, h5, h6")) found.set((name = unit.id), []);
      found.get(name).push(unit);
    }
    return found;
  }

  function pair(own, other) {
    const known = sections(other);
    for (const [name, blocks] of sections(own)) pairBlocks(blocks, known.get(name) ?? []);
  }

  const kind = (unit) => (Array.isArray(unit) ? "" : unit.tagName);

  function pairBlocks(own, other) {
    if (own.map(kind).join() !== other.map(kind).join()) return own.length && other.length && below(own.at(-1), other);
    own.forEach((unit, place) => {
      if (Array.isArray(unit)) join(unit, other[place]);
      else if (unit.tagName === "TABLE") pairTable(unit, other[place]);
      else pair(unit, other[place]);
    });
  }

  const cells = (row) => [...row.cells].filter((cell) => !cell.matches(LEFT_OUT));

  // A table of phrases holds both languages already: what stands in a row is not shown there again.
  function pairTable(own, other) {
    const [ours, others] = [own, other].map((table) => [...table.rows].map(cells));
    if (ours.map((row) => row.length).join() !== others.map((row) => row.length).join()) return below(own, [other]);
    const known = ours.map((row) => new Set(row.map((cell) => text(cell))));
    const isNew = (row, column) => !known[row].has(text(others[row][column]));
    const isNewBelow = (row, column) => ours[row][column].tagName === "TD" || ours.some((_, at) => at && isNew(at, column));
    ours.forEach((row, at) =>
      row.forEach((cell, column) => isNew(at, column) && isNewBelow(at, column) && pair(cell, others[at][column])),
    );
  }

  // ---- what is shown

  function element(tag, name, ...content) {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...content);
    return made;
  }

  // Where something leads that the other page names; without the host, which print would show.
  function here(reference) {
    const { href, protocol, pathname, search, hash } = new URL(reference, address);
    return protocol === "file:" ? href : pathname + search + hash;
  }

  function inTheirs(tag, nodes) {
    const made = element(tag, "zk-other", ...nodes.map((node) => document.importNode(node, true)));
    made.lang = theirs.lang;
    for (const extra of made.querySelectorAll(`.headerlink, ${LEFT_OUT}`)) extra.remove();
    for (const term of made.querySelectorAll(".zk-term")) term.replaceWith(...term.childNodes);
    for (const drawing of made.querySelectorAll("svg[aria-labelledby]")) {
      drawing.setAttribute("aria-label", drawing.querySelector("title")?.textContent ?? "");
      drawing.removeAttribute("aria-labelledby");
    }
    for (const named of made.querySelectorAll("[id], [for]")) {
      named.removeAttribute("id");
      named.removeAttribute("for");
    }
    // a link inside the page leads to the same section of this one; others lead on in their own language
    for (const link of made.querySelectorAll("a[href]:not([href^='#'], [href*=':'])")) {
      link.setAttribute("href", here(link.getAttribute("href")));
    }
    for (const image of made.querySelectorAll("img[src]")) image.src = here(image.getAttribute("src"));
    return made;
  }

  function join(own, other) {
    if (text(...own) === text(...other)) return;
    const both = element("span", "zk-both");
    own[0].before(both);
    both.append(element("span", "zk-own", ...own), inTheirs("span", other));
  }

  // Where the blocks of a section differ, the whole of it follows.
  function below(last, other) {
    (Array.isArray(last) ? last.at(-1) : last).after(inTheirs("div", other.flat()));
  }

  function single() {
    for (const both of mine.querySelectorAll(".zk-both")) both.replaceWith(...both.firstElementChild.childNodes);
    for (const rest of mine.querySelectorAll(".zk-other")) rest.remove();
  }

  // What is being read stays where it is on the screen.
  function steadily(change) {
    const top = document.querySelector(".zk-header").getBoundingClientRect().bottom;
    const read = [...mine.querySelectorAll("h1, h2, h3, h4, p, li, tr")].find(
      (block) => block.getBoundingClientRect().bottom > top && block.checkVisibility(),
    );
    const before = read?.getBoundingClientRect().top;
    change();
    if (read && scrollY) scrollBy(0, read.getBoundingClientRect().top - before);
  }

  // ---- the switch

  function keep(isOn) {
    try {
      if (isOn) localStorage.setItem(KEY, "on");
      else localStorage.removeItem(KEY);
    } catch {
      // the choice holds for this page
    }
  }

  function turnOff() {
    button.setAttribute("aria-checked", "false");
    steadily(() => {
      single();
      delete root.dataset.zkParallel;
    });
  }

  async function turnOn() {
    button.setAttribute("aria-checked", "true");
    said.textContent = "";
    try {
      if (!theirs) await load();
      if (button.getAttribute("aria-checked") === "true") {
        steadily(() => {
          root.dataset.zkParallel = "on";
          single();
          pair(mine, theirs);
        });
      }
    } catch {
      turnOff();
      said.textContent = button.dataset.failed;
    }
  }

  button.addEventListener("click", () => {
    const isOn = button.getAttribute("aria-checked") !== "true";
    keep(isOn);
    if (isOn) turnOn();
    else turnOff();
  });
  if (!root.dataset.zkParallel) keep(true);
  turnOn();
}
