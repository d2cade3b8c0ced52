"""MkDocs events in the order in which they fire, each handing over to zhike."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from types import MappingProxyType
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_timestamp, get_relative_url

from zhike import report
from zhike.findings import Severity
from zhike.publish.staging import commit_time
from zhike.workspace import Workspace

AFTER_TRANSLATION = -110  # static-i18n handles its events at -100
log = logging.getLogger("mkdocs.hooks.zhike")  # strict builds count what is logged below "mkdocs"
# a strict build fails on what it logs as a warning, so there only errors are
LEVELS = MappingProxyType(
    {severity: logging.INFO if severity is Severity.INFO else logging.WARNING for severity in Severity}
)
STRICT_LEVELS = LEVELS | {Severity.WARNING: logging.INFO}


def on_startup(command: str, dirty: bool) -> None:
    """Let two builds of one commit say the same date, and a preview do without what only servers need."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", commit_time(Path(__file__).parent))
    os.environ.setdefault("ZHIKE_PLAIN", "1" if command == "serve" else "")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check the site once a build, and build beside the old site."""
    if "zhike" not in config.extra:
        config.extra["zhike"] = workspace = Workspace(Path(config.config_file_path).parent, Path(config.site_dir))
        workspace.is_plain = bool(os.environ.get("ZHIKE_PLAIN"))
        config.site_dir = str(workspace.staging.path)
        levels = STRICT_LEVELS if config.strict else LEVELS
        for diagnostic in workspace.diagnostics:
            log.log(levels[diagnostic.severity], report.line(diagnostic))
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made from data, and leave out what must not be published."""
    workspace = config.extra["zhike"]
    generated = [
        File(path, config.docs_dir, config.site_dir, config.use_directory_urls) for path in workspace.generated
    ]
    return Files([*(file for file in files if not workspace.is_unsafe(file.src_uri)), *generated])


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Return the text of a page as zhike read it, whatever bytes its file holds, with the house values in it."""
    text: str | None = config.extra["zhike"].text(page.file.src_uri)
    return text


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep of the front matter what it may say."""
    page.meta = config.extra["zhike"].meta(page.file.src_uri)
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Enrich the rendered text."""
    glossary = files.get_file_from_path(config.extra["zhike"].glossary)
    url = get_relative_url(glossary.url, page.url) if glossary else ""
    return str(config.extra["zhike"].html(html, page.file.src_uri, url, page.canonical_url or ""))


def on_env(env: Any, config: MkDocsConfig, files: Files) -> Any:
    """Give templates the filter that turns a page's slug into its address."""
    env.trim_blocks = env.lstrip_blocks = True  # lines that only hold template code leave nothing behind
    env.filters["address"] = lambda slug: getattr(files.get_file_from_path(f"{slug}.md"), "url", "")
    return env


@event_priority(AFTER_TRANSLATION)
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
    """Give templates what zhike knows of the page."""
    context["zk"] = config.extra["zhike"].view(page.file.src_uri, page.file.locale_alternate_of)  # type: ignore[attr-defined]
    return context


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Put what is made once a language into the folder of its language."""
    translator: Any = config.plugins["i18n"]
    return str(config.extra["zhike"].template(output, template_name, translator.current_language))


@event_priority(AFTER_TRANSLATION)
def on_post_build(config: MkDocsConfig) -> None:
    """Publish the site once the last language is built, unless a strict build is about to fail."""
    translator: Any = config.plugins.get("i18n")
    if not (translator and translator.building) and not _has_failed():
        config.extra["zhike"].publish(config.site_url or "/", get_build_timestamp())


def _has_failed() -> bool:
    """Say whether a strict build has counted a warning."""
    handlers = [*log.handlers, *logging.getLogger("mkdocs").handlers, *logging.getLogger("properdocs").handlers]
    return any(handler.get_counts() for handler in handlers if hasattr(handler, "get_counts"))
