"""Reads the file of house values; whatever is wrong in it becomes a problem with a place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from rapidfuzz import fuzz, process

from . import schema
from .model import Data, HouseValue, Position, Problem, Settings
from .model.records import MINUTES

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def read(data: Data, configured: Settings, problems: list[Problem]) -> Iterator[HouseValue]:
    """Yield the house values, with "?" to show for those that are wrong; what is wrong are problems."""
    file, found = schema.read(schema.HouseFile, data) if data.value is not None else (None, ())
    problems.extend(found)
    units = _units(file, data, problems) if file else {}
    model = schema.with_languages(schema.House, schema.Text, configured.locales)
    for key in file.values if file else ():
        place = data.at("values", key)
        record, found = schema.read(model, data, ("values", key))
        problems.extend(found)
        value: dict[str, Any] = record.model_dump() if record else {"value": None, "unit": ""}
        if file and record and value["unit"] not in file.units:
            problems.append(_no_unit(data.at("values", key, "unit"), value["unit"], file.units))
            record, value["unit"] = None, ""
        elif record and isinstance(value["value"], str):
            at = data.at("values", key, "value")
            problems.extend(_odd_number(at, value["value"], value["unit"], units.get(value["unit"], {}).values()))
        label = {locale: value[locale] for locale in configured.locales if locale in value}
        # a record that is wrong keeps its key, so that pages which name it are not blamed
        forms = units.get(value["unit"], {})
        shown = {locale: _shown(form, value["value"]) for locale, form in forms.items()}
        shown = shown if record else dict.fromkeys(configured.locales, "?")
        yield HouseValue(place, key, label, shown, value["unit"], value["value"])


def _units(file: schema.HouseFile, data: Data, problems: list[Problem]) -> dict[str, dict[str, schema.UnitForms]]:
    """Return the forms of each unit by language, as far as they are right; what is wrong are problems."""
    units: dict[str, dict[str, schema.UnitForms]] = {}
    for unit, locale in ((unit, locale) for unit, locales in file.units.items() for locale in locales):
        form, found = schema.read(schema.UnitForms, data, ("units", unit, locale))
        problems.extend(found)
        if form and "{}" not in form.other:
            at, message = data.at("units", unit, locale, "other"), "no {{}} stands here for the number"
            problems.append(Problem(at, "wrong_value", message, "write {{}} where the number belongs"))
        if form:
            units.setdefault(unit, {})[locale] = form
    return units


def _odd_number(at: Position, written: str, unit: str, forms: Iterable[schema.UnitForms]) -> Iterator[Problem]:
    """Yield what is wrong with a value that is text: a number is meant that is written in another way."""
    text = unicodedata.normalize("NFKC", written).strip()
    words = {(shown or "").replace("{}", "").strip() for form in forms for shown in (form.one, form.other)}
    number = NUMBER.match(text)
    rest = text[number.end() :].strip() if number else ""
    values = {"value": written, "unit": unit, "number": number[0] if number else ""}
    if rest and rest in words:
        message, hint = "'{value}' holds its unit, which 'unit: {unit}' adds", "write {number}"
        yield Problem(at, "wrong_value", message, hint, values)
    elif number and not rest and written.strip() != text:
        yield Problem(at, "wrong_value", "'{value}' has full-width digits", "write {number}", values)
    elif unit in MINUTES and text.startswith(("-", "\u2212")) and NUMBER.fullmatch(text[1:]):
        yield Problem(at, "wrong_value", "'{value}' is less than no time", "write a number from 0", values)


def _no_unit(at: Position, unit: str, known: Collection[str]) -> Problem:
    nearest = process.extractOne(unit, list(known), scorer=fuzz.ratio, score_cutoff=75)
    hint = "did you mean '{guess}'?" if nearest else "add it under 'units:'"
    values = {"unit": unit, "guess": nearest[0] if nearest else ""}
    return Problem(at, "wrong_value", "there is no unit '{unit}'", hint, values)


def _shown(form: schema.UnitForms, value: float | str | None) -> str:
    if value is None:
        return form.unset
    return (form.one if value == 1 and form.one else form.other).replace("{}", _number(value))


def _number(value: float | str) -> str:
    return f"{value:,}" if isinstance(value, int) and value >= 10000 else str(value)
