"""The newest draft as the page on which officers write it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from reports.consolidate.frozen import rows_of
from reports.consolidate.narrative import DIFFICULTIES, DIRECTION, NEXT_YEAR, SHORTCOMINGS, TASKS, hint_of
from reports.documents.body import INDICATORS, untyped_lines
from reports.documents.paper import Line
from reports.enums import ConsolidationState
from reports.models import ConsolidatedPassage, Consolidation, Round
from reports.review.changes import Piece, word_changes


@dataclass(frozen=True)
class Unsaved:
    """What was typed and not saved, where scripts do not run: why, and whether somebody else was first."""

    key: str
    text: str
    message: str
    is_stale: bool


@dataclass(frozen=True)
class PassageOnPage:
    """A passage to write in; `source_changes` say how its sources moved on since somebody wrote in it."""

    passage: ConsolidatedPassage
    code: str
    title: str
    hint: str
    source_changes: tuple[Piece, ...]
    unsaved: Unsaved | None

    @property
    def text(self) -> str:
        return self.unsaved.text if self.unsaved else self.passage.text


@dataclass(frozen=True)
class Group:
    """A chapter of the outline: its passages, and the lines that stand there by themselves and cannot be typed."""

    title: str
    items: list[PassageOnPage]
    untyped: list[Line]


def draft_of(round_: Round) -> Consolidation | None:
    """The draft in which officers write: the newest version, unless it is issued. One query."""
    newest = Consolidation.objects.filter(round=round_).select_related("round__plan").order_by("-number").first()
    return newest if newest and newest.state == ConsolidationState.DRAFT else None


def groups_of(draft: Consolidation, unsaved: Unsaved | None = None) -> list[Group]:
    """The outline with every passage. Nine queries at most."""
    rows = rows_of(draft)
    changed = changed_sources(draft, rows.passages)
    items = [
        _on_page(passage, changed, unsaved if unsaved and unsaved.key == passage.key else None)
        for passage in draft.passages.select_related("edited_by")
    ]
    untyped = untyped_lines(rows)
    by_key = {item.passage.key: [item] for item in items}
    tasks = [item for item in items if item.passage.key.startswith(TASKS)]
    return [
        Group(_("I. Công tác chỉ đạo, triển khai"), by_key.get(DIRECTION, []), untyped[DIRECTION]),
        Group(_("II.1. Kết quả thực hiện nhiệm vụ"), tasks, []),
        Group(_("II.2. Kết quả thực hiện chỉ tiêu"), [], untyped[INDICATORS]),
        Group(_("III. Tồn tại, hạn chế và nguyên nhân"), by_key.get(SHORTCOMINGS, []), []),
        Group(_("IV. Khó khăn, vướng mắc; đề xuất, kiến nghị"), by_key.get(DIFFICULTIES, []), untyped[DIFFICULTIES]),
        Group(_("V. Phương hướng, nhiệm vụ năm sau"), by_key.get(NEXT_YEAR, []), []),
    ]


def _on_page(
    passage: ConsolidatedPassage, changed: Mapping[str, tuple[Piece, ...]], unsaved: Unsaved | None
) -> PassageOnPage:
    named = {
        DIRECTION: ("I", _("Chỉ đạo, hướng dẫn, kiểm tra")),
        SHORTCOMINGS: ("III", _("Nhận định và nguyên nhân")),
        DIFFICULTIES: ("IV", _("Nhận định, kiến nghị chung")),
        NEXT_YEAR: ("V", _("Nhiệm vụ trọng tâm")),
    }
    code, _dot, title = passage.heading.partition(". ")
    code, title = named.get(passage.key, (code, title))
    return PassageOnPage(
        passage=passage,
        code=code,
        title=title,
        hint=hint_of(passage.key),
        source_changes=changed.get(passage.key, ()),
        unsaved=unsaved,
    )


def changed_sources(draft: Consolidation, passages: Sequence[ConsolidatedPassage]) -> dict[str, tuple[Piece, ...]]:
    """What became different in the prefilled text of passages since somebody last wrote in them, by key.

    A passage taken over keeps moment and version of its writing, so the first draft that has both is the one in which
    it was written. One query, none where nobody has written.
    """
    edited = {one.key: one for one in passages if one.is_edited and one.edited_at}
    same = Q()
    for one in edited.values():
        same |= Q(key=one.key, version=one.version, edited_at=one.edited_at)
    if not edited:
        return {}
    written = (
        ConsolidatedPassage.objects.filter(same, consolidation__round=draft.round_id)
        .order_by("key", "consolidation__number")
        .distinct("key")
        .values_list("key", "prefilled")
    )
    return {
        key: word_changes(before, edited[key].prefilled) for key, before in written if before != edited[key].prefilled
    }


def values_of(passage: ConsolidatedPassage) -> dict[str, object]:
    """A passage as a page's script knows it: its text, its version, and who wrote it when."""
    at = f"{timezone.localtime(passage.edited_at):%H:%M %d/%m/%Y}" if passage.edited_at else ""
    return {
        "version": passage.version,
        "current": {"text": passage.text},
        "by": str(passage.edited_by or ""),
        "at": at,
    }
