"""Configuration: mkdocs.yml runs, loads and publishes nothing but what the settings allow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from rapidfuzz import fuzz, process

from .. import configuration
from ..model import Edit, Key, Position, Site
from .base import About, Finding, Severity, found, regex, rule

KNOWN = frozenset(
    """INHERIT copyright dev_addr docs_dir draft_docs edit_uri edit_uri_template exclude_docs extra extra_css
    extra_javascript extra_templates hooks markdown_extensions nav not_in_nav plugins remote_branch remote_name
    repo_name repo_url site_author site_description site_dir site_name site_url strict theme use_directory_urls
    validation watch""".split()  # noqa: SIM905 - a column of forty names would hide the rules
)
OUTSIDE = regex(r"\s*(?:[a-z][a-z0-9+.-]*:|//)", re.I)
ADDRESSES = ("extra_javascript", "extra_css", "extra_templates")
FOLDERS = (("docs_dir",), ("site_dir",), ("theme", "custom_dir"), ("INHERIT",), ("theme", "favicon"), ("theme", "logo"))
REQUEST = regex(
    r"(?:https?|wss?)://(?!www\.w3\.org/)[\w.-]+\.[a-z]{2,}[^\s\"'`<>)]{0,60}"
    r"|(?<=[\"'`(=])[ ]?//[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/[^\s\"'`<>)]{0,60})?(?=[\"'`)\s>])",
    re.I,
)
SILENT = regex(r"<!--.*?-->|\{#.*?#\}|/\*.*?\*/|<a\b[^<>]*>|(?:^|(?<=\s))//[ \t][^\n]*", re.S | re.M)
HARMLESS = regex(r"!ENV|!relative|tag:yaml\.org,2002:python/(?:name|object/apply):(?:pymdownx|materialx?|markdown)\..+")
SNIPPETS = {"url_download": True, "check_paths": False, "restrict_base_path": False}


def _at(site: Site, *key: str | int) -> Position:
    return configuration.document(site).at(*key)


@rule(Severity.ERROR, About.SITE)
def unknown_hook(site: Site) -> Iterator[Finding]:
    """The site's build runs no program but the hooks that the settings name.

    Bad:  hooks: [hooks/events.py, docs/more.py]
    Good: hooks: [hooks/events.py]

    A hook can do on the building machine whatever its user can; who adds one must say so in two files.
    """
    allowed = site.settings.hooks
    for name, _, index in configuration.named(site, "hooks"):
        if name.removeprefix("./") not in allowed:
            hint = "remove it, or name it under hooks in [tool.zhike]"
            yield found(_at(site, "hooks", index), "the hook '{name}' is not among the settings", hint, name=name)


@rule(Severity.ERROR, About.SITE)
def unknown_plugin(site: Site) -> Iterator[Finding]:
    """The site is built with the plugins that the settings name, and no other.

    Bad:  plugins: [search, i18n, macros]
    Good: plugins: [search, i18n]
    """
    allowed = site.settings.plugins
    for name, _, index in configuration.named(site, "plugins"):
        if name not in allowed and name.removeprefix("material/") not in allowed:
            hint = "remove it, or name it under plugins in [tool.zhike]"
            yield found(_at(site, "plugins", index), "the plugin '{name}' is not among the settings", hint, name=name)


@rule(Severity.ERROR, About.SITE)
def outside_request(site: Site) -> Iterator[Finding]:
    """No page makes the reader's browser ask another host.

    Bad:  extra_javascript: [https://cdn.example/chart.js]
    Good: extra_javascript: [assets/chart.js]

    What another host serves can change, fail and follow readers from page to page.
    """
    for key, value in _loaded(site):
        if isinstance(value, str) and OUTSIDE.match(value):
            hint = "keep a copy among the site's own files"
            yield found(_at(site, *key), "every page would fetch '{address}'", hint, address=value[:60])
    for path, text in site.frame.items():
        for at, address in _requests(path, text):
            yield found(
                at, "every page would fetch '{address}'", "keep a copy among the site's own files", address=address
            )
    theme = configuration.value(site, "theme")
    is_material = theme == "material" or (isinstance(theme, Mapping) and theme.get("name") == "material")
    if is_material and (not isinstance(theme, Mapping) or theme.get("font") is not False):
        at = _at(site, "theme", "font")
        yield found(at, "every page would fetch its letters from another host", "write 'font: false' under theme")
    if configuration.value(site, "extra", "analytics"):
        yield found(_at(site, "extra", "analytics"), "every page would tell another host who reads it", "remove it")
    repository = configuration.value(site, "repo_url")
    if is_material and isinstance(repository, str) and re.search(r"//(?:www\.)?git(?:hub|lab)\.com/", repository):
        hint = "write edit_uri_template in its place"
        yield found(_at(site, "repo_url"), "every page would ask '{host}' for its stars", hint, host=repository)


def _requests(path: str, text: str) -> Iterator[tuple[Position, str]]:
    """Yield the addresses outside that a template, style or script names, but for those in comments and links."""
    line, start = 1, 0
    spoken = SILENT.sub(lambda match: "\n" * match.group().count("\n"), text) if "//" in text else ""
    for match in REQUEST.finditer(spoken):
        line += spoken.count("\n", start, match.start())
        start = match.start()
        yield Position(path, line), match.group().strip()


def _loaded(site: Site) -> Iterator[tuple[Key, object]]:
    """Yield what mkdocs.yml makes every page load, with its key."""
    for key in ADDRESSES:
        value = configuration.value(site, key)
        for index, entry in enumerate(value if isinstance(value, list) else ()):
            path = entry.get("path") if isinstance(entry, dict) else entry
            yield ((key, index, "path") if isinstance(entry, dict) else (key, index)), path
    for name in ("favicon", "logo"):
        yield ("theme", name), configuration.value(site, "theme", name)


@rule(Severity.ERROR, About.SITE)
def running_tag(site: Site) -> Iterator[Finding]:
    """No tag in mkdocs.yml runs a program.

    Bad:  site_name: !!python/object/apply:os.system [id]
    Good: site_name: The guide
    """
    for tag in configuration.document(site).tags:
        if not HARMLESS.fullmatch(tag.name):
            name = tag.name.replace("tag:yaml.org,2002:", "!!")
            yield found(tag.at, "the tag '{tag}' may run a program", "write plain text", tag=name)


@rule(Severity.ERROR, About.SITE)
def loosened_extension(site: Site) -> Iterator[Finding]:
    """No extension of Markdown reads files outside the site or fetches them.

    Bad:  pymdownx.snippets with url_download: true
    Good: pymdownx.snippets with check_paths: true
    """
    for name, options, index in configuration.named(site, "markdown_extensions"):
        if not (name.endswith("snippets") and isinstance(options, dict)):
            continue
        for key, bad in SNIPPETS.items():
            if options.get(key) is bad:
                at = _at(site, "markdown_extensions", index, name, key)
                values = {"name": name, "key": key, "value": str(bad).lower()}
                yield found(at, "'{key}: {value}' lets a page take in any file", "remove the line", **values)
        paths = options.get("base_path")
        for path in paths if isinstance(paths, list) else [paths]:
            if isinstance(path, str) and _leaves(path):
                at = _at(site, "markdown_extensions", index, name, "base_path")
                yield found(at, "'{path}' leads out of the site", "name a folder inside it", path=path)


@rule(Severity.ERROR, About.SITE)
def folder_outside(site: Site) -> Iterator[Finding]:
    """Every folder and file that mkdocs.yml names stands inside the project.

    Bad:  docs_dir: ../notes
    Good: docs_dir: docs
    """
    for key in FOLDERS:
        path = configuration.value(site, *key)
        if isinstance(path, str) and _leaves(path) and not OUTSIDE.match(path):
            yield found(_at(site, *key), "'{path}' leads out of the project", "name a folder inside it", path=path)
    for key, wanted in ((("docs_dir",), site.settings.docs), (("theme", "custom_dir"), site.settings.overrides)):
        path = configuration.value(site, *key)
        if isinstance(path, str) and not _leaves(path) and path.strip("./") != wanted:
            values = {"path": path, "docs": wanted}
            yield found(_at(site, *key), "the settings say '{docs}', not '{path}'", "write the same in both", **values)


def _leaves(path: str) -> bool:
    return path.startswith(("/", "~", "\\")) or path[1:2] == ":" or ".." in re.split(r"[\\/]", path)


@rule(Severity.WARNING, About.SITE)
def unknown_configuration(site: Site) -> Iterator[Finding]:
    """mkdocs.yml has no key but those that MkDocs knows.

    Bad:  extra_javascrpt: [assets/chart.js]
    Good: extra_javascript: [assets/chart.js]
    """
    data = configuration.document(site)
    written = data.value if isinstance(data.value, dict) else {}
    for key in written:
        if key in KNOWN:
            continue
        best = process.extractOne(key, sorted(KNOWN), scorer=fuzz.ratio, score_cutoff=75)
        values = {"key": key, "guess": best[0] if best else ""}
        finding = found(
            data.at(key), "MkDocs has no setting '{key}'", "did you mean '{guess}'?" if best else "remove it", **values
        )
        if best and best[1] >= 85 and best[0] not in written:
            at = data.at(key)
            end = Position(at.path, at.line, at.column + len(key))
            finding = finding.mended(Edit(at, end, best[0]))
        yield finding


@rule(Severity.ERROR, About.SITE)
def languages_differ(site: Site) -> Iterator[Finding]:
    """mkdocs.yml builds the languages that the settings name, the source language first and by default.

    Bad:  - locale: fr under i18n, where [tool.zhike] has translations = ["en"]
    Good: - locale: en
    """
    wanted = site.settings.locales
    for name, options, index in configuration.named(site, "plugins"):
        languages = options.get("languages") if name == "i18n" and isinstance(options, dict) else None
        if not isinstance(languages, list):
            continue
        key: Key = ("plugins", index, "i18n", "languages")
        locales = [str(entry["locale"]) for entry in languages if isinstance(entry, dict) and "locale" in entry]
        for number, entry in enumerate(languages):
            locale = entry.get("locale") if isinstance(entry, dict) else None
            if locale is None:
                yield found(_at(site, *key, number), "this entry names no language", "write 'locale: en' in it")
            elif locale not in wanted:
                values = {"locale": locale, "wanted": " ".join(wanted)}
                yield found(
                    _at(site, *key, number), "the settings know no language '{locale}'", "they have {wanted}", **values
                )
            elif entry.get("build") is False:
                yield found(_at(site, *key, number, "build"), "'{locale}' is not built", "write true", locale=locale)
        for missing in (locale for locale in wanted if locale not in locales):
            yield found(
                _at(site, *key), "the language '{locale}' is missing", "add it, or change [tool.zhike]", locale=missing
            )
        if locales and locales[0] in wanted[1:] and wanted[0] in locales:
            yield found(_at(site, *key, 0), "'{source}' must stand first", "move it up", source=wanted[0])


@rule(Severity.WARNING, About.SITE)
def wrong_site_address(site: Site) -> Iterator[Finding]:
    """site_url is the address at which readers find the site: https, a host, and / at its end.

    Bad:  site_url: http://127.0.0.1:8000
    Good: site_url: https://guide.example/
    """
    url = configuration.site_url(site)
    written = configuration.value(site, "site_url")
    at = _at(site, "site_url")
    if written and not url:
        yield found(at, "'{url}' is no address", "write https://host/", url=written)
    elif re.match(r"https?://(?:localhost|127\.|0\.0\.0\.0|192\.168\.|10\.)", url):
        yield found(at, "'{url}' is the address of one computer", "write the one that readers use", url=url)
    elif url.startswith("http://"):
        yield found(at, "'{url}' is sent in the open", "write https://", url=url)
    elif url and not url.endswith("/"):
        yield found(at, "'{url}' does not end in /", "add it", url=url)
