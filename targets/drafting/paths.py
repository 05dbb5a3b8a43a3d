"""Where in a draft something stands: "tasks[3].text". A draft is the JSON of a plan file, lists and objects. Pure."""

import re
from collections.abc import Iterable
from typing import Any

_STEP = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


def steps(path: str) -> list[str | int]:
    return [int(match[1]) if match[1] else match[2] for match in _STEP.finditer(path)]


def value_at(draft: Any, path: str) -> Any:
    """What stands at `path`, None where nothing does."""
    for step in steps(path):
        try:
            draft = draft[step]
        except (KeyError, IndexError, TypeError):
            return None
    return draft


def within(path: str, part: str) -> bool:
    """Whether `path` is `part` or something in it."""
    return path == part or path.startswith((f"{part}.", f"{part}["))


def without_row(paths: Iterable[dict[str, Any]], rows: str, index: int) -> list[dict[str, Any]]:
    """What was said by path, after row `index` of the list `rows` was taken out: later rows move up."""
    return _moved(paths, rows, index, -1)


def with_row(paths: Iterable[dict[str, Any]], rows: str, index: int) -> list[dict[str, Any]]:
    """What was said by path, after a row was put in at `index` of the list `rows`."""
    return _moved(paths, rows, index, 1)


def _moved(paths: Iterable[dict[str, Any]], rows: str, index: int, by: int) -> list[dict[str, Any]]:
    moved = []
    for said in paths:
        match = re.match(rf"{re.escape(rows)}\[(\d+)\](.*)$", said["path"])
        place = int(match[1]) if match else -1
        if by < 0 and place == index:
            continue
        if match and place >= index:
            said = said | {"path": f"{rows}[{place + by}]{match[2]}"}
        moved.append(said)
    return moved
