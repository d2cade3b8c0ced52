"""Puts a finished build in place of the last one, and leaves the last one alone when a build fails."""

from __future__ import annotations

import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory


class Staging:
    """A folder beside a site's folder in which a build is written until it is whole.

    It vanishes with the process, so a failed build leaves nothing behind.
    """

    def __init__(self, site: Path) -> None:
        self.site = site
        site.parent.mkdir(parents=True, exist_ok=True)
        self._folder = TemporaryDirectory(prefix=f".{site.name}.", dir=site.parent, ignore_cleanup_errors=True)
        self.path = Path(self._folder.name) / "new"

    def publish(self) -> None:
        """Replace the site by what was built; readers find the old or the new one, never a part of either."""
        if self.site.exists():
            self.site.rename(Path(self._folder.name) / "old")
        self.path.rename(self.site)
        self._folder.cleanup()


def commit_time(root: Path) -> str:
    """Return when the last commit was made, in seconds since 1970; "0" outside a repository."""
    command = ["git", "log", "-1", "--format=%ct"]
    try:
        run = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    except OSError:
        return "0"
    return run.stdout.strip() or "0"
