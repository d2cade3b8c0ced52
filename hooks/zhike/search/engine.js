/* The search of this site, as a page runs it and as Python runs it: no library, nothing but this language.
 *
 * How to use it
 *   zhikeSearch.load = name => …       set first: fetches the file `name` of the index as a classic script; the file
 *                                      itself calls add() or start(). May return a promise that fails.
 *   zhikeSearch.open(locale)           → Promise, once the file `start.<locale>.js` is there
 *   zhikeSearch.search(query, options) → Promise of results, best first: ranked, with title, section and snippet
 *   zhikeSearch.rank(query, options)   → Promise of results without heading and snippet: fewer files are read
 *   zhikeSearch.describe(results)      → Promise of the same results with heading and snippet
 *   zhikeSearch.nearest(query, options) → Promise of [{slug, section, title}]: terms of the glossary that look or sound
 *                                      like a query for which nothing was found
 *   options: {locale, limit = 10}
 *   A result: {slug, section, locale, path, title, heading, snippet: [{text, marked}], type, roles, score}
 *   `section` is an anchor, "" for the top of the page; `locale` is the language of the page that is shown, which is
 *   another than the reader's where the page exists in the other alone; `path` is what stands before the slug in
 *   addresses ("en/"); `loader.js` makes the address.
 *
 * How it works
 *   A query is read in several ways: as it stands, with its likeliest misspelling put right, and, when Latin letters
 *   are no known word, as pinyin or as the initials of pinyin. Each reading is a list of units (pairs of Chinese
 *   characters, stems of English words, words of the termbase), each unit a list of topics with a level from 1 to 15.
 *   A topic's score is the sum over the units of what they weigh times their level, more when it has all of them and
 *   has them in one section; the best reading counts. The files come from hooks/zhike/search/index.py.
 */
