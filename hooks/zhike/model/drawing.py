"""What may not stand in a drawing that is put into a page."""

from __future__ import annotations

import re

# what runs, loads or embeds: a drawing that holds any of it stays an image, which cannot run
UNSAFE_DRAWING = re.compile(
    r"<\s*(?:script|foreignObject|iframe|style|image|use|animate|set)\b|\bon\w+\s*=|\bstyle\s*=|javascript:|<!(?:DOCTYPE|ENTITY)"
    r"|(?:href|src)\s*=\s*[\"'](?!#)|url\(\s*[\"']?(?!#)",
    re.I,
)
