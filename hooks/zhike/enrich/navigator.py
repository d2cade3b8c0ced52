"""Makes the page that leads from a question in a few taps to what to do, from the navigator's data.

It is a whole page without any script: all answers in one nested list, and below it a section for each situation.
Classes, ids and data- attributes are for the script that shows one question at a time.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..languages import language
from ..model import Answer, Page, Question, Site, Situation
from ..source.inert import inert
from . import made

INDENT = " " * 4


def page(site: Site, locale: str) -> Page:
    """Return the page in a language."""
    return made.page(site.settings, site.settings.navigator, locale, text_of(site, locale))


def text_of(site: Site, locale: str) -> str:
    """Return the Markdown of the page."""
    return "\n".join(_Writer(site, locale).lines()) + "\n"


class _Writer:
    def __init__(self, site: Site, locale: str) -> None:
        self.site, self.locale, self.navigator = site, locale, site.navigator
        self.words = language(locale).words
        self.colon = "：" if language(locale).is_han else ": "
        self.met: set[str] = set()

    def lines(self) -> Iterator[str]:
        yield from self._lead()
        for first in self.navigator.questions[:1]:
            self.met.add(first.id)
            yield from ("", f"## {inert(first.titles[self.locale])} {{#{first.id}}}", "", *self._tree(first, ""))
        for situation in {situation.id: situation for situation in self.navigator.situations}.values():
            yield from ("", *self._situation(situation))

    def _lead(self) -> Iterator[str]:
        lead = self.navigator.leads.get(self.locale)
        title, summary = (lead.title, lead.summary) if lead else (self.site.settings.navigator, "")
        yield from made.head(title, type="navigator", summary=summary)
        for paragraph in lead.text if lead else ():
            yield from ("", inert(paragraph))

    def _tree(self, question: Question, indent: str) -> Iterator[str]:
        for answer in question.answers:
            label, below = inert(answer.labels[self.locale]), self._new_question(answer)
            if below is None:
                yield f"{indent}- [{label}](#{answer.next})"
            else:
                self.met.add(below.id)
                yield f"{indent}- **{label}** *{inert(below.titles[self.locale])}*{{: #{below.id} }}"
                yield from self._tree(below, indent + INDENT)

    def _new_question(self, answer: Answer) -> Question | None:
        """Return the question that an answer leads to when it stands nowhere on the page yet."""
        return None if answer.next in self.met else self.navigator.question_by_id.get(answer.next)

    def _situation(self, situation: Situation) -> Iterator[str]:
        advice = situation.words[self.locale]
        yield from (f"## {inert(advice.title)} {{#{situation.id}}}", "")
        if situation.dial:
            yield from (" ".join(self._number(key) for key in situation.dial) + "\n{: .zk-dial }", "")
        yield from (f"{number}. {inert(step)}" for number, step in enumerate(advice.steps, 1))
        yield from self._part("limits", self._limits(situation))
        yield from self._part("say", self._phrases(situation))
        amounts = [f"{self._label(key)}{self.colon}{{{{ {key} }}}}" for key in situation.authority]
        yield from self._part("authority", [*amounts, *map(inert, advice.authority)])
        yield from self._part("call", [self._post(name) for name in situation.call])
        yield from self._part("more", self._link(situation))

    def _part(self, name: str, items: list[str]) -> Iterator[str]:
        if items:
            yield from ("", f"**{self.words[f'now_{name}']}**", f"{{: .zk-now-{name} }}", "")
            yield from (f"- {item}" for item in items)

    def _number(self, key: str) -> str:
        value = self.site.house_by_key.get(key)
        if value is None:
            return key
        text = inert(f"{value.label[self.locale]} {value.shown[self.locale]}")
        number = str(value.amount or "")
        return f"[{text}](tel:{number})" if number.isdigit() else text

    def _label(self, key: str) -> str:
        value = self.site.house_by_key.get(key)
        return inert(value.label.get(self.locale, key)) if value else key

    def _limits(self, situation: Situation) -> list[str]:
        clocks = [self._clock(name) for name in situation.countdown if name in self.navigator.clock_by_id]
        return [self._limit(key, situation) for key in situation.limits] + clocks

    def _limit(self, key: str, situation: Situation) -> str:
        between = self.colon if language(self.locale).is_han else " "
        return f"{self._label(key)}{between}**{{{{ {key} }}}}**{self._running(key, situation)}"

    def _running(self, key: str, situation: Situation) -> str:
        """Return the attributes of a limit that can be counted down."""
        value = self.site.house_by_key.get(key)
        if key not in situation.countdown or value is None or value.minutes is None:
            return ""
        return f'{{: data-zk-clock="{key}" data-zk-minutes="{value.minutes}" }}'

    def _clock(self, name: str) -> str:
        clock = self.navigator.clock_by_id[name]
        lines = [f'**{inert(clock.titles[self.locale])}**{{: data-zk-clock="{clock.id}" }}']
        for stage in clock.stages:
            marks = f'{{: data-zk-minutes="{stage.minutes}" }}' if stage.minutes else ""
            label, shown = inert(stage.labels[self.locale]), inert(stage.shown[self.locale])
            text = f"{label}{self.colon}**{shown}**{marks}"
            lines.append(f"{INDENT}- {text}")
        return "\n".join(lines)

    def _phrases(self, situation: Situation) -> list[str]:
        others = [other for other in self.site.settings.locales if other != self.locale]
        return [
            " ".join(
                [f'**{inert(phrase[self.locale])}**{{: lang="{language(self.locale).tag}" }}']
                + [f'*{inert(phrase[other])}*{{: lang="{language(other).tag}" }}' for other in others]
            )
            for phrase in situation.say
        ]

    def _post(self, name: str) -> str:
        role = self.site.role_by_id.get(name)
        if role is None:
            return name
        telephone = f"{self.colon}{{{{ {role.telephone} }}}}" if role.telephone else ""
        return f"{inert(role.names[self.locale])}{telephone}"

    def _link(self, situation: Situation) -> list[str]:
        slug, _, section = situation.page.partition("#")
        target = self.site.outline(slug, self.locale)
        return [f"[{inert(target.title)}]({slug}.md{'#' if section else ''}{section})"] if target else []
