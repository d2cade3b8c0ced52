"""The command line; every command is a module in `commands`."""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence
from io import TextIOWrapper
from pathlib import Path

from .commands import COMMANDS
from .commands.base import CLEAN, FAILED, Call, shared


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0 when clean, 1 when errors were found, 2 when called wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = argparse.ArgumentParser(prog="zhike", description="Checks a bilingual site, and mends what it can.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    options = shared(_root())
    for name, command in COMMANDS.items():
        command.add(commands.add_parser(name, parents=[options], help=command.HELP, description=command.HELP))
    given = parser.parse_args(arguments)
    if not any((given.root / name).exists() for name in ("docs", "pyproject.toml", "mkdocs.yml")):
        Call(parser, given).wrong("there is no site in '{path}': it has no docs folder", path=str(given.root))
    try:
        code = COMMANDS[given.command].run(Call(parser, given))
        sys.stdout.flush()
    except BrokenPipeError:
        # the reader of our output, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except OSError as error:
        parser.error(str(error))
    except Exception as error:
        return _failed(error)
    return code


def _failed(error: Exception) -> int:
    """Say in a line that zhike itself is at fault, and where; a traceback tells editors nothing."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(last.filename).name}:{last.lineno}"
    sys.stderr.write(f"zhike: fault in zhike itself, not in the site ({place}): {error!r:.300}\n")
    return FAILED


def _root() -> Path:
    """Return the nearest folder upwards that holds a site, or this one."""
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), here)
