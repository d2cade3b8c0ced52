// Checklists that are worked: ticks stay on this device, a set for every list and shift, the same in both languages.
"use strict";

{
  const PREFIX = "zk-checklist:";
  const NAME = "zk-name";
  const FIRST_HOUR = 6; // before it, the night shift of the day before is still at work
  const DAYS_KEPT = 14;

  // Written without Intl, which takes a slow phone longer than all the rest of this script.
  const two = (number) => String(number).padStart(2, "0");
  const clock = (moment) => `${two(moment.getHours())}:${two(moment.getMinutes())}`;

  // The date of the shift that is at work, some days ago.
  const shift = (daysAgo = 0) => {
    const day = new Date();
    day.setHours(day.getHours() - FIRST_HOUR);
    day.setDate(day.getDate() - daysAgo);
    return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
  };

  const untilNextShift = () => {
    const next = new Date();
    if (next.getHours() >= FIRST_HOUR) next.setDate(next.getDate() + 1);
    next.setHours(FIRST_HOUR, 0, 1, 0);
    return next - new Date();
  };

  // What the device keeps; where a browser keeps nothing, the page itself remembers until it is closed.
  const remembered = new Map();
  const read = (key) => {
    if (remembered.has(key)) return remembered.get(key);
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  };
  const write = (key, value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
      return true;
    } catch {
      remembered.set(key, value);
      return false;
    }
  };
  const forget = () => {
    try {
      const oldest = shift(DAYS_KEPT);
      for (const key of Object.keys(localStorage)) {
        if (key.startsWith(PREFIX) && key.slice(-oldest.length) < oldest) localStorage.removeItem(key);
      }
    } catch {
      // nothing is kept, so nothing is old
    }
  };

  const copied = async (text, field) => {
    field.value = text;
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Without https there is only the old way, which copies what is selected on the page.
      field.hidden = false;
      field.select();
      const done = document.execCommand("copy");
      field.hidden = done;
      return done;
    }
  };

  // Of a label that shows both languages, the part in the page's own.
  const own = (label) => label.querySelector(".zk-own") ?? label;

  const work = (list) => {
    const part = (name) => list.querySelector(`.zk-checklist__${name}`);
    const boxes = [...list.querySelectorAll(".task-list-item > input[type=checkbox]")];
    const [name, reset, said] = [part("name").querySelector("input"), part("reset"), part("said")];
    const words = list.dataset;
    let day, state, cleared;

    const key = () => `${PREFIX}${words.zkChecklist}:${day}`;
    const time = () => (state.at ? clock(new Date(state.at)) : "--:--");

    const show = () => {
      const done = boxes.filter((box) => (box.checked = state.done.includes(box.id))).length;
      const count = part("count").querySelector("b");
      if (count.textContent !== `${done} / ${boxes.length}`) count.textContent = `${done} / ${boxes.length}`;
      part("progress").querySelector("progress").value = done;
      const date = part("shift").querySelector("time");
      date.dateTime = date.textContent = day;
      part("time").querySelector("time").textContent = time();
      reset.textContent = cleared ? words.undo : words.reset;
    };

    const load = () => {
      if (day !== shift()) cleared = undefined;
      day = shift();
      const kept = read(key());
      state = { done: Array.isArray(kept?.done) ? kept.done : [], at: Number(kept?.at) || 0 };
      const known = read(NAME) ?? "";
      if (name.value !== known) name.value = known;
      show();
    };

    const save = () => {
      write(key(), state);
      show();
    };

    const tick = (box) => {
      const isDone = box.checked;
      load(); // another tab may have ticked, or the shift may have changed, since this page was shown
      const done = state.done.filter((id) => id !== box.id);
      state = isDone ? { done: [...done, box.id], at: Date.now() } : { done, at: done.length && state.at };
      cleared = undefined;
      said.textContent = "";
      save();
    };

    const clear = () => {
      const back = cleared;
      load();
      cleared = back ? undefined : state;
      state = back ?? { done: [], at: 0 };
      said.textContent = back ? words.restored : words.cleared;
      save();
    };

    const result = () => {
      const texts = (wanted) =>
        boxes
          .filter((box) => box.checked === wanted)
          .map((box) => `${wanted ? "✓" : "□"} ${own(box.labels[0]).textContent.trim().replace(/\s+/g, " ")}`);
      const group = (word, items) => (items.length ? ["", `${word} ${items.length} / ${boxes.length}`, ...items] : []);
      return [
        words.title,
        `${words.shift} ${day}`,
        ...group(words.open, texts(false)),
        ...group(words.done, texts(true)),
        "",
        `${words.name} ${name.value.trim() || "____"}`,
        `${words.time} ${time()}`,
      ].join("\n");
    };

    for (const box of boxes) box.addEventListener("change", () => tick(box));
    name.addEventListener("input", () => write(NAME, name.value));
    reset.addEventListener("click", clear);
    part("copy").addEventListener("click", async () => {
      const done = await copied(result(), list.querySelector("textarea"));
      said.textContent = done ? words.copied : words.uncopied;
    });

    load();
    if (!write(NAME, read(NAME) ?? "")) part("note").textContent = words.unkept;
    list.dataset.ready = "";
    return load;
  };

  forget();
  const lists = [...document.querySelectorAll("[data-zk-checklist]")].map(work);
  const renew = () => lists.forEach((load) => load());
  const wait = () => setTimeout(() => (renew(), wait()), untilNextShift());
  wait();
  addEventListener("pageshow", renew);
  addEventListener("storage", renew);
  document.addEventListener("visibilitychange", renew);
}
