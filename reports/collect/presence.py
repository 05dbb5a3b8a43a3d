"""Who has a page open now, and at which item: kept for less than a minute in the shared cache.

A courtesy and no lock: two who come in the same instant may leave out the one of them until the next beat, and nothing
depends on it. Without the cache nobody is seen, and everything else goes on.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from django.core.cache import cache
from redis.exceptions import RedisError

from agencies.access import Person

STAYS = 50  # seconds after the last beat; pages beat every 20 s while somebody sees them
_ITEM = re.compile(r"[a-z][\w.-]{0,59}", re.ASCII)  # "task-12", and the key of a passage: "tasks-III.4"


@dataclass(frozen=True, slots=True)
class Present:
    """A person with the page open; `item` is the anchor of the item they are at, or empty."""

    name: str
    item: str


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody's being on a page: since when without a break, and when last heard of, as POSIX timestamps."""

    name: str
    item: str
    since: float
    seen: float

    @property
    def since_at(self) -> dt.datetime:
        return dt.datetime.fromtimestamp(self.since, tz=dt.UTC)


def arrive(submission_id: int, *, by: Person, item: str, now: dt.datetime) -> list[Present]:
    """Note that `by` is at `item` of the form, and tell who else is there, by name. Two calls to the cache."""
    return [Present(one.name, one.item) for one in beat(f"form {submission_id}", by=by, item=item, now=now)]


def others_at(submission_id: int, *, by: Person, item: str, now: dt.datetime) -> list[dict[str, str]]:
    """The same for a page's script."""
    return [asdict(one) for one in arrive(submission_id, by=by, item=item, now=now)]


def beat(page: str, *, by: Person, now: dt.datetime, item: str = "") -> list[Visit]:
    """Note that `by` is on `page`, and tell who else is, by name. Two calls to the cache, no query."""
    key, at = _key(page), item if _ITEM.fullmatch(item) else ""
    try:
        here = _still(cache.get(key, {}), now)
        before = here.get(by.user.pk)
        here[by.user.pk] = Visit(str(by.user), at, before.since if before else now.timestamp(), now.timestamp())
        cache.set(key, {who: _stored(visit) for who, visit in here.items()}, STAYS)
    except RedisError:
        return []
    return _others(here, by)


def on_pages(pages: Iterable[str], *, by: Person, now: dt.datetime) -> dict[str, list[Visit]]:
    """Who else is on each of `pages`; a page with nobody is left out. One call to the cache, no query."""
    by_key = {_key(page): page for page in pages}
    try:
        kept = cache.get_many(by_key)
    except RedisError:
        return {}
    found = {by_key[key]: _others(_still(visits, now), by) for key, visits in kept.items()}
    return {page: visits for page, visits in found.items() if visits}


def _key(page: str) -> str:
    return f"on-page:{page.replace(' ', ':')}"


def _stored(visit: Visit) -> tuple[str, str, float, float]:
    """As plain values: what another release reads must not hang on this class."""
    return visit.name, visit.item, visit.since, visit.seen


def _still(kept: Mapping[int, tuple[str, str, float, float]], now: dt.datetime) -> dict[int, Visit]:
    visits = {who: Visit(*stored) for who, stored in kept.items()}
    return {who: visit for who, visit in visits.items() if visit.seen > now.timestamp() - STAYS}


def _others(here: Mapping[int, Visit], by: Person) -> list[Visit]:
    return sorted((visit for who, visit in here.items() if who != by.user.pk), key=lambda visit: visit.name)
