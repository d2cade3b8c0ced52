"""Small whole sites from one string, so that a test shows all it is about.

Every file stands below a line `-- path --`: below docs, unless it is one of the two that stand beside it. The line
may say how the file is written: `-- page.md encoding=gb18030 --` in another encoding, `-- flow.svg size=2048 --` with
blanks up to a size in bytes, `-- photo.png link=../secret.png --` as a symbolic link.
"""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

from zhike import site
from zhike.load import completed
from zhike.model import Settings, Site

MARK = re.compile(r"^-- (\S+(?: (?:encoding|size|link)=\S+)?) --\n", re.M)
EXPECT = re.compile(r"[ \t]*<!-- expect: (.*?) -->|[ \t]*# expect: (.*)$")
FRONT_MATTER = "---\ntitle: {title}\ntype: guide\nsummary: {summary}\nreviewed: 2026-01-01\n---\n\n"
BESIDE_DOCS = ("pyproject.toml", "mkdocs.yml", "zhike.lock")


def files_of(text: str) -> dict[str, str]:
    """Return what a string holds below each line `-- path --`, by what stands in that line."""
    parts = MARK.split(text)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def site_of(text: str, configured: Settings | None = None) -> Site:
    """Return a whole site from one string, read from a folder as every site is."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "docs").mkdir()
        for name, content in files_of(text).items():
            path, _, manner = name.partition(" ")
            how, _, value = manner.partition("=")
            file = root / path if path in BESIDE_DOCS or path.startswith("overrides/") else root / "docs" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            if how == "link":
                file.symlink_to(value)
            else:
                written = content.encode(value if how == "encoding" else "utf-8")
                file.write_bytes(written.ljust(int(value)) if how == "size" else written)
        return completed(site.load(root, configured))


def with_front_matter(text: str) -> str:
    """Return a case in which every page that begins with a heading has the front matter that pages need."""
    whole = []
    for name, content in files_of(text).items():
        if name.partition(" ")[0].endswith(".md") and content.startswith("# "):
            title = EXPECT.sub("", content[2:].split("\n", 1)[0])
            content = (
                FRONT_MATTER.format(title=title, summary="One sentence." if ".en." in name else "一句话。") + content
            )
        whole.append(f"-- {name} --\n{content}")
    return "".join(whole)


def expected(text: str) -> tuple[str, set[tuple[str, int, str]]]:
    """Return a case without its `expect:` marks, and the file, line and message of each mark."""
    wanted: set[tuple[str, int, str]] = set()
    files = []
    for name, content in files_of(text).items():
        path = name.partition(" ")[0]
        lines = content.split("\n")
        for number, line in enumerate(lines, 1):
            for match in EXPECT.finditer(line):
                wanted.add((path, number, match[1] or match[2]))
            lines[number - 1] = EXPECT.sub("", line)
        files.append(f"-- {name} --\n" + "\n".join(lines))
    return "".join(files), wanted
