"""The commands in the order in which `zhike --help` lists them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast

from . import check, coverage, explain, fix, links, pack, rules, search, stamp, status
from .base import Command

COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "check": cast(Command, check),
        "fix": cast(Command, fix),
        "explain": cast(Command, explain),
        "rules": cast(Command, rules),
        "status": cast(Command, status),
        "stamp": cast(Command, stamp),
        "search": cast(Command, search),
        "coverage": cast(Command, coverage),
        "links": cast(Command, links),
        "pack": cast(Command, pack),
    }
)