"use strict";
var zhikeSearch = (function () {
  // ---- what ranking weighs
  const COVERAGE = 0.3; // share of the score that depends on how much of the query a topic has
  const SECTION = 0.55; // what one section that has the whole query adds
  const TITLE = 0.4; // what it adds that a page is called just so
  const SEEN = 1; // how much rare words count against common ones
  const FRIEND = 0.2; // what a page gains that a good result names as what to read next
  const FRIENDS = 10; // how many results count as good
  const LONGEST = 12; // characters of a word of the termbase
  const LONGER = 12; // how many words an unfinished one may become
  const OTHERS = 6; // how many words a misspelt one may have been
  const LEVELS = 15;
  const BROKEN = 0.4; // a pair across two words, against a pair inside one
  const ALONE = 0.5; // a single character
  const NEAR = 0.5; // what is near to a word that the site uses
  const INSTEAD = 0.65; // what is near to a word that it does not use
  const FAMILY = 0.6; // a word of the same root
  const UNFINISHED = 0.7; // a word that begins with what was typed
  const MISSPELT = 0.75; // a word one letter away
  const LONG = 9; // a run of as many characters is a sentence: there is enough in it to do without mending
  const SHORT = 5; // only so short a run may have a character that merely looks like another
  const FINISHED = 0.8; // what speaks for a syllable that is no beginning of a longer one
  const UNCOVERED = 4; // what it takes from a guessed string that a character stands alone
  const READING = { typed: 1, mended: 0.95, pinyin: 0.95, initials: 0.8 };

  const HAN = /[\u3400-\u9fff]/;
  const LATIN = /[a-z0-9]+(?:'[a-z]+)*/g;
  const PIECE = /[\u3400-\u9fff]+|[a-z0-9]+(?:'[a-z]+)*/g;
  const MEASURE = /([0-9]+) ?([\u3400-\u9fff])/g;
  const SECTIONS = "PQRSTUVWXYZ!#$%&'()*+,-./:;<=>?@[]^_{|}~";
  const NUMBERS = "one two three four five six seven eight nine ten eleven twelve".split(" ");

  const engine = { load: null };
  let opened = null; // the locale of the index
  let index = null; // what start.<locale>.js says
  let files = new Map(); // name of a part → its content, once it is there
  let waiting = new Map(); // name of a file → promise
  let otherwise = new Map(); // entries that were found by another reading than that of their characters

  // ---- files

  function fetchOnce(file) {
    if (!waiting.has(file)) waiting.set(file, Promise.resolve(engine.load(file)));
    return waiting.get(file);
  }

  engine.open = function (locale) {
    if (locale !== opened) {
      opened = locale;
      index = null;
      files = new Map();
      waiting = new Map();
      otherwise = new Map();
    }
    return fetchOnce(`start.${locale}.js`);
  };

  engine.start = function (value) {
    index = value;
    index.shards = value.shards.split(" ").map((name) => ({ start: name.split("-")[0], file: name.includes("-") && `${name}.js` }));
    index.names = value.names.split(" ");
    index.syllable = new Map();
    index.syllables = value.syllables.split(" ");
    let place = 0x3400;
    for (let i = 0; i < value.gaps.length; i++) {
      place += value.gaps.charCodeAt(i) - 35;
      index.syllable.set(String.fromCharCode(place), index.syllables[value.sounds.charCodeAt(i) - 35]);
    }
    index.alike = value.alike.split(" ");
    index.near = new Map(value.near.split(" ").filter(Boolean).map((row) => [row[0], row.slice(1).split("+")]));
    index.question = new RegExp(`(${value.kept.join("|")})|${value.questions.join("|")}`, "g");
  };

  function readSyllable(row) {
    const name = /^[a-z]*/.exec(row)[0];
    for (const character of row.slice(name.length)) index.syllable.set(character, name);
  }

  engine.add = function (name, text) {
    if (name.startsWith("text/")) files.set(name, JSON.parse(text));
    else if (name.startsWith("alike-")) files.set(name, text.split(" "));
    else if (name.startsWith("names-") || name === "terms") files.set(name, text.split("\n").map((row) => row.split("\t")));
    else files.set(name, shardOf(text));
  };

  /** A shard by key: each key's entries by their term; words of the termbase begin with "=". */
  function shardOf(text) {
    const keys = new Map();
    let entries = null;
    for (const line of text.split("\n")) {
      if (line[0] === "#") keys.set(line.slice(1), (entries = new Map()));
      else if (entries) {
        const [head, list] = line.split("\t");
        const [term, reading] = head.split("~");
        entries.set(head, { term, reading, list, found: null });
      }
    }
    return keys;
  }

  function shardFor(key) {
    let low = 0, high = index.shards.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (index.shards[middle].start <= key) low = middle;
      else high = middle;
    }
    return index.shards[low];
  }

  function need(keys) {
    const wanted = new Set();
    for (const key of keys) if (key) wanted.add(shardFor(key));
    return Promise.all([...wanted].filter((shard) => shard.file && !files.has(shard.start)).map((shard) => fetchOnce(shard.file)));
  }

  /** All that begins like a key that is not yet whole. */
  const startsLike = (prefix) => {
    const first = index.shards.indexOf(shardFor(prefix));
    return index.shards.filter((shard, i) => i === first || shard.start.startsWith(prefix));
  };

  /** The words of the site with the first letter of a key, the commonest first. */
  async function alike(key) {
    if (!index.alike.includes(key)) return [];
    await fetchOnce(`alike-${key}.js`);
    return files.get(`alike-${key}`);
  }

  function bucket(key) {
    const shard = key && files.get(shardFor(key).start);
    return (shard && shard.get(key)) || new Map();
  }

  /** The entries of all keys that begin alike. */
  function under(prefix) {
    const shards = startsLike(prefix).map((shard) => files.get(shard.start)).filter(Boolean);
    return shards.flatMap((shard) => [...shard].filter(([key]) => key.startsWith(prefix)).map(([, entries]) => entries));
  }

  /** The topics of an entry: [topic, level, sections] …, read from its list when first asked for. */
  function topicsOf(entry) {
    if (entry.found) return entry.found;
    const found = [], list = entry.list;
    let topic = -1, step = 0, sections = 0;
    for (let i = 0; i < list.length; i++) {
      const code = list.charCodeAt(i);
      if (code >= 65 && code <= 79) {
        topic += step || 1;
        step = 0;
        found.push({ topic, level: code - 64, sections: [] });
      } else if ((code >= 48 && code <= 57) || (code >= 97 && code <= 122)) {
        step = step * 36 + (code < 58 ? code - 48 : code - 87);
      } else found[found.length - 1].sections.push(SECTIONS.indexOf(list[i]) + 1);
    }
    return (entry.found = found);
  }

  const rarity = (count) => Math.pow(Math.log(1 + (index.topics - count + 0.5) / (count + 0.5)), SEEN);

  // ---- words, as in hooks/zhike/search/words.py

  function normal(text) {
    return text.normalize("NFKC").toLowerCase().replace(/’/g, "'");
  }

  function without(word, endings) {
    for (const [ending, other] of endings)
      if (word.endsWith(ending)) {
        const rest = word.slice(0, word.length - ending.length) + other;
        return rest.length > 2 && /[aeiouy]/.test(rest) ? rest : word;
      }
    return word;
  }

  const PLURALS = [["ies", "y"], ["sses", "ss"], ["shes", "sh"], ["ches", "ch"], ["xes", "x"],
    ["ss", "ss"], ["us", "us"], ["is", "is"], ["s", ""]];
  const TENSES = [["ied", "y"], ["ing", ""], ["ed", ""]];
  const SPELLINGS = [["iz", "is"], ["yz", "ys"], ["our", "or"], ["tr", "ter"], ["ogu", "og"]];

  function stem(word) {
    word = word.split("'")[0];
    word = (index && index.irregular && index.irregular.get(word)) || word;
    if (NUMBERS.includes(word)) return String(NUMBERS.indexOf(word) + 1);
    word = without(without(word, PLURALS), TENSES);
    if (word.length > 4 && word.endsWith("e")) word = word.slice(0, -1);
    if (word.length > 3 && word[word.length - 1] === word[word.length - 2] && !/[aeiouy]$/.test(word))
      word = word.slice(0, -1);
    for (const [ending, other] of SPELLINGS)
      if (word.length > ending.length + 1 && word.endsWith(ending)) return word.slice(0, -ending.length) + other;
    return word;
  }
  engine.stem = stem;

  const stems = new Map(); // of words in texts, which come up again at every key
  function stemOf(word) {
    if (!stems.has(word)) stems.set(word, stem(word));
    return stems.get(word);
  }

  /** What words of one family share beyond their inflection: satisfaction, satisfactory, satisfy. */
  function root(word) {
    const cut = word.replace(/(?:ations?|itions?|ions?|ments?|ness|ities|ity|fully|ful|en|ly|ally|al|is|ers?|ors?|ants?|ents?|anc|enc|iv|abl|ibl|at|y|i)$/, "");
    return cut.length > 3 ? cut : word;
  }

  const roots = new Map();
  function rootOf(word) {
    if (!roots.has(word)) roots.set(word, root(word));
    return roots.get(word);
  }

  const soundOf = (character) => index.syllable.get(character) || "_";
  /** What two characters, or two syllables, are filed under; a single one under more of its syllable. */
  const pairKey = (first, second) => `z${first[0]}${second[0]}`.replace(/_$/, "___");
  const singleKey = (sound) => `z${sound[0]}_${sound.slice(1, 3).padEnd(2, "_")}`;
  const hanKey = (term) => (term.length > 1 ? pairKey(soundOf(term[0]), soundOf(term[1])) : singleKey(soundOf(term)));
  const latinKey = (word) => `e${word.replace(/[^a-z0-9].*/, "").slice(0, 3).padEnd(3, "_")}`;
  const pairs = (run) => Array.from({ length: run.length - 1 }, (_, i) => run.slice(i, i + 2));
  const keyOf = (term) => (HAN.test(term[0]) ? hanKey(term) : latinKey(term));
  const entryOf = (term) => bucket(keyOf(term)).get(term) || otherwise.get(term);

  /** Letters that must change to turn one word into the other, more than `most` being as good as any. */
  function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let before = null, last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (before && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      before = last;
      last = row;
    }
    return last[b.length];
  }

  // ---- units: {weight, has: topic → {level 0…1, sections}}

  function unit(alternatives, factor = 1) {
    const [entry, worth] = alternatives[0];
    if (alternatives.length > 1 || worth !== 1) return merged(alternatives, factor);
    entry.alone = entry.alone || merged(alternatives, 1);
    return factor === 1 ? entry.alone : { ...entry.alone, weight: entry.alone.weight * factor };
  }

  function merged(alternatives, factor) {
    const has = new Map();
    let weight = 0;
    for (const [entry, worth] of alternatives) {
      const found = topicsOf(entry);
      weight = Math.max(weight, rarity(found.length) * worth);
      for (const { topic, level, sections } of found) {
        const value = (level / LEVELS) * worth, known = has.get(topic);
        if (!known) has.set(topic, { level: value, sections });
        else {
          if (known.level < value) known.level = value;
          if (known.sections !== sections) known.sections = [...new Set([...known.sections, ...sections])];
        }
      }
    }
    return { weight: weight * factor, has };
  }

  const nothing = (weight) => ({ weight, has: new Map() });

  /** Topics of several units as one: a topic's level is the weighted mean of theirs. */
  function together(units) {
    const weight = units.reduce((sum, each) => sum + each.weight, 0), has = new Map();
    for (const each of units)
      for (const [topic, { level, sections }] of each.has) {
        const known = has.get(topic) || { level: 0, sections: [] };
        known.level += (level * each.weight) / weight;
        known.sections = known.sections.concat(sections);
        has.set(topic, known);
      }
    return { weight, has };
  }

  /** The better of two ways to say the same, topic by topic. */
  function either(one, other) {
    const has = new Map(one.has);
    for (const [topic, there] of other.has) {
      const here = has.get(topic);
      if (!here || here.level < there.level) has.set(topic, there);
    }
    return { weight: Math.max(one.weight, other.weight), has };
  }

  /** A word of the termbase: what has its concept, or all its parts; it weighs less than they do together. */
  function asConcept(inner, entry) {
    const spelt = together(inner);
    if (!entry) return spelt;
    const meant = unit([[entry, 1]]);
    const weight = Math.sqrt(inner.reduce((sum, each) => sum + each.weight * each.weight, 0));
    return { ...either(spelt, meant), weight: Math.max(meant.weight, weight) };
  }

  /** The list of a word of the termbase, whatever a page calls the thing. */
  function conceptOf(word) {
    let entry = bucket(HAN.test(word) ? hanKey(word) : latinKey(word)).get(`=${word}`);
    if (entry && entry.list[0] === ">") {
      const preferred = entry.list.slice(1);
      entry = bucket(HAN.test(preferred) ? hanKey(preferred) : latinKey(preferred)).get(`=${preferred}`);
    }
    return entry;
  }

  const leadsTo = (word) => {
    const entry = bucket(HAN.test(word) ? hanKey(word) : latinKey(word)).get(`=${word}`);
    return entry && entry.list[0] === ">" ? entry.list.slice(1) : null;
  };

  /** The groups of a near word, by name. */
  function groupsOf(word) {
    if (word.length === 1 && HAN.test(word)) return index.near.get(word) || [];
    const entry = bucket(HAN.test(word) ? hanKey(word) : latinKey(word)).get(`+${word}`);
    return entry ? entry.list.split(" ") : [];
  }

  /** What is near to a word, once the lists of its groups are there. */
  const nearTo = (word) => groupsOf(word).map((name) => bucket(latinKey(name)).get(`@${name}`)).filter(Boolean);

  /** A unit with what is near to its word. */
  function widened(spelt, word) {
    const near = nearTo(word);
    if (!near.length) return spelt;
    const meant = unit(near.map((entry) => [entry, spelt.has.size > 3 ? NEAR : INSTEAD]));
    return { ...either(spelt, meant), weight: Math.max(spelt.weight, meant.weight) };
  }

  // ---- Chinese

  /** The parts of a run of characters that say what is looked for; all of it when nothing is left. */
  function parts(run) {
    const left = run.replace(index.question, (_, kept) => kept || " ").split(" ").filter(Boolean);
    return left.length ? left : [run];
  }

  /** Start and end of the longest words of the termbase in a run. */
  function conceptsIn(run, mark = "=") {
    const found = [];
    for (let i = 0; i < run.length - 1; ) {
      const words = bucket(hanKey(run.slice(i, i + 2)));
      let longest = Math.min(LONGEST, run.length - i);
      while (longest > 1 && !words.has(mark + run.slice(i, i + longest))) longest--;
      if (longest > 1) found.push([i, i + longest]);
      else longest = 0;
      i += longest || 1;
    }
    return found;
  }

  function hanUnits(run) {
    if (run.length === 1) {
      const entry = entryOf(run);
      return [entry ? unit([[entry, 1]], ALONE) : nothing(0.5)];
    }
    const all = pairs(run), entries = all.map(entryOf), units = [], used = new Set();
    const inWord = new Set(), covered = (at) => Boolean(entries[at - 1] || entries[at]);
    for (const [start, end] of conceptsIn(run)) {
      const inner = [];
      for (let i = start; i < end - 1; i++) {
        used.add(i);
        if (entries[i]) inner.push(unit([[entries[i], 1]]));
        else if (!covered(i) || !covered(i + 1)) inner.push(nothing(2));
      }
      for (let i = start; i < end; i++) inWord.add(i);
      const word = run.slice(start, end);
      units.push(widened(asConcept(inner, conceptOf(word)), word));
    }
    for (const [start, end] of conceptsIn(run, "+")) {
      const word = run.slice(start, end);
      if ([...word].some((_, i) => inWord.has(start + i)) || !nearTo(word).length) continue;
      const inner = [];
      for (let i = start; i < end - 1; i++) {
        used.add(i);
        inner.push(entries[i] ? unit([[entries[i], 1]]) : nothing(0.5));
      }
      for (let i = start; i < end; i++) inWord.add(i);
      const spelt = together(inner);
      spelt.weight = Math.sqrt(inner.reduce((sum, each) => sum + each.weight * each.weight, 0));
      units.push(widened(spelt, word));
    }
    [...run].forEach((character, i) => {
      if (!inWord.has(i) && !entries[i - 1] && !entries[i] && nearTo(character).length) units.push(widened(nothing(0), character));
    });
    entries.forEach((entry, i) => {
      if (used.has(i)) return;
      const across = inWord.has(i) || inWord.has(i + 1) ? BROKEN : 1;
      if (entry) units.push(unit([[entry, 1]], across));
      else {
        if (!covered(i) || !covered(i + 1)) units.push(nothing(0.5));
      }
    });
    [...run].forEach((character, i) => {
      if (entries[i - 1] || entries[i]) return;
      const entry = entryOf(character);
      if (entry) units.push(unit([[entry, 1]], ALONE));
    });
    return units;
  }

  function hanKeys(run) {
    return run.length > 1 ? pairs(run).map(hanKey) : [hanKey(run)];
  }

  /** Reads what words of the termbase and near words in some runs lead to. */
  async function needMeant(runs) {
    const inRuns = (mark) => runs.flatMap((run) => conceptsIn(run, mark).map(([a, b]) => run.slice(a, b)));
    const near = [...inRuns("="), ...inRuns("+"), ...runs.flatMap(loners)].flatMap(groupsOf);
    await need([...inRuns("=").map(leadsTo).filter(Boolean).map(hanKey), ...near.map(latinKey)]);
  }

  async function readHan(run) {
    const runs = parts(run);
    await need(runs.flatMap(hanKeys));
    const unknown = runs.flatMap((each) => {
      const covered = coveredPairs(each);
      return pairs(each).filter((_, i) => !covered[i]);
    });
    await need(runs.flatMap(loners).map(hanKey));
    await needMeant(runs);
    const readings = [{ worth: READING.typed, units: runs.flatMap(hanUnits), text: runs }];
    if (unknown.length && run.length < LONG) {
      const mended = [];
      for (const each of runs) mended.push(await mend(each));
      if (mended.join() !== runs.join()) {
        await need(mended.flatMap((each) => [...hanKeys(each)]));
        await needMeant(mended);
        readings.push({ worth: READING.mended, units: mended.flatMap(hanUnits), text: mended });
      }
    }
    return readings;
  }

  /** The characters of a run that stand in no pair that is known. */
  function loners(run) {
    const known = pairs(run).map((pair) => Boolean(entryOf(pair)));
    return [...run].filter((_, at) => !known[at - 1] && !known[at]);
  }

  /** Whether each pair of a run is known, or both its characters are in pairs that are. */
  function coveredPairs(run) {
    const known = pairs(run).map((pair) => Boolean(entryOf(pair)));
    const covered = (at) => known[at - 1] || known[at];
    return known.map((is, i) => is || (covered(i) && covered(i + 1)));
  }

  /** A run with characters put in the place of others that sound like them, where the site knows the pairs. */
  async function mend(run) {
    if (run.length < 2) return run;
    const known = coveredPairs(run);
    if (known.every(Boolean)) return run;
    const sounds = [...run].map(soundOf);
    const choices = [...run].map((character) => new Map([[character, 1]]));
    const soundAlike = (i) => {
      for (const [pair] of matching([sounds[i], sounds[i + 1]], true)) {
        choices[i].set(pair[0], 0);
        choices[i + 1].set(pair[1], 0);
      }
    };
    known.forEach((is, i) => !is && soundAlike(i));
    let best = strings(choices, 1)[0];
    if (best === run && run.length < SHORT) {
      // nothing sounds like it: perhaps one character only looks like another
      const wrong = known.flatMap((is, i) => (is ? [] : [i]));
      for (const i of wrong) {
        const others = (await alike(`z${soundOf(run[i])[0]}`)).filter((pair) => pair[0] === run[i]).slice(0, OTHERS);
        await need(others.map(hanKey));
        for (const pair of others) choices[i + 1].set(pair[1], 0);
      }
      best = strings(choices, 1)[0];
    }
    return best;
  }

  /** The pairs that are read like two patterns; a pattern is a syllable, or the beginning of one, as is the second when
   * it is open: then those that end with it are finished. */
  function matching([first, second], whole, isOpen = false) {
    const found = [], fits = (pattern, sound, open) => (whole && !open ? sound === pattern : sound.startsWith(pattern));
    for (const entry of bucket(pairKey(first, second)).values()) {
      if (entry.term.length !== 2 || !HAN.test(entry.term[0])) continue;
      const sounds = entry.reading ? entry.reading.split(" ") : [...entry.term].map((c) => index.syllable.get(c) || "_");
      if (!fits(first, sounds[0]) || !fits(second, sounds[1], isOpen)) continue;
      if (entry.reading) otherwise.set(entry.term, entry);
      found.push([entry.term, standing(entry), isOpen && sounds[1] === second]);
    }
    return found.sort((a, b) => b[1] - a[1]).slice(0, 40);
  }

  /** How likely somebody means an entry: it stands in titles and questions, and on many pages. */
  function standing(entry) {
    if (!entry.standing) {
      const found = topicsOf(entry), best = found.reduce((most, { level }) => Math.max(most, level), 0);
      entry.standing = (2 * best) / LEVELS + Math.log(1 + found.length) / 4;
    }
    return entry.standing;
  }

  /** The likeliest strings that take one character from each of several choices: those whose characters are all in
   * pairs that the site has, and has often. */
  function strings(choices, count) {
    let states = [...choices[0]].map(([character, bonus]) => ({ text: character, score: bonus, covered: false }));
    for (const choice of choices.slice(1)) {
      const next = new Map(), entries = new Map(); // many strings end alike
      for (const state of states)
        for (const [character, bonus] of choice) {
          const pair = state.text[state.text.length - 1] + character;
          if (!entries.has(pair)) entries.set(pair, entryOf(pair));
          const entry = entries.get(pair);
          const gain = entry ? standing(entry) : state.covered ? 0 : -UNCOVERED;
          const key = character + Boolean(entry), rivals = next.get(key) || [];
          rivals.push({ text: state.text + character, score: state.score + bonus + gain, covered: Boolean(entry) });
          next.set(key, rivals);
        }
      states = [...next.values()].flatMap((rivals) => rivals.sort((a, b) => b.score - a.score).slice(0, count + 1));
      states = states.sort((a, b) => b.score - a.score).slice(0, 40);
    }
    for (const state of states) if (!state.covered) state.score -= UNCOVERED;
    return states.sort((a, b) => b.score - a.score).slice(0, count).map((state) => state.text);
  }

  // ---- pinyin

  /** The ways to cut letters into syllables, fewest first; the last may be unfinished. */
  function syllablesOf(letters, isOpen) {
    const known = new Set(index.syllables), found = [];
    const ends = Array(letters.length + 1).fill(null).map(() => []);
    ends[letters.length] = [[]];
    for (let at = letters.length - 1; at >= 0; at--)
      for (let length = Math.min(6, letters.length - at); length > 0; length--) {
        const syllable = letters.slice(at, at + length), rest = at + length;
        const open = rest === letters.length && (at > 0 || isOpen) && index.syllables.some((name) => name.startsWith(syllable));
        if (known.has(syllable) || open)
          for (const tail of ends[rest]) if (ends[at].length < 8) ends[at].push([syllable, ...tail]);
      }
    found.push(...ends[0]);
    const loose = (way) => way.filter((syllable) => !known.has(syllable)).length;
    return found.sort((a, b) => loose(a) - loose(b) || a.length - b.length).slice(0, 4);
  }

  /** The Chinese strings that a row of sounds stands for. */
  async function heard(patterns, whole, isOpen) {
    const steps = patterns.slice(1).map((pattern, i) => [patterns[i], pattern]);
    await need(steps.map(([a, b]) => pairKey(a, b)));
    const choices = patterns.map(() => new Map());
    const last = steps.length - 1;
    steps.forEach((step, i) => {
      for (const [pair, , isFinished] of matching(step, whole, isOpen && i === last)) {
        choices[i].set(pair[0], 0);
        choices[i + 1].set(pair[1], isFinished ? FINISHED : 0);
      }
    });
    const words = conceptsHeard(patterns, whole);
    if (choices.some((choice) => !choice.size)) return words;
    return [...new Set([...words, ...strings(choices, whole ? 3 : 8)])];
  }

  /** Words of the termbase that are read as a row of sounds. */
  function conceptsHeard(patterns, whole) {
    const found = [];
    for (const { term } of bucket(pairKey(patterns[0], patterns[1])).values()) {
      if (term[0] !== "=" || term.length - 1 !== patterns.length) continue;
      const sounds = [...term.slice(1)].map(soundOf);
      if (sounds.every((sound, i) => (whole ? sound === patterns[i] : sound.startsWith(patterns[i])))) found.push(term.slice(1));
    }
    return found;
  }

  async function readSounds(words) {
    const letters = words.join(""), readings = [];
    const ways = words.map((word, i) => syllablesOf(word.replace(/'/g, ""), i > 0 && i === words.length - 1));
    if (ways.every((way) => way.length) && /^[a-z]+$/.test(letters)) {
      for (const way of ways[0].slice(0, ways.length > 1 ? 1 : 3)) {
        const rows = joined([way, ...ways.slice(1).map((each) => each[0])]);
        if (rows.flat().length > 1) readings.push(...(await spoken(rows, true)));
      }
    }
    if (/^[a-z]{2,8}$/.test(letters) && !readings.some((reading) => reading.sure))
      readings.push(...(await spoken([[...letters]], false)));
    return readings;
  }

  /** Rows of sounds in which syllables that stand by themselves are one row: tou su. */
  function joined(rows) {
    const found = [];
    rows.forEach((row, i) => {
      if (i && row.length === 1 && rows[i - 1].length === 1) found[found.length - 1].push(row[0]);
      else found.push([...row]);
    });
    return found;
  }

  async function spoken(rows, whole) {
    const options = [];
    for (const row of rows)
      options.push(row.length > 1 ? await heard(row, whole, row === rows[rows.length - 1]) : await single(row[0]));
    if (!options.every((option) => option.length)) return [];
    const count = rows.length > 1 ? 1 : whole ? 3 : 8, readings = [];
    for (let i = 0; i < Math.min(count, Math.max(...options.map((option) => option.length))); i++) {
      const runs = options.map((option) => option[Math.min(i, option.length - 1)]);
      await need(runs.flatMap(hanKeys));
      await needMeant(runs);
      const sure = whole && rows.flat().every((syllable) => index.syllables.includes(syllable));
      const worth = (whole ? READING.pinyin : READING.initials) * (1 - 0.02 * i);
      readings.push({ worth, units: runs.flatMap(hanUnits), text: runs, sure });
    }
    return readings;
  }

  async function single(syllable) {
    const prefix = `z${syllable[0]}_${syllable.slice(1, 3)}`;
    await need(startsLike(prefix).map((shard) => shard.start));
    return under(prefix).flatMap((entries) => [...entries.values()])
      .filter(({ term }) => (index.syllable.get(term) || "").startsWith(syllable))
      .sort((a, b) => b.list.length - a.list.length).slice(0, 3).map(({ term }) => term);
  }

  // ---- English

  async function readLatin(words) {
    await fetchOnce("latin.js");
    const told = words.filter((word) => !index.stop.has(word));
    const kept = told.length ? told : words;
    const stems = kept.map(stem);
    await need(stems.map(latinKey));
    const unknown = stems.filter((word) => !entryOf(word));
    const last = kept[kept.length - 1];
    if (last.length < 3) await need(startsLike(`e${last}`).map((shard) => shard.start));
    const options = stems.map((word, i) => wordOptions(word, kept[i], i === stems.length - 1));
    for (const [i, word] of stems.entries()) if (!options[i].length) options[i] = await spelt(word);
    const mended = options.map((option, i) => (option.length ? option[0][0].term : stems[i]));
    const phrase = ([start, end]) => mended.slice(start, end).join(" ");
    const aliases = phrasesIn(mended).map(phrase).map(leadsTo).filter(Boolean);
    const near = [...phrasesIn(mended), ...phrasesIn(mended, "+")].map(phrase).flatMap(groupsOf);
    await need([...aliases, ...near].map(latinKey));
    const units = [], used = new Set();
    for (const [start, end] of phrasesIn(mended)) {
      const inner = [], word = phrase([start, end]);
      for (let i = start; i < end; i++) {
        used.add(i);
        inner.push(options[i].length ? unit(options[i]) : nothing(2));
      }
      units.push(widened(asConcept(inner, conceptOf(word)), word));
    }
    for (const [start, end] of phrasesIn(mended, "+")) {
      const inner = [], word = phrase([start, end]);
      if (mended.slice(start, end).some((_, i) => used.has(start + i)) || !nearTo(word).length) continue;
      for (let i = start; i < end; i++) {
        used.add(i);
        inner.push(options[i].length ? unit(options[i]) : nothing(1));
      }
      const spelt = together(inner);
      spelt.weight = Math.sqrt(inner.reduce((sum, each) => sum + each.weight * each.weight, 0));
      units.push(widened(spelt, word));
    }
    options.forEach((option, i) => !used.has(i) && units.push(option.length ? unit(option) : nothing(3)));
    return { worth: READING.typed, units, text: mended, unknown: unknown.length };
  }

  /** The entries that a word may stand for, each with what it is worth, best first. */
  function wordOptions(word, typed, isLast) {
    const found = [], longer = [], exact = entryOf(word), family = root(word);
    if (exact) found.push([exact, 1]);
    const near = typed.length < 3 && isLast ? under(`e${typed}`) : [bucket(latinKey(word))];
    for (const entry of near.flatMap((entries) => [...entries.values()])) {
      if (entry === exact || /[=+@]/.test(entry.term[0])) continue;
      if (rootOf(entry.term) === family) found.push([entry, FAMILY]);
      else if ((isLast || !exact) && typed.length > 1 && entry.term.startsWith(typed)) longer.push([entry, exact ? UNFINISHED / 2 : UNFINISHED]);
    }
    longer.sort((a, b) => b[0].list.length - a[0].list.length);
    return found.concat(longer.slice(0, LONGER));
  }

  /** The words of the site that have few letters else than a misspelt one. */
  async function spelt(word) {
    const most = word.length > 7 ? 2 : 1;
    if (word.length < 4) return [];
    const others = (await alike(`e${word[0]}`)).map((other) => [other, distance(word, other, most)]);
    const nearest = others.filter(([, far]) => far <= most).sort((a, b) => a[1] - b[1]).slice(0, OTHERS);
    await need(nearest.map(([other]) => latinKey(other)));
    return nearest.map(([other, far]) => [entryOf(other), MISSPELT / far]).filter(([entry]) => entry);
  }

  /** Start and end of the longest words of the termbase in a row of stems. */
  function phrasesIn(stems, mark = "=") {
    const found = [];
    for (let i = 0; i < stems.length; ) {
      let end = Math.min(stems.length, i + 4);
      const words = bucket(latinKey(stems[i]));
      while (end > i && !words.has(`${mark}${stems.slice(i, end).join(" ")}`)) end--;
      if (end > i) found.push([i, end]);
      i = Math.max(end, i + 1);
    }
    return found;
  }

  // ---- queries

  /** The readings of a query: each a list of units, and what it is worth. */
  async function readingsOf(query) {
    const groups = [];
    for (const piece of query.match(PIECE) || []) {
      const last = groups[groups.length - 1];
      if (HAN.test(piece)) groups.push({ han: piece });
      else if (last && last.latin) last.latin.push(piece);
      else groups.push({ latin: [piece] });
    }
    let whole = [{ worth: 1, units: [], text: [] }];
    for (const group of groups) {
      const ways = group.han ? await readHan(group.han) : await latinWays(group.latin);
      whole = whole.flatMap((before) => ways.map((way) => ({
        worth: before.worth * way.worth, units: before.units.concat(way.units), text: before.text.concat(way.text),
      }))).slice(0, 12);
    }
    const measures = [...query.matchAll(MEASURE)].map((match) => match[1] + match[2]);
    await need(measures.map(latinKey));
    const counted = measures.map(entryOf).filter(Boolean).map((entry) => unit([[entry, 1]]));
    return groups.length ? whole.map((reading) => ({ ...reading, units: reading.units.concat(counted) })) : [];
  }

  async function latinWays(words) {
    const english = await readLatin(words);
    const ways = [english];
    if (english.unknown || words.length === 1) ways.push(...(await readSounds(words)));
    return ways;
  }

  function scored(reading, scores) {
    const whole = reading.units.reduce((sum, each) => sum + each.weight, 0) || 1;
    const topics = new Map();
    for (const each of reading.units)
      for (const [topic, { level, sections }] of each.has) {
        let sum = topics.get(topic);
        if (!sum) topics.set(topic, (sum = { score: 0, covered: 0, sections: new Map() }));
        sum.score += each.weight * level;
        sum.covered += each.weight;
        for (const section of sections) sum.sections.set(section, (sum.sections.get(section) || 0) + each.weight);
      }
    for (const [topic, { score, covered, sections }] of topics) {
      let section = 0, most = 0;
      for (const [number, weight] of sections) if (weight > most) [section, most] = [number, weight];
      const kind = index.kinds[parseInt(index.types[topic], 36)];
      const value = (reading.worth * score / whole) * (1 - COVERAGE + (COVERAGE * covered) / whole)
        * (1 + (SECTION * Math.min(1, most / whole))) * kind[1];
      const known = scores.get(topic);
      if (!known || known.score < value) scores.set(topic, { topic, score: value, section, text: reading.text });
    }
  }

  /** A query in the characters of the site; other characters at least get a sound. */
  async function simplified(query) {
    const isForeign = (character) => HAN.test(character) && !index.syllable.has(character);
    const text = normal(query);
    if (![...text].some(isForeign)) return text;
    await fetchOnce("traditional.js");
    const plain = [...text].map((character) => index.simple.get(character) || character).join("");
    if ([...plain].some(isForeign)) await fetchOnce("uncommon.js");
    return plain;
  }

  /** Takes Traditional characters, each followed by the one that the site has for it. */
  engine.traditional = function (both) {
    index.simple = new Map(both.match(/../gu).map((pair) => [...pair]));
  };

  /** Takes the English words that say nothing, and the forms of words that no rule makes. */
  engine.latin = function (stop, rows) {
    index.stop = new Set(stop.split(" "));
    stems.clear();
    const forms = (row) => row.slice(row.indexOf(":") + 1).split(",").map((form) => [form, row.split(":")[0]]);
    index.irregular = new Map(rows.split(" ").flatMap(forms));
  };

  /** Takes the sounds of characters that the site does not use. */
  engine.uncommon = (rows) => rows.split(" ").forEach(readSyllable);

  engine.rank = async function (query, { locale, limit = 10 } = {}) {
    await engine.open(locale);
    const scores = new Map();
    for (const reading of await readingsOf(await simplified(query))) scored(reading, scores);
    const first = await named(ordered(scores), FRIENDS);
    for (const [topic, bonus] of befriended(first)) {
      const known = scores.get(topic);
      if (known) known.score += bonus;
      else scores.set(topic, { topic, score: bonus, section: 0, text: first[0].words });
    }
    const results = await named(ordered(scores), limit);
    for (const result of results) result.score *= likeTitle(result);
    return results.sort((a, b) => b.score - a.score);
  };

  const ordered = (scores) => [...scores.values()].sort((a, b) => b.score - a.score || a.topic - b.topic);

  /** What pages gain because the best results name them as what to read next. */
  function befriended(results) {
    const gains = new Map();
    for (const { related, score } of results)
      for (const topic of related) gains.set(topic, Math.max(gains.get(topic) || 0, FRIEND * score));
    return gains;
  }

  /** What it adds that a page is called what was asked for. */
  function likeTitle({ title, words }) {
    const plain = (text) => (normal(text).match(PIECE) || []).map((piece) => (HAN.test(piece) ? piece : stemOf(piece))).join(" ");
    const name = plain(title), asked = words.join(" ");
    return name === asked ? 1 + TITLE : ` ${name} `.includes(asked) && asked.length > 1 ? 1 + TITLE / 2 : 1;
  }

  const namesOf = (topic) => `names-${Math.floor(topic / index.chunk)}`;

  async function needNames(topics) {
    const missing = [...new Set(topics.map(namesOf))].filter((name) => !files.has(name));
    await Promise.all(missing.map((name) => {
      const number = name.split("-")[1];
      return fetchOnce(`names-${index.locale}-${number}-${index.names[number]}.js`);
    }));
  }

  const typeOf = ({ topic }) => index.kinds[parseInt(index.types[topic], 36)][0];

  async function named(order, limit) {
    const best = order.find((found) => typeOf(found) === "term"); // of the glossary the best entry is enough
    const chosen = order.filter((found) => found === best || typeOf(found) !== "term").slice(0, limit);
    await needNames(chosen.map(({ topic }) => topic));
    return chosen.map((found) => {
      const { topic, score, section, text } = found;
      const [slug, anchor, roles, related, title, other] = files.get(namesOf(topic))[topic % index.chunk];
      return {
        slug, section: anchor, locale: other || index.locale, path: index.path, title, type: typeOf(found),
        roles: [...roles].map((role) => index.roles[parseInt(role, 36)]), score, number: section, words: text, related: related.split(" ").filter(Boolean).map(Number),
      };
    });
  }

  engine.search = async (query, options) => engine.describe(await engine.rank(query, options));

  engine.describe = async function (results) {
    await Promise.all(results.map((result) => fetchOnce(textFile(result))));
    for (const result of results) {
      const rows = files.get(`text/${textName(result)}`);
      const row = rows.find((each) => (result.type === "term" ? each[1] === result.section : each[0] === result.number)) || rows[0];
      result.section = row[1];
      result.heading = row[2];
      result.snippet = snippet(row[3], result.words);
    }
    return results;
  };

  /** Terms of the glossary whose words, or whose pinyin, are few letters away from a query. */
  engine.nearest = async function (query, { locale, limit = 3 } = {}) {
    await engine.open(locale);
    const text = await simplified(query);
    await fetchOnce(`terms.${locale}.js`);
    const asked = sounds(text), found = [];
    for (const [section, title, ...words] of files.get("terms")) {
      const far = Math.min(...[title, ...words].map((word) => distance(asked, sounds(word), asked.length) / Math.max(asked.length, 4)));
      if (far <= 0.5) found.push({ slug: index.glossary, section, path: index.path, title, far });
    }
    return found.sort((a, b) => a.far - b.far).slice(0, limit);
  };

  /** A text in the letters of its pinyin. */
  const sounds = (text) => [...normal(text)].map((each) => index.syllable.get(each) || each).join("").replace(/[^a-z0-9]/g, "");

  const textName = (result) => (result.type === "term" ? `${result.slug}/${result.section[0]}` : result.slug);
  const textFile = (result) => `text/${textName(result)}.${index.locale}.js`;

  /** The part of a text that has most of the words, cut into what matches and what does not. */
  function snippet(text, words) {
    const marks = matchesIn(text, words), size = HAN.test(text) ? 72 : 150;
    let best = 0, most = 0;
    for (const [i, [start]] of marks.entries()) {
      const inside = new Set();
      for (let j = i; j < marks.length && marks[j][1] <= start + size; j++) inside.add(text.slice(...marks[j]));
      if (inside.size > most) [best, most] = [start, inside.size];
    }
    const from = beginning(text, best, size / 3), to = Math.min(text.length, from + size), found = [];
    let at = from;
    for (const [start, end] of marks) {
      if (start < at || end > to) continue;
      if (start > at) found.push({ text: text.slice(at, start), marked: false });
      found.push({ text: text.slice(start, end), marked: true });
      at = end;
    }
    if (at < to) found.push({ text: text.slice(at, to) + (to < text.length ? "…" : ""), marked: false });
    if (from && found.length) found.unshift({ text: "…", marked: false });
    return found;
  }

  /** Where a snippet begins that must show a place: after the sentence before, if that is near, else between words. */
  function beginning(text, place, room) {
    if (place < room) return 0;
    const before = text.slice(place - room, place), cut = /.*[。！？；.!?;]\s*/.exec(before) || /\s/.exec(before);
    return place - before.length + (cut ? cut.index + cut[0].length : 0);
  }

  /** Start and end of each stretch of a text that a query's words match. */
  function matchesIn(text, words) {
    const han = new Set(words.filter((word) => HAN.test(word)).flatMap((word) => (word.length > 1 ? pairs(word) : [word])));
    const latin = new Set(words.filter((word) => !HAN.test(word))), families = new Set([...latin].map(root));
    const places = latin.size ? latinIn(text).filter(([, , plain]) => latin.has(plain) || families.has(rootOf(plain))) : [];
    for (const word of han)
      for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push([at, at + word.length]);
    const found = [];
    for (const [start, end] of places.sort((a, b) => a[0] - b[0])) {
      const last = found[found.length - 1];
      if (last && last[1] >= start) last[1] = Math.max(last[1], end);
      else found.push([start, end]);
    }
    return found;
  }

  const split = new Map(); // text → its Latin words as [start, end, stem]

  function latinIn(text) {
    if (!split.has(text)) {
      const pieces = [...text.toLowerCase().matchAll(LATIN)];
      split.set(text, pieces.map(({ 0: piece, index: at }) => [at, at + piece.length, stemOf(piece)]));
    }
    return split.get(text);
  }

  return engine;
})();
