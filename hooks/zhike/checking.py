"""Asks the rules: pages slug by slug, then the rest of the site at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from . import collector
from .findings import Diagnostic, Finding, Verdict
from .messages import Messages
from .model import Position, Site
from .rules import ALL_RULES, GATHERERS, needless_allow, unneeded
from .rules.base import About, Rule
from .rules.suppressions import Allowance, allowances

MOST = 1000
"""How often a rule is heard about the pages of one slug: more helps nobody, and could take for ever."""


@dataclass(frozen=True)
class Answer:
    """What the rules say of the pages of one slug, or of all that is no page.

    `asked` are the slugs whose outlines the answer depends on.
    """

    findings: Sequence[tuple[str, Finding]] = ()
    allowances: Sequence[Allowance] = ()
    gathered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    asked: Sequence[str] = ()


@collector.paused()
def check(site: Site, only: Collection[str] = (), messages: Messages | None = None) -> list[Diagnostic]:
    """Return what is wrong with a site, sorted by place; `only` names the rules to ask, all when empty."""
    rules = [rule for rule in ALL_RULES if not only or rule.name in only]
    answers = [about_pages(site, slug, rules) for slug in written_slugs(site)]
    verdicts = concluded([*answers, about_rest(site, answers, rules)], rules)
    return (messages or Messages()).diagnostics(verdicts)


def written_slugs(site: Site) -> list[str]:
    """Return the slugs of the pages that editors wrote, in order."""
    return list(dict.fromkeys(map(site.settings.slug, site.pages)))


def about_pages(site: Site, slug: str, rules: Iterable[Rule] = ALL_RULES) -> Answer:
    """Ask the rules about the pages of one slug."""
    focused = site.focused(slug)
    gathered = {
        name: sorted({noted for page in focused.written() for noted in gather(focused, page)})
        for name, gather in GATHERERS.items()
    }
    return _answer(focused, (rule for rule in rules if rule.about is not About.SITE), gathered)


def about_rest(site: Site, answers: Iterable[Answer], rules: Iterable[Rule] = ALL_RULES) -> Answer:
    """Ask the rules about everything but single pages, once the pages have been asked about."""
    gathered: dict[str, set[str]] = {name: set() for name in GATHERERS}
    for answer in answers:
        for name, noted in answer.gathered.items():
            gathered[name].update(noted)
    whole = {name: frozenset(noted) for name, noted in gathered.items()}
    rest = replace(site.focused(""), gathered=whole)
    return _answer(rest, (rule for rule in rules if rule.about is not About.PAGES), {})


def _answer(site: Site, rules: Iterable[Rule], gathered: Mapping[str, Sequence[str]]) -> Answer:
    most = MOST if site.focus else None
    findings = [(rule.name, finding) for rule in rules for finding in islice(rule.check(site), most)]
    return Answer(findings, list(allowances(site)), gathered, sorted(site.asked - {site.focus or ""}))


def concluded(answers: Sequence[Answer], rules: Collection[Rule] = ALL_RULES) -> list[Verdict]:
    """Return all findings but the allowed ones, and the allowances that nothing needs."""
    given = {
        key: allowance.at
        for answer in answers
        for allowance in answer.allowances
        for key in allowance.keys
        if allowance.reason
    }
    severities = {rule.name: rule.severity for rule in rules}
    needed: set[Position] = set()
    verdicts: list[Verdict] = []
    for name, finding in (pair for answer in answers for pair in answer.findings):
        key = (finding.at.path, finding.at.line, name)
        if key in given:
            needed.add(given[key])
        else:
            verdicts.append(Verdict(name, severities[name], finding))
    if needless_allow in rules:
        idle = {(at, name) for (_, _, name), at in given.items() if at not in needed and name in severities}
        verdicts += [
            Verdict(needless_allow.name, needless_allow.severity, unneeded(at, name)) for at, name in sorted(idle)
        ]
    return verdicts
