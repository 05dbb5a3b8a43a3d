"""What a new draft takes over: the report it corrects, and what officers wrote in the draft before."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from agencies.errors import Refused
from reports.consolidate.content import Content
from reports.consolidate.narrative import Facts, Kept, Result
from reports.consolidate.surroundings import Surroundings
from reports.enums import ConsolidationState
from reports.models import ConsolidatedPassage, Consolidation, Round

_KEPT = ("order", "key", "heading", "prefilled", "text", "version", "edited_at", "edited_by_id")


def refuse_closed(round_: Round) -> Consolidation | None:
    """The issued report that a new draft of the round would correct; None while nothing is issued.

    Raises Refused where the round is locked without a report to correct. One query for a locked round, none before.
    """
    if round_.locked_at is None:
        return None
    issued = Consolidation.objects.filter(round=round_, state=ConsolidationState.ISSUED).order_by("-number").first()
    if issued is None:
        raise Refused(_("Kỳ báo cáo năm {year} đã khóa, không lập thêm bản nào.").format(year=round_.year))
    return issued


def kept_passages(round_: Round, number: int) -> dict[str, Kept]:
    """The passages of the draft with this number, by key, nobody changing them until the transaction ends.

    One query. In a snapshot that is older than somebody's last saving it fails, to be taken anew.
    """
    rows = ConsolidatedPassage.objects.select_for_update(of=("self",), no_key=True).filter(
        consolidation__round=round_, consolidation__number=number
    )
    return {values["key"]: Kept(**values) for values in rows.order_by("order").values(*_KEPT)} if number else {}


def facts_of(content: Content, around: Surroundings, results: Mapping[int, Sequence[Result]]) -> Facts:
    """What was read, for the passages."""
    return Facts(
        year=content.year,
        coordinator_name=around.letterhead.coordinator_name,
        direction=around.direction,
        indicators=content.indicators,
        tasks=content.tasks,
        results=results,
        difficulties=around.difficulties,
        findings=around.findings,
        next_steps=content.next_steps,
    )
