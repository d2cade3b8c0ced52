// Phrases to use: shown to a guest in very large letters, or copied. enrich/phrases.py leaves room for the buttons in
// rows of tables; an item of the navigator is given room.
"use strict";

const zkPhrases = (() => {
  const words = document.currentScript.dataset;
  const SHOWN = "zk-phrase"; // what the history keeps while a card is open, so that the way back closes it
  const SHORT = 24;
  const LONG = 90;

  function element(tag, name, ...content) {
    const made = document.createElement(tag);
    made.className = name;
    made.append(...content);
    return made;
  }

  const button = (name, word, pressed) => {
    const made = element("button", name, word);
    made.type = "button";
    made.addEventListener("click", pressed);
    return made;
  };

  // ---- a row or item: what it says in another language and in the page's own

  function phrases(row) {
    if (row.matches("li")) {
      const both = [...row.querySelectorAll(":scope > [lang]")];
      return both.map((phrase) => ({ text: phrase.textContent, lang: phrase.lang })).reverse();
    }
    const said = (name) => {
      const cell = row.querySelector(`.zk-phrase__${name}`);
      const text = (cell?.querySelector(".zk-own") ?? cell)?.textContent.replace(/\s+/g, " ").trim();
      return text ? { text, lang: cell.closest("[lang]").lang } : undefined;
    };
    return [said("other"), said("say")].filter(Boolean);
  }

  async function copied(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // without https there is only the old way, which copies what is selected on the page
      const field = element("textarea", "zk-unseen");
      field.value = text;
      (card.open ? card : document.body).append(field);
      field.select();
      const done = document.execCommand("copy");
      field.remove();
      return done;
    }
  }

  const status = element("p", "zk-unseen");
  status.setAttribute("role", "status");

  async function copy(pressed, text) {
    const word = (await copied(text)) ? words.copied : words.uncopied;
    pressed.textContent = word;
    status.textContent = word;
    pressed.focus();
    setTimeout(() => {
      pressed.textContent = words.copy;
      status.textContent = "";
    }, 2_000);
  }

  // ---- the card

  const large = element("p", "zk-phrase-card__large");
  const small = element("p", "zk-phrase-card__small");
  const swap = button("zk-phrase-card__swap", words.swap, () => show(shown.toReversed?.() ?? [...shown].reverse()));
  const copying = button("zk-phrase-card__copy", words.copy, () => copy(copying, shown[0].text));
  const closing = button("zk-phrase-card__close", words.close, () => card.close());
  const card = element(
    "dialog",
    "zk-phrase-card",
    element("div", "zk-phrase-card__text", large, small),
    element("div", "zk-phrase-card__tools", swap, copying, closing),
  );
  let shown;

  // How wide a text is: a Chinese character counts as two letters.
  const width = (text) => [...text].reduce((sum, letter) => sum + (letter > "\u2e80" ? 2 : 1), 0);

  function show(both) {
    shown = both;
    for (const [place, phrase] of [both[0], both[1]].entries()) {
      const line = place ? small : large;
      line.textContent = phrase?.text ?? "";
      line.lang = phrase?.lang ?? "";
    }
    const length = width(both[0].text);
    card.dataset.length = length > LONG ? "long" : length > SHORT ? "middle" : "short";
    swap.hidden = both.length < 2;
  }

  function open(row) {
    show(phrases(row));
    card.append(status);
    card.showModal();
    card.scrollTop = 0;
    history.pushState({ ...history.state, [SHOWN]: true }, "");
  }

  card.setAttribute("aria-label", words.card);
  card.addEventListener("click", (event) => event.target.closest("button") || card.close());
  card.addEventListener("close", () => {
    document.body.append(status);
    if (history.state?.[SHOWN]) history.back();
  });
  addEventListener("popstate", () => card.close());
  if (history.state?.[SHOWN]) history.replaceState(null, "");
  document.body.append(card, status);

  // ---- the buttons in the rows

  const both = (row) =>
    phrases(row)
      .map((phrase) => phrase.text)
      .reverse()
      .join("\n");

  function addTools(tools) {
    const row = tools.parentElement;
    const showing = button("zk-phrase__show", words.show, () => open(row));
    const copyingRow = button("zk-phrase__copy", words.copy, () => copy(copyingRow, both(row)));
    for (const each of [showing, copyingRow]) {
      each.setAttribute("aria-label", `${each.textContent}: ${phrases(row)[0].text}`);
    }
    tools.append(showing, copyingRow);
  }

  for (const tools of document.querySelectorAll("td.zk-phrase__tools")) addTools(tools);

  function prepare(section) {
    for (const item of section.querySelectorAll(".zk-now-say + ul > li")) {
      item.append(element("span", "zk-phrase__tools"));
      addTools(item.lastElementChild);
    }
  }

  return { prepare };
})();
