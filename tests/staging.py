"""Rows that many tests begin with, built once and kept: each test starts behind a savepoint over them.

`@staged` makes a fixture of a function that builds rows. The rows stay, in a transaction that is never committed, for
the next test that begins with the same; what a test does is rolled back after it, as always, and its objects are its
own. A test that needs real transactions gets its rows built for itself alone.
"""

import inspect
import pickle
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django.fixtures import validate_django_db

from tests.factories import NOW

Build = Callable[..., Any]
BUILDS: dict[str, Build] = {}  # by name, whatever a build needs before it


def staged(build: Build) -> Any:
    """A fixture of `build`: it takes other staged fixtures only, writes to the database only, returns what can be
    pickled, and finds the morning of the tests."""
    name = build.__name__
    assert name not in BUILDS, f"two staged fixtures are called {name}"
    BUILDS[name] = build

    def fixture(request: pytest.FixtureRequest, staged_objects: dict[str, Any], db: None) -> Any:
        if name in staged_objects:
            return staged_objects[name]
        return _built(build, {need: request.getfixturevalue(need) for need in _needs(build)})

    fixture.stage = name
    return pytest.fixture(fixture, name=name)


def stages_of(item: pytest.Item) -> tuple[str, ...]:
    """The staged fixtures under a test, each after what it needs; none where the test commits."""
    if _commits(item):
        return ()
    wanted: set[str] = set()
    asked = [getattr(defs[-1].func, "stage", None) for defs in item._fixtureinfo.name2fixturedefs.values()]
    while asked:
        name = asked.pop()
        if name and name not in wanted:
            wanted.add(name)
            asked += _needs(BUILDS[name])
    return tuple(name for name in BUILDS if name in wanted)


def together(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The tests that begin with the same rows beside each other, those that begin with none last."""
    order = {name: number for number, name in enumerate(BUILDS)}
    return sorted(items, key=lambda item: [order[name] for name in stages_of(item)] or [len(order)])


@dataclass
class Staging:
    """The open stages, each a savepoint in the one before it, with the objects of all so far."""

    open: list[tuple[str, transaction.Atomic, bytes]] = field(default_factory=list)

    def go_to(self, names: tuple[str, ...]) -> dict[str, Any]:
        """Leave and build stages until those of `names` are open; returns fresh objects of each."""
        while self._names != names[: len(self.open)]:
            self._leave()
        for name in names[len(self.open) :]:
            self._enter(name)
        return self._objects()

    @property
    def _names(self) -> tuple[str, ...]:
        return tuple(name for name, _, _ in self.open)

    def _objects(self) -> dict[str, Any]:
        return pickle.loads(self.open[-1][2]) if self.open else {}

    def _enter(self, name: str) -> None:
        objects = self._objects()
        atomic = transaction.atomic()
        atomic._from_testcase = True  # as Django's own: a durable block may begin inside
        atomic.__enter__()
        try:
            objects[name] = _built(BUILDS[name], {need: objects[need] for need in _needs(BUILDS[name])})
            connection.check_constraints()
            self.open.append((name, atomic, pickle.dumps(objects)))
        except BaseException:
            _roll_back(atomic)
            raise

    def _leave(self) -> None:
        _roll_back(self.open.pop()[1])


def _built(build: Build, given: dict[str, Any]) -> Any:
    with time_machine.travel(NOW, tick=False):
        return build(**given)


def _needs(build: Build) -> list[str]:
    return list(inspect.signature(build).parameters)


def _roll_back(atomic: transaction.Atomic) -> None:
    transaction.set_rollback(True)
    atomic.__exit__(None, None, None)


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server"} & set(item.fixturenames)
    return bool(fixtures) or bool(marker and validate_django_db(marker)[0])
