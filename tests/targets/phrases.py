"""The phrases of the two tables beside this file, and readings written the way the tables write them."""

import csv
from functools import cache
from pathlib import Path

from targets.phrases import read_phrase

HERE = Path(__file__).parent


def rows(name):
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def written(read):
    """ "level lt ..1 [%] 2030 | level ge 80.. [%]": kind, comparator, bounds, unit and year of each reading."""
    return " | ".join(one(**reading.as_record()) for reading in read.readings)


@cache
def said(phrase):
    """The readings of `phrase`, written; kept, since the tests ask for each many times."""
    return written(read_phrase(phrase))


def one(kind, comparator, lower, upper, unit, year):
    return f"{kind} {comparator} {lower or ''}..{upper or ''} [{unit or ''}] {year or ''}".strip()


PUBLISHED = rows("phrases.csv")  # of published plans, with their readings
OWN = rows("phrases_own.csv")  # ours; "?" where only a warning is wanted, `warned` marks what must be looked at
ALL = [row["phrase"] for row in [*PUBLISHED, *OWN]]
