"""For the machines that watch this one: `healthz` (the process answers) and `readyz` (everything it needs does)."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe
from redis.exceptions import RedisError


@require_safe
@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database, migrations and Redis are in order, else 503 naming what is not."""
    checks: dict[str, Callable[[], bool]] = {"database": _database, "migrations": _migrations, "redis": _redis}
    missing = [name for name, works in checks.items() if not works()]
    body: dict[str, object] = {"status": "not ready", "missing": missing} if missing else {"status": "ok"}
    return JsonResponse(body, status=503 if missing else 200)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _migrations() -> bool:
    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def _redis() -> bool:
    try:
        cache.set("readyz", 1, 5)
        return bool(cache.get("readyz") == 1)
    except RedisError:
        return False
