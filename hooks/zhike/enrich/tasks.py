"""Lets the boxes of a checklist be ticked, and gives each the text beside it as its name."""

from __future__ import annotations

import re
from itertools import count

TASK = re.compile(
    r'<li class="task-list-item">(\s*(?:<p>)?\s*)<input type="checkbox"( checked)? disabled( checked)?/?>'
)


def tickable(html: str) -> str:
    """Return a page's HTML with boxes that react and are named by their item."""
    numbers = count(1)

    def box(match: re.Match[str]) -> str:
        name = f"task-{next(numbers)}"
        checked = " checked" if match[2] or match[3] else ""
        return (
            f'<li class="task-list-item" id="{name}">{match[1]}'
            f'<input type="checkbox" aria-labelledby="{name}"{checked}>'
        )

    return TASK.sub(box, html) if "task-list-item" in html else html
