"""Says what day it is, for all that depends on it; nothing that is built does."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from contextlib import suppress

VARIABLE = "ZHIKE_TODAY"


def today(environment: Mapping[str, str] = os.environ) -> datetime.date:
    """Return the day that the environment names, else that of this computer.

    >>> today({"ZHIKE_TODAY": "2026-03-01"})
    datetime.date(2026, 3, 1)
    """
    with suppress(ValueError):
        return datetime.date.fromisoformat(environment.get(VARIABLE, ""))
    return datetime.date.today()
