"""The preview as its page shows it: words and choices for every control of the file. No query."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.collect.items import Choice
from reports.workbook.comparing import Outcome
from reports.workbook.previewing import Line, Preview, Sheet
from reports.workbook.services import KEEP, default_choice

_ICONS = {
    Outcome.CHANGE: "chevron-right",
    Outcome.CLEAR: "warn",
    Outcome.CLASH: "warn",
    Outcome.DOUBT: "flag",
    Outcome.TAKEN: "ok",
    Outcome.CLOSED: "workflow-locked",
    Outcome.FAULT: "error",
    Outcome.SAME: "ok",
}


@dataclass(frozen=True, slots=True)
class ShownLine:
    line: Line
    outcome: str
    words: str
    remark: str
    choices: list[Choice]

    @property
    def icon(self) -> str:
        return _ICONS[self.line.outcome]


@dataclass(frozen=True, slots=True)
class ShownItem:
    item: Sheet
    version: int
    lines: list[ShownLine]

    @property
    def code(self) -> str:
        return self.item.entry.code


def shown(preview: Preview, *, applied: bool, posted: Mapping[str, str] | None = None) -> list[ShownItem]:
    """The items with their lines. What was `posted` stays chosen where the item is still as it was seen."""
    return [_item(item, posted or {}, applied=applied) for item in preview.items]


def _item(item: Sheet, posted: Mapping[str, str], *, applied: bool) -> ShownItem:
    is_as_seen = posted.get(f"version-{item.anchor}") == str(item.entry.version)
    chosen = posted if is_as_seen else {}
    lines = [
        _line(line, chosen.get(f"take-{line.name}") or default_choice(line, applied=applied)) for line in item.lines
    ]
    return ShownItem(item, item.entry.version, lines)


def _line(line: Line, chosen: str) -> ShownLine:
    return ShownLine(line, line.outcome.value, _words(line), _remark(line), _choices(line, chosen))


def _choices(line: Line, chosen: str) -> list[Choice]:
    if not line.comparison.is_open:
        return []
    options = line.comparison.options
    if line.outcome != Outcome.DOUBT and len(options) == 1:
        label = _("Lấy từ tệp") if options[0].text else _("Xóa nội dung trên biểu")
        choices = [Choice("0", label, chosen == "0")]
    else:
        choices = [
            Choice(str(n), _("Ghi {number}").format(number=option.words), chosen == str(n))
            for n, option in enumerate(options)
        ]
    return [*choices, Choice(KEEP, _("Giữ bản trên biểu"), chosen == KEEP)]


def _words(line: Line) -> str:
    return {
        Outcome.CHANGE: _("sẽ đổi"),
        Outcome.CLEAR: _("ô để trống"),
        Outcome.CLASH: _("hai bản khác nhau"),
        Outcome.DOUBT: _("chưa rõ số nào"),
        Outcome.TAKEN: _("đã có trong biểu"),
        Outcome.CLOSED: _("đã khóa, giữ nguyên"),
        Outcome.FAULT: _("có lỗi, giữ nguyên"),
        Outcome.SAME: _("giữ nguyên"),
    }[line.outcome]


def _remark(line: Line) -> str:
    match line.outcome:
        case Outcome.CLASH:
            sentence = _("Nội dung trên biểu đã được sửa sau khi tệp này được tải về. Chưa có gì bị ghi đè.")
            return f"{sentence} {line.comparison.why}".rstrip()
        case Outcome.CLEAR:
            return _("Ô trong tệp để trống, biểu đang có nội dung. Chỉ xóa khi đúng là cần xóa.")
        case Outcome.CLOSED:
            return _("Mục này đã gửi nên không nhận nội dung mới.")
    return line.comparison.why
