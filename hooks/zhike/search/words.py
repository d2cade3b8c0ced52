"""Cuts text into what the index files: pairs of Chinese characters, and stems of Latin words.

`engine.js` cuts queries in the same way; a test holds the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from operator import add

PIECE = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:'[a-z]+)?")
RUN = re.compile(r"[\u3400-\u9fff]+")
HYPHENATED = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+")
MEASURE = re.compile(r"([0-9]+) ?([\u3400-\u9fff])")
# what stands alone and means nothing by itself
PARTICLES = frozenset("的了吗呢吧啊呀嘛着过地得是在和也就都很把被给我你他她它这那")
VOWELS = "aeiouy"
COUNTED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS = {name: str(number) for number, name in enumerate(COUNTED, 1)}
# endings and what stands in their place; the first that fits is taken, and a word that needs its s keeps it
PLURALS = (("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"))
NEEDED = (("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""))
TENSES = (("ied", "y"), ("ing", ""), ("ed", ""))
# verbs and nouns that change inside
IRREGULAR_FORMS = """
begin:began,begun bite:bit,bitten blow:blew,blown break:broke,broken bring:brought build:built burn:burnt
buy:bought catch:caught choose:chose,chosen come:came deal:dealt do:did,does,done draw:drawn,drew dream:dreamt
drink:drank,drunken drive:driven,drove eat:ate,eaten fall:fallen,fell feel:felt fight:fought find:found
fly:flew,flown forget:forgot,forgotten forgive:forgave,forgiven freeze:froze,frozen get:got,gotten give:gave,given
go:goes,gone,went grow:grew,grown have:had,has hear:heard hide:hid,hidden hold:held keep:kept know:knew,known
lead:led learn:learnt leave:left lend:lent lose:lost make:made mean:meant meet:met pay:paid ring:rang,rung
rise:risen,rose run:ran say:said see:saw,seen sell:sold send:sent shake:shaken,shook show:shown sing:sang,sung
sit:sat sleep:slept smell:smelt speak:spoke,spoken spend:spent spill:spilt spoil:spoilt stand:stood
steal:stole,stolen stick:stuck take:taken,took teach:taught tear:tore,torn tell:told think:thought
throw:threw,thrown understand:understood wake:woke,woken wear:wore,worn write:written,wrote child:children man:men
person:people woman:women foot:feet tooth:teeth mouse:mice wife:wives knife:knives
"""
IRREGULAR = {
    form: word for word, forms in (row.split(":") for row in IRREGULAR_FORMS.split()) for form in forms.split(",")
}
# spellings of one word on two sides of the sea, as they end once the last e is off
SPELLINGS = (("iz", "is"), ("yz", "ys"), ("our", "or"), ("tr", "ter"), ("ogu", "og"))


def normal(text: str) -> str:
    """Return a text as it is compared: one width, small letters, straight apostrophes."""
    return unicodedata.normalize("NFKC", text).lower().replace("’", "'")


def is_han(term: str) -> bool:
    """Say whether a term is Chinese."""
    return "\u3400" <= term[:1] <= "\u9fff"


def pieces(text: str) -> list[str]:
    """Return the runs of Chinese characters and the Latin words of a text, in order."""
    return PIECE.findall(normal(text))


def joined(text: str) -> list[str]:
    """Return the words of a text that are written with hyphens, as they are without: `wifi` for `Wi-Fi`."""
    return [word.replace("-", "") for word in HYPHENATED.findall(normal(text))] if "-" in text else []


def measures(text: str) -> list[str]:
    """Return the numbers of a text with the character that follows them, as in `3米`."""
    return [number + measure for number, measure in MEASURE.findall(normal(text))]


def all_pairs(text: str) -> list[str]:
    """Return every pair of neighbouring Chinese characters.

    >>> all_pairs("客人来，VIP 客")
    ['客人', '人来']
    """
    return [pair for run in RUN.findall(text) for pair in map(add, run, run[1:])]


def pairs(text: str) -> list[str]:
    """Return the pairs of neighbouring characters that belong together: parts of a word, or two short words.

    A pair across two words says nothing and is seldom, so it would count for much.
    """
    # its dictionary takes time to load
    import rjieba

    found: list[str] = []
    last = ""
    for word in rjieba.cut(text, False):
        if not is_han(word):
            last = ""
        elif len(word) > 1:
            found += map(add, word, word[1:])
            last = ""
        else:
            if last and word not in PARTICLES and last not in PARTICLES:
                found.append(last + word)
            last = word
    return found


@cache
def stem(word: str) -> str:
    """Return what the forms of an English word share: complaints, complained and complaining are `complain`.

    It takes off what inflection adds and nothing else, so that few words fall together.

    >>> stem("apologies"), stem("stopped"), stem("rooms"), stem("programmes"), stem("three")
    ('apology', 'stop', 'room', 'program', '3')
    """
    word = word.split("'")[0]
    word = IRREGULAR.get(word, word)
    if word in NUMBERS:
        return NUMBERS[word]
    word = _without(_without(word, (*PLURALS, *NEEDED)), TENSES)
    word = word[:-1] if len(word) > 4 and word.endswith("e") else word
    word = word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in VOWELS else word
    for ending, other in SPELLINGS:
        if len(word) > len(ending) + 1 and word.endswith(ending):
            return word.removesuffix(ending) + other
    return word


def _without(word: str, endings: Iterable[tuple[str, str]]) -> str:
    """Return a word with the first ending that it has replaced, if enough is left to be a word."""
    for ending, other in endings:
        if word.endswith(ending):
            rest = word.removesuffix(ending) + other
            return rest if len(rest) > 2 and any(letter in VOWELS for letter in rest) else word
    return word


class Readings:
    """How the characters of a site are read, without tones; `known` are all that were asked for.

    `heard` are all syllables, those too that a character has in some pairs only.
    """

    def __init__(self) -> None:
        # its dictionaries take long to load
        from pypinyin import Style, lazy_pinyin
        from pypinyin.phrases_dict import phrases_dict

        self._read, self._style, self._phrases = lazy_pinyin, Style.TONE, phrases_dict
        self.known: dict[str, str] = {}
        self.heard: set[str] = set()

    def of(self, character: str) -> str:
        """Return the syllable of a character, "" when it has none."""
        if character not in self.known:
            self.known[character] = plain(self._read(character, style=self._style)[0])
        return self.known[character]

    def together(self, pair: str) -> str:
        """Return how a pair is read, as in `fu wu`; a pair that is a word may be read unlike its parts."""
        phrase: Iterable[list[str]] | None = self._phrases.get(pair)
        syllables = [plain(part[0]) for part in phrase] if phrase else [self.of(character) for character in pair]
        self.heard.update(syllables)
        return " ".join(syllables)


@cache
def plain(reading: str) -> str:
    """Return a reading in plain letters as they are typed: `lǜ` is `lv`.

    >>> plain("lǜ"), plain("chóng"), plain("々")
    ('lv', 'chong', '')
    """
    letters = unicodedata.normalize("NFD", reading).replace("u\u0308", "v")
    return "".join(letter for letter in letters.lower() if letter.isascii() and letter.isalpha())


def by_syllable(known: Mapping[str, str]) -> dict[str, str]:
    """Return the characters of each syllable, both sorted."""
    found: dict[str, str] = {}
    for character, syllable in sorted(known.items(), key=lambda pair: (pair[1], pair[0])):
        if syllable:
            found[syllable] = found.get(syllable, "") + character
    return found
