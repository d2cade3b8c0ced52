"""Runs the site's search engine outside a browser."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType

from py_mini_racer import MiniRacer

SCRIPT = Path(__file__).parent / "engine.js"
# the engine asks for files by name; between two steps of it they are handed over
BRIDGE = """
var asked = [], done = {}, answer = null;
zhikeSearch.load = name => new Promise(resolve => { asked.push(name); done[name] = resolve; });
function expect(promise) {
  answer = null;
  promise.then(
    results => { answer = JSON.stringify({results}); },
    error => { answer = JSON.stringify({error: String(error.stack)}); });
}
function taken() { const names = JSON.stringify(asked); asked = []; return names; }
"""


class Engine:
    """The search engine with an index in memory; leave it, as any context, when done."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.files = files
        self.read: list[str] = []
        self._javascript = MiniRacer()
        self._javascript.eval(SCRIPT.read_text(encoding="utf-8") + BRIDGE)

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *problem: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._javascript.close()

    def search(self, query: str, locale: str, limit: int = 10, way: str = "search") -> list[dict[str, object]]:
        """Return the results of a query in a reader's language, as `engine.js` describes them."""
        return self._answer(f"zhikeSearch.{way}({json.dumps(query)}, {json.dumps({'locale': locale, 'limit': limit})})")

    def nearest(self, query: str, locale: str) -> list[dict[str, object]]:
        """Return the terms of the glossary that look or sound like a query."""
        return self._answer(f"zhikeSearch.nearest({json.dumps(query)}, {json.dumps({'locale': locale})})")

    def stem(self, word: str) -> str:
        """Return what the engine takes the forms of a word to share."""
        return str(self._javascript.eval(f"zhikeSearch.stem({json.dumps(word)})"))

    def _answer(self, call: str) -> list[dict[str, object]]:
        self._javascript.eval(f"expect({call})")
        while names := json.loads(str(self._javascript.eval("taken()"))):
            for name in names:
                self.read.append(name)
                self._javascript.eval(f"{self.files[name]};done[{json.dumps(name)}]()")
        answer = json.loads(str(self._javascript.eval("answer")))
        if "error" in answer:
            raise RuntimeError(answer["error"])
        results: list[dict[str, object]] = answer["results"]
        return results
