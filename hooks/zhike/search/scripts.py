"""Files of the index: each a script that hands its text to the engine, so that it can be read from a disk too."""

from __future__ import annotations

import json
from base64 import b32encode
from hashlib import sha256


def script(name: str, text: str) -> str:
    """Return a file that hands a text to the engine under a name."""
    return call("add", name, text)


def call(function: str, *values: object) -> str:
    r"""Return a file that calls a function of the engine.

    >>> call("add", "a", {"b": 1})
    'zhikeSearch.add("a",{"b":1})\n'
    """
    return f"zhikeSearch.{function}({','.join(map(written, values))})\n"


def written(value: object) -> str:
    """Return a value as the shortest JSON, the same whenever it is written."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def digest(text: str) -> str:
    """Return what tells one text from another in the name of its file."""
    return b32encode(sha256(text.encode()).digest())[:4].decode().lower()


def short(code: str) -> str:
    """Return a script of ours without its comments and indents; no line of ours begins inside a string."""
    lines = (line.strip() for line in code.split("\n"))
    return "\n".join(line for line in lines if line and not line.startswith(("/*", "*", "//"))) + "\n"
