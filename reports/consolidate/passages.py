"""Writing in the newest draft of a round: one passage at a time, by round and key.

A rebuild makes a new draft; whoever has a passage open goes on in it, because saving names round and key and not the
draft. Savings, rebuilds and the issue take turns on the round's row.
"""

import datetime as dt
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.access import Person
from agencies.audit import acting
from agencies.errors import Refused, Stale
from agencies.text import clean
from reports.consolidate.narrative import printable
from reports.doors import Standing
from reports.enums import ConsolidationState
from reports.models import ConsolidatedPassage, Consolidation, Round

LONGEST_PASSAGE = 100_000  # characters: some forty pages


def save_passage(
    *, round_: Round, key: str, version: int, text: str, by: Person, now: dt.datetime
) -> ConsolidatedPassage:
    """Save a passage from the `version` the caller saw. Six queries.

    Raises Stale where somebody saved first, or the draft was built anew from other sources under an untouched passage
    (nothing is overwritten); Refused for others than the coordinator's people, where there is no draft to write in, and
    for a text that is too long.
    """
    text = clean(printable(text))
    if len(text) > LONGEST_PASSAGE:
        message = _("Đoạn này dài {length} ký tự, nhiều nhất là {longest}. Hãy rút gọn hoặc đưa vào phụ lục.")
        raise Refused(message.format(length=len(text), longest=LONGEST_PASSAGE), field="text")
    return _change(round_, key, version, text, by=by, now=now)


def restore_passage(*, round_: Round, key: str, version: int, by: Person, now: dt.datetime) -> ConsolidatedPassage:
    """Put back what the passage was prefilled with. Raises as `save_passage`."""
    return _change(round_, key, version, F("prefilled"), by=by, now=now)


def _change(round_: Round, key: str, version: int, text: Any, *, by: Person, now: dt.datetime) -> ConsolidatedPassage:
    if not Standing(by, round_.plan, on=timezone.localdate(now)).is_officer:
        raise Refused(_("Chỉ người của cơ quan đầu mối được soạn báo cáo tổng hợp."))
    with acting(by.user):
        passages = ConsolidatedPassage.objects.filter(consolidation=_newest_draft(round_), key=key)
        won = passages.filter(version=version).update(
            text=text, version=F("version") + 1, edited_at=now, edited_by=by.user
        )
        current = passages.select_related("edited_by").first()
    if current is None:
        raise Refused(_("Đoạn này không còn trong dự thảo. Hãy tải lại trang; phần vừa gõ vẫn được giữ."))
    if not won:
        raise Stale(_("Đoạn này vừa được người khác sửa. Nội dung của bạn chưa ghi đè lên."), current=current)
    return current


def _newest_draft(round_: Round) -> int:
    """The draft to write in, nobody building or issuing another until the transaction ends. Two queries: the second
    sees what was built while the first waited."""
    Round.objects.select_for_update(no_key=True).values("pk").get(pk=round_.pk)
    newest = Consolidation.objects.filter(round=round_).order_by("-number").values_list("pk", "state").first()
    if newest is None:
        raise Refused(_("Chưa có dự thảo để soạn. Hãy lập báo cáo tổng hợp trước."))
    pk, state = newest
    if state == ConsolidationState.ISSUED:
        raise Refused(_("Báo cáo đã ban hành, không sửa được nữa. Muốn sửa, hãy lập bản đính chính."))
    return pk
