// Shows the navigator one question at a time. The page holds all of it in plain: the first section is a nested list of
// answers, each further section a situation; the address after # says which question or situation is shown.
"use strict";

{
  const words = document.currentScript.dataset;
  const [first, ...others] = document.querySelectorAll(".zk-page--navigator .zk-part");
  const start = first.querySelector("h2");
  const answers = start.nextElementSibling;
  const text = first.parentElement;

  const element = (tag, name, content = "") => {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = content;
    return made;
  };

  // --- What the page says ---

  // Questions by id: title, answers with label and id, and the question above.
  const questions = new Map();
  const above = new Map();

  function read(list, id, title) {
    const known = { title, answers: [] };
    questions.set(id, known);
    for (const item of list.children) {
      const link = item.querySelector(":scope > a");
      const name = item.querySelector(":scope > em");
      const next = link ? decodeURIComponent(link.hash.slice(1)) : name.id;
      known.answers.push({ id: next, label: (link ?? item.querySelector(":scope > strong")).textContent });
      if (!above.has(next)) above.set(next, id);
      if (name) read(item.querySelector(":scope > ul"), next, name.textContent);
    }
  }

  read(answers, start.id, start.firstChild.textContent.trim());

  const situations = new Map(others.map((section) => [section.firstElementChild.id, section]));

  // --- What is shown ---

  const panel = element("div", "zk-now");
  const path = element("nav", "zk-now__path");
  path.setAttribute("aria-label", words.path);
  const asked = element("section", "zk-now__question");
  const title = element("h2", "zk-now__title");
  title.tabIndex = -1;
  const choices = element("ul", "zk-now__answers");
  const everything = element("p", "zk-now__all");
  everything.append(link("all", words.all));
  asked.append(title, choices, everything);
  panel.append(path, asked);
  first.before(panel);

  function link(id, label, name = "") {
    const made = element("a", name, label);
    made.href = `#${id}`;
    return made;
  }

  // The answers that led here, from the first question down.
  function trail(id) {
    const steps = [];
    for (let below = id; above.has(below) && below !== start.id; below = above.get(below)) {
      const parent = above.get(below);
      steps.unshift({ id: below, label: questions.get(parent).answers.find((answer) => answer.id === below).label });
    }
    return steps;
  }

  function showPath(id) {
    const back = link(above.get(id) ?? start.id, words.back, "zk-now__step zk-now__back");
    const again = link(start.id, words.again, "zk-now__step zk-now__again");
    const taken = element("ol", "zk-now__taken");
    for (const step of trail(id).slice(0, -1)) {
      const item = element("li", "");
      item.append(link(step.id, step.label));
      taken.append(item);
    }
    path.replaceChildren(back, again, taken);
    path.hidden = id === start.id;
  }

  function showQuestion(id) {
    const question = questions.get(id);
    title.textContent = question.title;
    choices.replaceChildren(
      ...question.answers.map((answer) => {
        const item = element("li", "");
        item.append(link(answer.id, answer.label, "zk-now__answer"));
        return item;
      }),
    );
  }

  function wanted() {
    const id = decodeURIComponent(location.hash.slice(1));
    return situations.has(id) || questions.has(id) || id === "all" ? id : start.id;
  }

  const plainTitle = document.title;

  function show() {
    const id = wanted();
    const situation = situations.get(id);
    const isAll = id === "all";
    showPath(id);
    if (questions.has(id)) showQuestion(id);
    if (situation) prepare(situation);
    asked.hidden = !questions.has(id);
    first.hidden = !isAll;
    for (const section of others) section.hidden = section !== situation;
    text.dataset.zkNow = situation ? "situation" : isAll ? "all" : id === start.id ? "start" : "question";
    const heading = situation?.firstElementChild ?? (isAll ? start : title);
    document.title = id === start.id ? plainTitle : `${heading.firstChild.textContent.trim()} · ${plainTitle}`;
    return heading;
  }

  // What can be pressed in a situation is made when the situation is first shown.
  const prepared = new Set();

  function prepare(section) {
    if (prepared.has(section)) return;
    prepared.add(section);
    section.firstElementChild.tabIndex = -1;
    section.setAttribute("aria-labelledby", section.firstElementChild.id);
    zkPhrases.prepare(section);
    for (const mark of section.querySelectorAll("[data-zk-clock]")) addClock(mark);
  }

  // --- Moving about ---

  // Every step remembers the one before it, so that Back can go back instead of on.
  let here = wanted();
  history.replaceState({ ...history.state, from: history.state?.from }, "");

  addEventListener("hashchange", () => {
    if (history.state?.from === undefined) history.replaceState({ from: here }, "");
    if (questions.get(history.state.from)?.answers.some((answer) => answer.id === wanted())) {
      above.set(wanted(), history.state.from);
    }
    here = wanted();
    const heading = show();
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  });

  path.addEventListener("click", (event) => {
    const back = event.target.closest(".zk-now__back");
    if (back && back.hash === `#${history.state?.from}`) {
      event.preventDefault();
      history.back();
    }
  });

  // The switch of language keeps the step; hidden headings must not count as read.
  addEventListener("click", (event) => {
    const other = event.target.closest?.("a[data-zk-language]");
    if (other) other.hash = location.hash;
  });

  // --- Limits: a button starts the clock of each ---

  const clockOf = (mark) => `${mark.closest(".zk-part").firstElementChild.id}/${mark.dataset.zkClock}`;

  function addClock(mark) {
    const item = mark.closest("li");
    const heading = mark.closest(".zk-part").firstElementChild;
    const stages = mark.dataset.zkMinutes ? [mark] : [...item.querySelectorAll("ul [data-zk-minutes]")];
    const label = (stage) => stage.closest("li").firstChild.textContent.trim().replace(/[:：]$/, "");
    const clock = {
      key: clockOf(mark),
      situation: heading.id,
      stages: stages.map((stage) => Number(stage.dataset.zkMinutes)),
      words: {
        [document.documentElement.lang]: { title: heading.firstChild.textContent.trim(), labels: stages.map(label) },
      },
    };
    const about = mark === stages[0] ? label(mark) : mark.textContent;
    const what = element("span", "zk-now__what");
    const left = element("span", "zk-now__left");
    const button = element("button", "zk-now__count");
    button.type = "button";
    button.addEventListener("click", () => (zkClocks.state(clock.key) ? zkClocks.stop(clock.key) : zkClocks.start(clock)));
    mark.before(what);
    what.append(...(mark === stages[0] ? [what.previousSibling] : []), mark);
    item.classList.add("zk-now__limit");
    item.querySelector(":scope > ul")?.classList.add("zk-now__marks");
    item.append(left, button);

    const refresh = () => {
      const state = zkClocks.state(clock.key);
      left.textContent = state?.text ?? "";
      left.classList.toggle("zk-now__left--over", Boolean(state?.isOver));
      button.textContent = state ? words.stop : words.count;
      button.setAttribute("aria-label", `${button.textContent}: ${about}`);
      if (mark !== stages[0]) stages.forEach((stage, index) => showMark(stage, state?.limits[index]));
    };
    zkClocks.name(clock.key, clock.words[document.documentElement.lang]);
    zkClocks.watch(refresh);
    refresh();
  }

  // A mark of a running clock says its clock time, and whether it has passed.
  function showMark(stage, limit) {
    const mark = stage.closest("li");
    mark.querySelector(".zk-now__at")?.remove();
    mark.classList.toggle("zk-now__mark--passed", Boolean(limit?.isOver));
    if (limit) mark.append(element("span", "zk-now__at", limit.isOver ? `✓ ${limit.time} ${words.passed}` : limit.time));
  }

  // Clocks that run are named in the language of this page too.
  for (const section of others) {
    const marks = [...section.querySelectorAll("[data-zk-clock]")];
    if (marks.some((mark) => zkClocks.state(clockOf(mark)))) prepare(section);
  }

  // --- Now ---

  const heading = show();
  if (location.hash && wanted() !== start.id) {
    scrollTo(0, 0);
    heading.focus({ preventScroll: true });
  }
}
