"""Asks the rules: pages slug by slug, then the rest of the site at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from . import collector
from .findings import Diagnostic, Finding, Severity, Verdict
from .messages import Messages
from .model import Page, Position, Site
from .rules import ALL_RULES, GATHERERS, needless_allow, unneeded
from .rules.base import About, Rule, found
from .rules.suppressions import Allowance, allowances

MOST = 1000
"""How often a rule is heard about the pages of one slug: more helps nobody, and could take for ever."""

Gatherer = Callable[[Site, Page], Iterable[str]]


@dataclass(frozen=True)
class Answer:
    """What the rules say of the pages of one slug, or of all that is no page.

    `asked` are the slugs whose outlines the answer depends on, `failures` say which rules could not be asked.
    """

    findings: Sequence[tuple[str, Finding]] = ()
    allowances: Sequence[Allowance] = ()
    gathered: Mapping[str, Sequence[str]] = field(default_factory=dict)
    asked: Sequence[str] = ()
    failures: Sequence[tuple[str, Finding]] = ()


@collector.paused()
def check(site: Site, only: Collection[str] = (), messages: Messages | None = None) -> list[Diagnostic]:
    """Return what is wrong with a site, sorted by place; `only` names the rules to ask, all when empty."""
    rules = [rule for rule in ALL_RULES if not only or rule.name in only]
    answers = [about_pages(site, slug, rules) for slug in written_slugs(site)]
    verdicts = concluded([*answers, about_rest(site, gathered(answers), rules)], rules)
    return (messages or Messages()).diagnostics(verdicts)


def written_slugs(site: Site) -> list[str]:
    """Return the slugs of the pages that editors wrote, in order."""
    return list(dict.fromkeys(map(site.settings.slug, site.pages)))


def about_pages(site: Site, slug: str, rules: Iterable[Rule] = ALL_RULES) -> Answer:
    """Ask the rules about the pages of one slug."""
    return _answer(site.focused(slug), [rule for rule in rules if rule.about is not About.SITE], GATHERERS)


def gathered(answers: Iterable[Answer]) -> Mapping[str, frozenset[str]]:
    """Return what was noted of all pages."""
    whole: dict[str, set[str]] = {name: set() for name in GATHERERS}
    for answer in answers:
        for name, noted in answer.gathered.items():
            whole[name].update(noted)
    return {name: frozenset(noted) for name, noted in whole.items()}


def about_rest(site: Site, noted: Mapping[str, frozenset[str]], rules: Iterable[Rule] = ALL_RULES) -> Answer:
    """Ask the rules about everything but single pages; `noted` is what was gathered of these."""
    rest = replace(site.focused(""), gathered=noted)
    return _answer(rest, [rule for rule in rules if rule.about is not About.PAGES], {})


def _answer(site: Site, rules: Iterable[Rule], gatherers: Mapping[str, Gatherer]) -> Answer:
    findings: list[tuple[str, Finding]] = []
    gathered: dict[str, list[str]] = {}
    failures: list[tuple[str, Finding]] = []
    most = MOST if site.focus else None
    for rule in rules:
        try:
            findings += [(rule.name, finding) for finding in islice(rule.check(site), most)]
        except Exception as error:  # a fault of one rule must not hide what the others find
            failures.append((rule.name, _failed(site, error)))
    for name, gather in gatherers.items():
        try:
            gathered[name] = sorted({noted for page in site.written() for noted in gather(site, page)})
        except Exception as error:
            failures.append((name, _failed(site, error)))
    return Answer(findings, list(allowances(site)), gathered, sorted(site.asked - {site.focus or ""}), failures)


def _failed(site: Site, error: Exception) -> Finding:
    locales = [locale for locale in site.settings.locales if site.focus and site.has(site.focus, locale)]
    path = site.settings.path(site.focus, locales[0]) if site.focus and locales else site.settings.docs
    message, hint = "this rule fails here: {error}", "nothing is wrong with the page; report it with the page"
    return found(Position(path), message, hint, error=repr(error)[:200])


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
    verdicts = [Verdict(name, Severity.FAILURE, failure) for answer in answers for name, failure in answer.failures]
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
