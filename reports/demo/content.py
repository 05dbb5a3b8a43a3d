"""What the demonstration's agencies write: sample texts and figures, made up, the same on every run."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

FIRST_YEAR = 2024
_FOLDER = Path(__file__).parent
_RANGE = re.compile(r"\{(\d+)\.\.(\d+)\}")


@cache
def _file(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((_FOLDER / name).read_text(encoding="utf-8"))
    return content


def task_fields(task: str, agency: str, place: str, year: int) -> dict[str, str]:
    """An agency's part for one task and year: its own text, or one of the district texts told of `place`."""
    texts = _file("tasks.json")[task]
    own, key = texts["parts"].get(agency), f"{task}{agency}{year}"
    told = own[year - FIRST_YEAR] if own else texts["districts"][pick(key, len(texts["districts"]))]
    fields = {"result": told} if isinstance(told, str) else dict(told)
    if "progress" not in fields:
        fields["progress"] = "done" if not own and pick(f"{key}done", 4) == 0 else "in_progress"
    if "result" in fields:
        fields["result"] = _filled_in(fields["result"], place, key=key)
    return fields


def indicator_fields(indicator: str, year: int) -> dict[str, str]:
    """What the owner answers for one indicator and year; a figure is typed as a person would type it."""
    told = _file("figures.json")[indicator][year - FIRST_YEAR]
    return {"typed": told} if isinstance(told, str) else dict(told)


def _filled_in(text: str, place: str, *, key: str) -> str:
    """`text` with {place} named and each {low..high} replaced by a number that depends on `key` alone."""
    numbers = 0

    def number(match: re.Match[str]) -> str:
        nonlocal numbers
        numbers += 1
        low, high = int(match[1]), int(match[2])
        return f"{low + pick(f'{key}{numbers}', high - low + 1):,}".replace(",", ".")

    return _RANGE.sub(number, text.replace("{place}", place))


def pick(key: str, count: int) -> int:
    """One of `count` choices, scattered evenly and the same every time."""
    return crc32(key.encode()) % count
