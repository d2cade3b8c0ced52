"""Reads the navigator's data file; whatever is wrong in it becomes a problem with a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from . import schema
from .model import (
    Advice,
    Answer,
    Clock,
    Data,
    Key,
    Lead,
    Navigator,
    Problem,
    Question,
    Settings,
    Situation,
    Stage,
    Variable,
)
from .schema import OptionalNames, OptionalRecords, OptionalTexts, Strict, Text, Texts
from .source.inline import VARIABLE


class LeadRecord(Strict):
    """The beginning of the page in one language."""

    title: Text
    summary: Text
    text: OptionalTexts


class Leads(Strict):
    """The beginning of the page, without its languages."""


class AnswerRecord(Strict):
    """An answer, without its labels."""

    next: Text


class QuestionRecord(Strict):
    """A question, without its texts; answers are read one by one."""

    id: Text
    answers: list[object]


class AdviceRecord(Strict):
    """What to do in one language."""

    title: Text
    steps: Texts
    authority: OptionalTexts


class Phrase(Strict):
    """Something to say, without its languages."""


class SituationRecord(Strict):
    """A situation, without its texts; phrases are read one by one."""

    id: Text
    page: Text
    say: OptionalRecords
    dial: OptionalNames
    limits: OptionalNames
    countdown: OptionalNames
    authority: OptionalNames
    call: OptionalNames


class StageText(Strict):
    """What a stage is called and how its limit is printed in one language."""

    label: Text
    shown: Text


class StageRecord(Strict):
    """A stage, without its texts."""

    minutes: int | None = None


class ClockRecord(Strict):
    """A clock, without its names; stages are read one by one."""

    id: Text
    stages: list[object]


class File(Strict):
    """The whole file; records are read one by one."""

    page: dict[str, object]
    clocks: OptionalRecords
    questions: list[object]
    situations: list[object]


def read(data: Data, configured: Settings, problems: list[Problem]) -> Navigator:
    """Return what a data file says of the navigator; records that are wrong are left out."""
    if data.value is None:
        return Navigator()
    reader = _Reader(data, configured.locales, problems)
    file = reader.record(File, ())
    if file is None:
        return Navigator()
    return Navigator(
        leads=reader.leads(),
        clocks=tuple(reader.clocks(len(file.clocks))),
        questions=tuple(reader.questions(len(file.questions))),
        situations=tuple(reader.situations(len(file.situations))),
        wrong=frozenset(reader.wrong),
    )


class _Reader:
    def __init__(self, data: Data, locales: tuple[str, ...], problems: list[Problem]) -> None:
        self.data, self.locales, self.problems = data, locales, problems
        self.wrong: set[str] = set()

    def record(self, model: type[schema.Model], key: Key) -> schema.Model | None:
        """Return the typed record at a key; when it is wrong, note what is, and its id."""
        record, found = schema.read(model, self.data, key)
        self.problems.extend(found)
        if record is None:
            self.wrong.add(str(self._id(key)))
        return record

    def told(self, model: type[Strict], each: object, key: Key) -> dict[str, Any] | None:
        """Return the values of a record that has a part for every language."""
        record = self.record(schema.with_languages(model, each, self.locales), key)
        return record.model_dump() if record else None

    def _id(self, key: Key) -> object:
        value: Any = self.data.value
        for part in key[:2]:
            value = value[part]
        return value.get("id") if isinstance(value, dict) else None

    def _by_language(self, value: dict[str, Any]) -> dict[str, Any]:
        return {locale: value[locale] for locale in self.locales}

    def leads(self) -> dict[str, Lead]:
        value = self.told(Leads, LeadRecord, ("page",))
        parts = self._by_language(value) if value else {}
        return {locale: Lead(part["title"], part["summary"], tuple(part["text"])) for locale, part in parts.items()}

    def questions(self, count: int) -> Iterator[Question]:
        for index in range(count):
            key: Key = ("questions", index)
            value = self.told(QuestionRecord, Text, key)
            if value:
                answers = tuple(self._answers(key, len(value["answers"])))
                yield Question(self.data.at(*key, "id"), value["id"], self._by_language(value), answers)

    def _answers(self, key: Key, count: int) -> Iterator[Answer]:
        for index in range(count):
            place: Key = (*key, "answers", index)
            value = self.told(AnswerRecord, Text, place)
            if value:
                yield Answer(self.data.at(*place, "next"), self._by_language(value), value["next"])

    def situations(self, count: int) -> Iterator[Situation]:
        for index in range(count):
            key: Key = ("situations", index)
            value = self.told(SituationRecord, AdviceRecord, key)
            if value:
                yield self._situation(key, value)

    def _situation(self, key: Key, value: dict[str, Any]) -> Situation:
        phrases = (self.told(Phrase, Text, (*key, "say", number)) for number in range(len(value["say"])))
        names = ("dial", "limits", "countdown", "authority", "call")
        return Situation(
            at=self.data.at(*key, "id"),
            id=value["id"],
            words={locale: _advice(part) for locale, part in self._by_language(value).items()},
            page=value["page"],
            say=tuple(phrase for phrase in phrases if phrase),
            variables=tuple(self._variables(key, value)),
            data=self.data,
            index=int(key[1]),
            **{name: tuple(value[name]) for name in names},
        )

    def _variables(self, key: Key, value: dict[str, Any]) -> Iterator[Variable]:
        for locale in self.locales:
            for part in ("steps", "authority"):
                for index, text in enumerate(value[locale][part]):
                    at = self.data.at(*key, locale, part, index)
                    yield from (Variable(at, match[1].strip()) for match in VARIABLE.finditer(text))

    def clocks(self, count: int) -> Iterator[Clock]:
        for index in range(count):
            key: Key = ("clocks", index)
            value = self.told(ClockRecord, Text, key)
            if value:
                stages = tuple(self._stages(key, range(len(value["stages"]))))
                yield Clock(self.data.at(*key, "id"), value["id"], self._by_language(value), stages)

    def _stages(self, key: Key, numbers: Iterable[int]) -> Iterator[Stage]:
        for index in numbers:
            value = self.told(StageRecord, StageText, (*key, "stages", index))
            if value:
                parts = self._by_language(value)
                labels = {locale: part["label"] for locale, part in parts.items()}
                yield Stage(labels, {locale: part["shown"] for locale, part in parts.items()}, value["minutes"])


def _advice(part: dict[str, Any]) -> Advice:
    return Advice(part["title"], tuple(part["steps"]), tuple(part["authority"]))
