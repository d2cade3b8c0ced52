"""The navigator: every way from its first question ends soon, at a situation that is told in every language."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Answer, Navigator, Position, Question, Site, Situation
from .base import About, Finding, Severity, found, guess, joined_by, known_names, regex, rule

MOST_TAPS = 3
ID = regex(r"[a-z0-9]+(-[a-z0-9]+)*")


@rule(Severity.ERROR, About.SITE)
def answer_leads_nowhere(site: Site) -> Iterator[Finding]:
    """An answer leads to a question or a situation, and a question has answers.

    Bad:  {next: niose, zh: 太吵, en: Noise}
    Good: {next: noise, zh: 太吵, en: Noise}
    """
    known = _known(site.navigator)
    for question in site.navigator.questions:
        if not question.answers:
            yield found(question.at, "the question '{name}' has no answers", "write some", name=question.id)
        for answer in question.answers:
            if answer.next not in known:
                yield _unknown(answer.at, "no question or situation '{name}'", answer.next, known)


@rule(Severity.ERROR, About.SITE)
def questions_in_a_circle(site: Site) -> Iterator[Finding]:
    """No answer leads back to a question that was asked before it.

    Bad:  noise asks where, where asks noise
    Good: noise asks where, where leads to a situation
    """
    for answer in _closing(site.navigator):
        hint = "lead to a situation, or to a question that comes later"
        yield found(answer.at, "this leads back to the question '{name}'", hint, name=answer.next)


@rule(Severity.ERROR, About.SITE)
def too_many_taps(site: Site) -> Iterator[Finding]:
    """A situation is at most three taps away from the first question, whichever way a reader takes.

    Bad:  who, what, where, how bad
    Good: who, what, how bad
    """
    questions = site.navigator.question_by_id
    edge = set(_first(site.navigator))
    for _ in range(MOST_TAPS - 1):
        edge = {answer.next for name in edge & questions.keys() for answer in questions[name].answers}
    for name in sorted(edge & questions.keys()):
        for answer in questions[name].answers:
            if answer.next in questions:
                message = "the question '{name}' comes after {count} taps"
                yield found(answer.at, message, "ask fewer questions on the way", name=answer.next, count=MOST_TAPS)


@rule(Severity.ERROR, About.SITE)
def unreachable_situation(site: Site) -> Iterator[Finding]:
    """Answers lead from the first question to every other question and every situation.

    Bad:  a situation `laundry` that no answer names
    Good: {next: laundry, zh: 衣服洗坏了, en: Damaged laundry}
    """
    navigator = site.navigator
    questions = navigator.question_by_id
    reached, edge = set(_first(navigator)), set(_first(navigator))
    while edge:
        edge = {answer.next for name in edge & questions.keys() for answer in questions[name].answers} - reached
        reached |= edge
    for record in _records(navigator):
        if record.id not in reached:
            yield found(record.at, "no answer leads to '{name}'", "add an answer, or remove it", name=record.id)


@rule(Severity.ERROR, About.SITE)
def unknown_post_to_call(site: Site) -> Iterator[Finding]:
    """Whom a situation calls is listed in roles.yml.

    Bad:  call: [dutymanager]
    Good: call: [duty-manager]
    """
    for situation in () if site.is_unread("roles.yml") else site.navigator.situations:
        for index, name in enumerate(situation.call):
            if name not in site.role_by_id:
                yield _unknown(situation.place("call", index), "no role '{name}'", name, set(site.role_by_id))


@rule(Severity.ERROR, About.SITE)
def unknown_value_to_show(site: Site) -> Iterator[Finding]:
    """A value that a situation or a role names is set in house.yml; a countdown may be a clock too.

    Bad:  limits: [reprot-back]
    Good: limits: [report-back]
    """
    if site.is_unread("house.yml"):
        return
    house = set(site.house_by_key)
    clocks = {*house, *site.navigator.clock_by_id} | site.navigator.wrong
    for situation in site.navigator.situations:
        for at, name, known in _named(situation, house, clocks):
            if name not in known:
                yield _unknown(at, "no house value '{name}'", name, known)
    for role in site.roles:
        if role.telephone and role.telephone not in house:
            yield _unknown(role.at, "no house value '{name}'", role.telephone, house)


def _named(situation: Situation, house: set[str], clocks: set[str]) -> Iterator[tuple[Position, str, set[str]]]:
    """Yield every name of a value in a situation, with its place and what may stand there."""
    lists = {"dial": situation.dial, "limits": situation.limits, "authority": situation.authority}
    for key, names in (lists | {"countdown": situation.countdown}).items():
        for index, name in enumerate(names):
            yield situation.place(key, index), name, clocks if key == "countdown" else house
    for variable in situation.variables:
        yield variable.at, variable.key, house


@rule(Severity.ERROR, About.SITE)
def limit_is_no_time(site: Site) -> Iterator[Finding]:
    """The limits of a situation are times, and what is counted down is one of them or a clock.

    Bad:  limits: [limit-staff]
    Good: limits: [report-back]
    """
    for situation in site.navigator.situations:
        for index, name in enumerate(situation.limits):
            value = site.house_by_key.get(name)
            if value and value.unit and not value.is_time:
                hint = "name a house value that is a time, or remove it"
                yield found(situation.place("limits", index), "'{name}' is no time", hint, name=name)
        for index, name in enumerate(situation.countdown):
            if name in site.house_by_key and name not in situation.limits:
                at = situation.place("countdown", index)
                yield found(at, "'{name}' is not among the limits", "add it to 'limits:'", name=name)


@rule(Severity.ERROR, About.SITE)
def label_used_twice(site: Site) -> Iterator[Finding]:
    """The answers to one question have different labels.

    Bad:  太吵 leads to noise, and 太吵 leads to building-work
    Good: 隔壁太吵 leads to noise, and 施工太吵 leads to building-work
    """
    for question in site.navigator.questions:
        for locale in site.settings.locales:
            labels = [answer.labels[locale] for answer in question.answers]
            for index, answer in enumerate(question.answers):
                if labels[index] in labels[:index]:
                    yield found(answer.at, "'{label}' stands here twice", "say what differs", label=labels[index])


@rule(Severity.ERROR, About.SITE)
def advice_differs(site: Site) -> Iterator[Finding]:
    """A situation has as many steps, and as many words on authority, in every language.

    Bad:  three steps in Chinese, two in English
    Good: three steps in both
    """
    source, *translations = site.settings.locales
    for situation in site.navigator.situations:
        ours = situation.words[source]
        for locale in translations:
            theirs = situation.words[locale]
            pairs = {"steps": (ours.steps, theirs.steps), "authority": (ours.authority, theirs.authority)}
            for key, (a, b) in pairs.items():
                if len(a) != len(b):
                    named = {"key": key, "count": len(b), "other": len(a), "source": source}
                    message = "'{key}' has {count} here and {other} in '{source}'"
                    yield found(situation.place(locale, key), message, "translate one for one", **named)


@rule(Severity.ERROR, About.SITE)
def navigator_id(site: Site) -> Iterator[Finding]:
    """A question or situation has an id of its own, in small letters with hyphens.

    Bad:  id: Too noisy
    Good: id: too-noisy
    """
    first: dict[str, Position] = {}
    for record in _records(site.navigator):
        if not ID.fullmatch(record.id):
            yield found(record.at, "the id '{name}' does not suit an address", "use a–z, 0–9 and -", name=record.id)
        elif record.id in first:
            named = {"name": record.id, "there": first[record.id]}
            yield found(record.at, "the id '{name}' stands at {there} already", "choose another", **named)
        first.setdefault(record.id, record.at)


def _known(navigator: Navigator) -> set[str]:
    """Return the ids of all questions and situations, those that are wrong in another key too."""
    return {*navigator.question_by_id, *navigator.situation_by_id, *navigator.wrong}


def _records(navigator: Navigator) -> list[Question | Situation]:
    return [*navigator.questions, *navigator.situations]


def _first(navigator: Navigator) -> tuple[str, ...]:
    return tuple(question.id for question in navigator.questions[:1])


def _closing(navigator: Navigator) -> Iterator[Answer]:
    """Yield each answer that closes a circle of questions."""
    questions = navigator.question_by_id
    done: set[str] = set()
    for question in navigator.questions:
        above, waiting = {question.id: None}, [(question, iter(question.answers))]
        while waiting and question.id not in done:
            current, answers = waiting[-1]
            answer = next(answers, None)
            below: Question | None = questions.get(answer.next) if answer else None
            if answer is None:
                done.add(current.id)
                above.pop(current.id, None)
                waiting.pop()
            elif answer.next in above:
                yield answer
            elif below and below.id not in done:
                above[below.id] = None
                waiting.append((below, iter(below.answers)))


def _unknown(at: Position, message: str, name: str, known: set[str]) -> Finding:
    if mark := joined_by(name):
        return found(
            at, "a full-width '{mark}' stands in '{name}'", "write ', ' between two entries", mark=mark, name=name
        )
    nearest = guess(name, known)
    hint, listed = known_names(nearest, known)
    return found(at, message, hint, name=name, guess=nearest, known=listed)
