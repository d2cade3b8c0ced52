"""The navigator: questions that lead a reader in a few taps to a situation and what to do in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .data import Data
from .items import Position, Variable


@dataclass(frozen=True, slots=True)
class Lead:
    """What the page of the navigator says of itself in one language, before its first question."""

    title: str
    summary: str
    text: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader may tap under a question, and the question or situation that it leads to."""

    at: Position
    labels: Mapping[str, str]
    next: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question in every language, with its answers."""

    at: Position
    id: str
    titles: Mapping[str, str]
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do in a situation, in one language; `authority` says what no house value says."""

    title: str
    steps: tuple[str, ...]
    authority: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """A situation: advice in every language, phrases, and names of what stands elsewhere.

    `dial`, `limits` and `authority` name house values, `countdown` limits or clocks, `call` posts, and `page` the
    section of a page on which all this stands at length. `variables` are the house values named in the texts.
    """

    at: Position
    id: str
    words: Mapping[str, Advice]
    page: str
    say: tuple[Mapping[str, str], ...] = ()
    dial: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    countdown: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    call: tuple[str, ...] = ()
    variables: tuple[Variable, ...] = ()
    data: Data | None = None
    index: int = 0

    def place(self, *key: str | int) -> Position:
        """Return where a part of the record stands in its file."""
        return self.data.at("situations", self.index, *key) if self.data else self.at


@dataclass(frozen=True, slots=True)
class Stage:
    """One limit of a clock; `minutes` is None for what is no time."""

    labels: Mapping[str, str]
    shown: Mapping[str, str]
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """Several limits that run from one moment."""

    at: Position
    id: str
    titles: Mapping[str, str]
    stages: tuple[Stage, ...]


@dataclass(frozen=True)
class Navigator:
    """Questions, the first of which is asked first, and the situations that they lead to.

    `wrong` are the ids of records that could not be read, so that nobody is blamed for naming them.
    """

    leads: Mapping[str, Lead] = field(default_factory=dict)
    questions: tuple[Question, ...] = ()
    situations: tuple[Situation, ...] = ()
    clocks: tuple[Clock, ...] = ()
    wrong: frozenset[str] = frozenset()

    @property
    def question_by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in reversed(self.questions)}

    @property
    def situation_by_id(self) -> Mapping[str, Situation]:
        return {situation.id: situation for situation in reversed(self.situations)}

    @property
    def clock_by_id(self) -> Mapping[str, Clock]:
        return {clock.id: clock for clock in reversed(self.clocks)}
