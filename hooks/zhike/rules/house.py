"""House defaults: every value that a page names is set in house.yml, for every language."""

from __future__ import annotations

from collections.abc import Iterator

from ..model import Site
from .base import About, Finding, Guesses, Severity, did_you_mean, found, rule


@rule(Severity.ERROR)
def unknown_house_value(site: Site) -> Iterator[Finding]:
    """A house value named on a page is set in house.yml.

    Bad:  within {{ reprot-back }}
    Good: within {{ report-back }}
    """
    guesses = Guesses()
    labels = {label: value.key for value in site.house for label in value.label.values()}
    for page in site.written():
        for variable in page.variables:
            if variable.key not in site.house_by_key and not site.is_unread("house.yml"):
                line = page.lines[variable.at.line - 1]
                if variable.key.startswith("<") and line.lstrip(" >").startswith("{{<"):
                    continue  # another rule speaks of the marks of other programs
                nearest = labels.get(variable.key) or guesses(variable.key, site.house_by_key)
                hint = did_you_mean(nearest, "take a name from {file}, or write the text without {braces}")
                named = {"key": variable.key, "guess": nearest, "file": f"{site.settings.data}/house.yml"}
                yield found(variable.at, "no house value '{key}'", hint, braces="{{ }}", **named)


@rule(Severity.ERROR, About.SITE)
def house_value_in_one_language(site: Site) -> Iterator[Finding]:
    """A house value has a label and a unit in every language.

    Bad:  report-back: {value: 20, unit: minute, zh: 回话时限}
    Good: report-back: {value: 20, unit: minute, zh: 回话时限, en: Report back within}
    """
    for value in site.house:
        for locale in site.settings.locales:
            if value.label and (locale not in value.label or locale not in value.shown):
                hint = "write its name as '{locale}: …', and its unit under 'units:'"
                yield found(value.at, "'{key}' has nothing for '{locale}'", hint, key=value.key, locale=locale)
