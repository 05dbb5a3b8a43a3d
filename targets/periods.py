"""What hangs on an indicator and is dated: two people who change it take turns. The rest is `plan.periods`."""

from collections.abc import Iterable

from plan.periods import end, refuse_far, refuse_later
from targets.models import Indicator

__all__ = ["end", "lock", "refuse_far", "refuse_later"]


def lock(indicators: Iterable[Indicator]) -> None:
    """Two people who change what hangs on the same indicators take turns. One query."""
    ids = [indicator.pk for indicator in indicators]
    list(Indicator.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk").values_list("pk"))
