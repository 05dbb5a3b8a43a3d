"""Who has a report open now, and at which item: kept for less than a minute in the shared cache.

A courtesy and no lock: two who come in the same instant may leave out the one of them until the next beat, and nothing
depends on it. Without the cache nobody is seen, and everything else goes on.
"""

import datetime as dt
import re
from dataclasses import asdict, dataclass

from django.core.cache import cache
from redis.exceptions import RedisError

from agencies.access import Person

STAYS = 50  # seconds after the last beat; pages beat every 20 s while somebody sees them
_ITEM = re.compile(r"(task|indicator)-[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Present:
    """A person with the page open; `item` is the anchor of the item they are at, or empty."""

    name: str
    item: str


def arrive(submission_id: int, *, by: Person, item: str, now: dt.datetime) -> list[Present]:
    """Note that `by` is at `item`, and tell who else is there, by name. Two calls to the cache, no query."""
    key, oldest = f"presence:{submission_id}", now.timestamp() - STAYS
    try:
        here = {who: seen for who, seen in cache.get(key, {}).items() if seen[2] > oldest}
        here[by.user.pk] = (str(by.user), item if _ITEM.fullmatch(item) else "", now.timestamp())
        cache.set(key, here, STAYS)
    except RedisError:
        return []
    others = [Present(name, at) for who, (name, at, _) in here.items() if who != by.user.pk]
    return sorted(others, key=lambda one: one.name)


def others_at(submission_id: int, *, by: Person, item: str, now: dt.datetime) -> list[dict[str, str]]:
    """The same for a page's script."""
    return [asdict(one) for one in arrive(submission_id, by=by, item=item, now=now)]
