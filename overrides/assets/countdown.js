// Clocks that run from "now": kept on this device, shown at the foot of every page while one runs. The navigator starts
// them; zhike.js fetches this for other pages.
"use strict";

const zkClocks = (() => {
  const KEY = "zhike-clocks";
  const MINUTE = 60_000;
  const KEPT = 60 * MINUTE; // a clock that nobody stops goes an hour after its last limit
  const place = document.getElementById("zk-clocks");
  const page = place.querySelector(".zk-clocks__page");
  const list = place.querySelector(".zk-clocks__list");
  const said = place.querySelector(".zk-clocks__said");
  const lang = document.documentElement.lang;
  const watchers = [];
  let inMemory = [];
  let shown = "";
  let passed = null;

  const isClock = (clock) => clock && typeof clock.key === "string" && Number.isFinite(clock.start) && clock.stages?.length;
  const end = (clock) => clock.start + Math.max(...clock.stages) * MINUTE;

  function all() {
    try {
      inMemory = JSON.parse(localStorage.getItem(KEY) ?? "[]").filter(isClock);
    } catch {
      // without storage the clocks live as long as the page
    }
    return inMemory.filter((clock) => Date.now() < end(clock) + KEPT);
  }

  function keep(clocks) {
    inMemory = clocks;
    try {
      localStorage.setItem(KEY, JSON.stringify(clocks));
    } catch {
      // as above
    }
    show();
  }

  const time = (moment) => new Date(moment).toTimeString().slice(0, 5);

  // The stages of a clock with their clock times; the next is the first that has not passed.
  function stages(clock) {
    const labels = clock.words?.[lang]?.labels ?? [];
    return clock.stages.map((minutes, index) => {
      const at = clock.start + minutes * MINUTE;
      return { label: labels[index] ?? "", at, isOver: at <= Date.now() };
    });
  }

  function told(clock) {
    const known = stages(clock);
    const next = known.find((stage) => !stage.isOver) ?? known.at(-1);
    const left = next.at - Date.now();
    const words = left <= 0 ? "over" : left < MINUTE ? "last" : "until";
    const text = place.dataset[words].replace("{time}", time(next.at)).replace("{minutes}", Math.ceil(left / MINUTE));
    return known.length > 1 && next.label ? `${next.label} · ${text}` : text;
  }

  function element(tag, name, text = "") {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  }

  // What a clock is called: one of a single limit begins with it, as several may run in one situation.
  function named(clock) {
    const { title = place.dataset.clock, labels = [] } = clock.words?.[lang] ?? {};
    return clock.stages.length === 1 && labels[0] ? `${labels[0]} · ${title}` : title;
  }

  function row(clock) {
    const item = element("li", "zk-clocks__item");
    const title = element("a", "zk-clocks__title", named(clock));
    title.href = page.href.split("#")[0] + "#" + clock.situation;
    const left = element("span", "zk-clocks__left", told(clock));
    left.classList.toggle("zk-clocks__left--over", end(clock) <= Date.now());
    const stop = element("button", "zk-clocks__stop", place.dataset.stop);
    stop.type = "button";
    stop.dataset.key = clock.key;
    stop.setAttribute("aria-label", `${stop.textContent}: ${title.textContent}`);
    stop.addEventListener("click", () => zkClocks.stop(clock.key));
    item.append(title, left, stop);
    return item;
  }

  function announce(clocks) {
    const over = clocks.flatMap((clock) => stages(clock).filter((s) => s.isOver).map((s) => `${clock.key} ${s.at}`));
    const fresh = clocks.filter((clock) => passed && over.some((o) => o.startsWith(`${clock.key} `) && !passed.has(o)));
    passed = new Set(over);
    const names = fresh.map(named);
    if (fresh.length) said.textContent = place.dataset.over.replace("{time}", names.join(", "));
  }

  function show() {
    const clocks = all();
    announce(clocks);
    const text = clocks.map((clock) => clock.key + told(clock)).join();
    if (text !== shown) {
      shown = text;
      const focused = list.contains(document.activeElement) && document.activeElement.dataset.key;
      list.replaceChildren(...clocks.map(row));
      if (focused) list.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
      if (clocks.length) document.getElementById("zk-clocks-style").disabled = false;
      place.hidden = clocks.length === 0;
      for (const watcher of watchers) watcher();
    }
  }

  addEventListener("storage", show);
  addEventListener("pageshow", show);
  setInterval(show, 5_000);
  if (document.currentScript.defer) document.addEventListener("DOMContentLoaded", show);
  else queueMicrotask(show);

  return {
    // How a clock stands, or nothing when it does not run: in words, and the clock time of each of its limits.
    state(key) {
      const clock = all().find((known) => known.key === key);
      if (!clock) return null;
      const limits = stages(clock).map((stage) => ({ time: time(stage.at), isOver: stage.isOver }));
      return { text: told(clock), limits, isOver: limits.every((limit) => limit.isOver) };
    },
    start(clock) {
      keep([...all().filter((known) => known.key !== clock.key), { ...clock, start: Date.now() }]);
    },
    stop(key) {
      keep(all().filter((known) => known.key !== key));
    },
    // Gives the clocks of a situation their words in this page's language too.
    name(key, words) {
      const clocks = all();
      const known = clocks.find((clock) => clock.key === key);
      if (known && !known.words?.[lang]) {
        known.words = { ...known.words, [lang]: words };
        keep(clocks);
      }
    },
    watch(watcher) {
      watchers.push(watcher);
    },
  };
})();
