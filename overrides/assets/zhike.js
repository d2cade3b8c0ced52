// What every page does with script: the menu, the choice of colours, the section being read, the switches of language.
"use strict";

// The menu lies over the page below 1220 px; while it is open, the rest of the page can be neither reached nor read.
{
  const menu = document.getElementById("zk-menu");
  const opener = document.querySelector(".zk-header__menu");
  const closer = menu.querySelector(".zk-menu__close");
  const root = document.documentElement;

  const outside = function* () {
    for (let part = menu; part !== document.body; part = part.parentElement) {
      for (const other of part.parentElement.children) if (other !== part) yield other;
    }
  };
  const show = (open) => {
    root.toggleAttribute("data-zk-menu", open);
    opener.setAttribute("aria-expanded", String(open));
    for (const part of outside()) part.inert = open;
    menu.setAttribute("role", open ? "dialog" : "navigation");
    if (open) menu.setAttribute("aria-modal", "true");
    else menu.removeAttribute("aria-modal");
  };
  const isOpen = () => root.hasAttribute("data-zk-menu");
  const close = () => {
    if (!isOpen()) return;
    show(false);
    opener.focus();
  };

  opener.addEventListener("click", () => {
    show(true);
    closer.focus();
  });
  closer.addEventListener("click", close);
  document.addEventListener("keydown", (event) => event.key === "Escape" && close());
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target) && !opener.contains(event.target)) close();
  });
  matchMedia("(min-width: 76.25em)").addEventListener("change", close);
  addEventListener("pagehide", close);
}

// The choice of colours is kept on the device; "system" is what there is without a choice.
{
  const root = document.documentElement;
  const chosen = root.dataset.zkScheme ?? "system";
  for (const choice of document.querySelectorAll("[name=zk-scheme]")) {
    choice.checked = choice.value === chosen;
    choice.addEventListener("change", () => {
      if (choice.value === "system") delete root.dataset.zkScheme;
      else root.dataset.zkScheme = choice.value;
      try {
        localStorage.setItem("zk-scheme", choice.value);
      } catch {
        // the choice holds for this page
      }
    });
  }
}

// The section being read is the last whose heading has passed the upper third of the window.
{
  const headings = [...document.querySelectorAll("article :is(h2, h3, h4)[id]")];
  const section = () => headings.findLast((heading) => heading.getBoundingClientRect().top < 0.3 * innerHeight);

  const links = new Map();
  for (const link of document.querySelectorAll(".zk-contents__link")) {
    const id = decodeURIComponent(link.hash.slice(1));
    links.set(id, [...(links.get(id) ?? []), link]);
  }
  const listed = headings.filter((heading) => links.has(heading.id));
  // Asking where a heading is would lay out sections that nobody reads; the browser tells of those that are laid out.
  const passed = new Set();
  const mark = (changes) => {
    for (const { target, isIntersecting } of changes) isIntersecting ? passed.add(target) : passed.delete(target);
    const current = listed.findLast((heading) => passed.has(heading));
    for (const [id, those] of links) {
      for (const link of those) {
        if (id === current?.id) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      }
    }
  };
  const watcher = new IntersectionObserver(mark, { rootMargin: "1000000px 0px -70% 0px" });
  for (const heading of listed) watcher.observe(heading);

  // The switch of language leads to the same section; before any scrolling it keeps the address as it is.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-zk-language]");
    if (link) link.hash = scrollY > 0 ? (section()?.id ?? "") : location.hash;
  });
}

// What shows the other language beside this one is fetched only for readers who ask for it.
{
  const button = document.getElementById("zk-parallel");
  const root = document.documentElement;
  // In a folder on a disk no page may read another; a page that is asked in a frame answers with its text.
  const isAsked = window.name === "zk-parallel" && parent !== window && location.protocol === "file:";

  const script = document.createElement("script");
  script.src = new URL("parallel.js", document.currentScript.src);
  const start = () => document.head.append(script);
  if (isAsked || !button) delete root.dataset.zkParallel;
  if (isAsked) parent.postMessage(root.outerHTML, "*");
  else if (root.dataset.zkParallel) start();
  else button?.addEventListener("click", start, { once: true });
}

// Clocks run for few readers: what shows them is fetched when one runs, here or in another window.
{
  const KEY = "zhike-clocks";
  const script = document.createElement("script");
  script.src = new URL("countdown.js", document.currentScript.src);
  const isNavigator = document.querySelector("[data-zk-clock]");
  const start = () => document.head.append(script);
  try {
    if (!isNavigator && document.getElementById("zk-clocks")) {
      if ((localStorage.getItem(KEY) ?? "[]") !== "[]") start();
      else addEventListener("storage", ({ key }) => key === KEY && start());
    }
  } catch {
    // a browser that keeps nothing keeps no clocks
  }
}
