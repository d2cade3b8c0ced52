"""Explains the rules: one at a time in a terminal, all of them on a page in every language."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .enrich import made
from .languages import language
from .messages import SPOKEN, Messages
from .model import Page, Site
from .rules import ALL_RULES
from .rules.base import Rule
from .source.inert import inert

EXAMPLE = re.compile(r"Bad: +(?P<bad>.*?)\nGood: (?P<good>.*)", re.S)


def law(rule: Rule, messages: Messages) -> str:
    """Return the rule in one sentence."""
    return messages.of_rule(rule.name, "law") or rule.law


def example(rule: Rule, messages: Messages) -> tuple[str, str]:
    """Return what breaks the rule, and how it is right."""
    shown = EXAMPLE.fullmatch(rule.example)
    bad, good = (shown["bad"], shown["good"]) if shown else ("", "")
    return messages.of_rule(rule.name, "bad") or bad, messages.of_rule(rule.name, "good") or good


def why(rule: Rule, messages: Messages) -> str:
    """Return what is lost when the rule is broken, or nothing when the law says it."""
    return rule.why if messages.lang == SPOKEN else messages.of_rule(rule.name, "why")


def explained(rule: Rule, messages: Messages) -> str:
    """Return what a terminal shows of a rule."""
    words = language(messages.lang).words
    bad, good = example(rule, messages)
    parts = [
        f"{rule.name} ({messages.word(rule.severity.value)})",
        "",
        law(rule, messages),
        *filter(None, [why(rule, messages)]),
        "",
        f"{words['rule_bad']}  {bad}",
        f"{words['rule_good']}  {good}",
        "",
        words["rule_allow"].format(rule=rule.name),
    ]
    return "\n".join(parts) + "\n"


def page(site: Site, locale: str) -> Page:
    """Return the page of rules in a language, as a page that was read from Markdown."""
    return made.page(site.settings, site.settings.rules, locale, text_of(ALL_RULES, Messages(locale)))


def text_of(rules: Iterable[Rule], messages: Messages) -> str:
    """Return the Markdown of the page: every rule with its law, its reason and an example."""
    words = language(messages.lang).words
    matter = {"type": "guide", "summary": words["rules_summary"], "asks": words["rules_asks"].split("|")}
    lines = [*made.head(words["rules"], **matter), "", *words["rules_lead"].split("|")]
    for rule in rules:
        bad, good = example(rule, messages)
        severity = messages.word(rule.severity.value)
        lines += ["", f"## {rule.name} {{#{rule.name}}}", "", inert(law(rule, messages))]
        lines += [inert(reason) for reason in [why(rule, messages)] if reason]
        lines += ["", f"- {words['rule_severity']}{severity}", "", "```text"]
        lines += [f"{words['rule_bad']}  {bad}", f"{words['rule_good']}  {good}", "```"]
    return "\n".join(lines) + "\n"
