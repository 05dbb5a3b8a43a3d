"""Tables of tasks, as appendices have them: a row a task, columns known by the words above them."""

import re
from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from plan.document.deadlines import deadline_of
from plan.document.drafts import Draft, party
from plan.document.grids import Table, tables_in
from plan.document.indicator_tables import is_of_indicators
from plan.document.labels import Field, field_of_column, labels_in
from plan.document.letters import plain
from plan.document.mending import Paragraph, found
from plan.document.numbering import Rank, marker_of
from plan.document.outline import Node
from plan.document.parties import Mention, Reader
from plan.document.records import FoundTask
from plan.document.sentences import assigned_in
from plan.document.tasks import missing_lead, short_title

_HIGHEST_HEADING = 4  # rows above which no heading of a table is looked for
_CODE = re.compile(r"[\dIVXa-zđ]{1,5}(?:\.\d{1,2}){0,4}[.)]?")


class TableReading:
    """The tasks in the tables of a document, and what of the tables was not read."""

    def __init__(self, root: Node, reader: Reader) -> None:
        self._reader = reader
        self.tasks: list[FoundTask] = []
        self.warnings: list[str] = []
        fields: Mapping[int, Field] = {}
        for node in root.walk():
            for table in tables_in(node.content):
                fields = self._table(table, node, fields)

    def _table(self, table: Table, node: Node, before: Mapping[int, Field]) -> Mapping[int, Field]:
        """Read one; returns its columns, as the next may be its continuation on the next page."""
        start, fields = _heading(table)
        if not fields and len(before) > 2 and table.width == max(before) + 1:
            start, fields = 0, dict(before)
        known = set(fields.values())
        if Field.TASK in known and known & {Field.LEAD, Field.DEADLINE, Field.PRODUCT}:
            self._rows(table, node, start, fields)
            return fields
        if not is_of_indicators(table) and self._looks_like_tasks(table):
            where = table.text(0, 0)[:40] or table.text(0, 1)[:40]
            sentence = _("Bảng bắt đầu bằng “{words}” không có hàng tiêu đề cột nên không đọc nhiệm vụ trong đó.")
            self.warnings.append(sentence.format(words=where))
        return {}

    def _looks_like_tasks(self, table: Table) -> bool:
        """Whether a column holds agencies and nothing else."""
        for column in range(table.width):
            texts = [text for row in range(table.height) if (text := table.text(row, column))]
            named = [text for text in texts if len(text) < 200 and _all_names(self._reader.whole(text))]
            if len(texts) > 1 and 2 * len(named) > len(texts):
                return True
        return False

    def _rows(self, table: Table, node: Node, start: int, fields: Mapping[int, Field]) -> None:
        group, number = "", 0
        heading = table.row(start - 1) if start else None
        for row in range(start, table.height):
            values = {
                name: table.text(row, column)
                for column, name in reversed(list(fields.items()))
                if table.text(row, column)
            }
            if not values or table.row(row) == heading:
                continue
            if _is_group(table, row, fields, values):
                group = _group_label(values) or group
            elif Field.TASK not in values:
                self._without_task(table, row)
            else:
                number += 1
                self._row(table, row, node, fields, group, number)

    def _row(self, table: Table, row: int, node: Node, fields: Mapping[int, Field], group: str, number: int) -> None:
        draft = Draft()
        by_field = {name: table.cells[row, column] for column, name in fields.items() if (row, column) in table.cells}
        for name, cells in by_field.items():
            self._value(draft, name, cells)
        words = " ".join(each.text for each in by_field[Field.TASK])
        marker = marker_of(words)
        code = "".join(each.text for each in by_field.get(Field.CODE, [])).strip(" .)")
        warnings = []
        if not _CODE.fullmatch(code or "?"):
            code = marker.label if marker and not marker.is_bullet else ""
        if not code:
            code = str(number)
            warnings.append(_("Bảng không đánh số hàng này; số do phần mềm đặt."))
        text = words[marker.rest :] if marker else words
        self.tasks.append(
            FoundTask(
                code=f"{group}.{code}" if group and not code.startswith(f"{group}.") else code,
                section=node.code,
                title=found(short_title(text), *by_field[Field.TASK]),
                text=found(text, *by_field[Field.TASK]),
                parties=tuple(draft.parties),
                deadline=draft.deadline,
                product=draft.product,
                warnings=(*warnings, *draft.warnings, *missing_lead(draft)),
            )
        )

    def _value(self, draft: Draft, name: Field, cells: Sequence[Paragraph]) -> None:
        words = " ".join(each.text for each in cells)
        if name in (Field.LEAD, Field.SUPPORT):
            self._parties(draft, name, cells)
        elif name == Field.DEADLINE:
            draft.deadline = found(deadline_of(words), *cells)
        elif name == Field.PRODUCT:
            draft.product = found(words, *cells)

    def _parties(self, draft: Draft, duty: Field, cells: Sequence[Paragraph]) -> None:
        """The agencies of a cell; one column may hold both duties: "Chủ trì: …" above "Phối hợp: …"."""
        words = self._one_below_the_other(cells)
        labels = [label for label in labels_in(words) if label.field in (Field.LEAD, Field.SUPPORT)]
        said = assigned_in(words, self._reader) if "chủ trì" in plain(words) and not labels else None
        if said and said.has_lead:
            for each_duty, mention, text in said.parties:
                draft.add(party(each_duty, mention, text, *cells))
            return
        for label in labels:
            value = words[label.start : label.end].strip(" ;.,")
            for mention in self._reader.whole(value):
                draft.add(party(label.field, mention, value, *cells))
        if not labels:
            for mention in self._reader.whole(words):
                draft.add(party(duty, mention, words, *cells))

    def _one_below_the_other(self, cells: Sequence[Paragraph]) -> str:
        """Lines of a cell that are names of their own, kept apart. Where the layout does not say that one begins, only
        a name begins one: a narrow column cuts names as well."""
        text = ""
        for cell in cells:
            words = re.sub(r"^[-+•*]\s*", "", cell.text)
            begins = cell.lines[0].opens or words != cell.text or bool(self._reader.listed(words)[0])
            opens = begins and words[:1].isupper() and not text.endswith((" và", " -", ","))
            text += ("; " if text and opens and not text.endswith(";") else " " if text else "") + words
        return text

    def _without_task(self, table: Table, row: int) -> None:
        """Most likely the end of the row above, cut by the end of a page; that is not guessed but said."""
        self.warnings.append(
            _("Một hàng của bảng không có nội dung nhiệm vụ: “{words}”; đề nghị kiểm tra lại.").format(
                words=" | ".join(filter(None, table.row(row)))[:80]
            )
        )


def _heading(table: Table) -> tuple[int, dict[int, Field]]:
    """The first row below the headings, and what each column holds."""
    for row in range(min(_HIGHEST_HEADING, table.height)):
        fields = _fields(table.row(row))
        if len(fields) < 2:
            continue
        below = _fields(table.row(row + 1)) if row + 1 < table.height else {}
        joined = _fields(
            [f"{above} {under}".strip() for above, under in zip(table.row(row), table.row(row + 1), strict=True)]
        )
        lower = {**joined, **below}
        if set(lower.values()) - set(fields.values()) - {Field.CODE, Field.OTHER} or (below and len(below) > 1):
            return row + 2, {**fields, **lower}
        return row + 1, fields
    return 0, {}


def _fields(texts: Sequence[str]) -> dict[int, Field]:
    known = {column: field_of_column(text.replace("\n", " ")) for column, text in enumerate(texts) if text}
    return {column: name for column, name in known.items() if name}


def _is_group(table: Table, row: int, fields: Mapping[int, Field], values: Mapping[Field, str]) -> bool:
    """A row that only names a group of tasks. Beside its words stands nothing, or a number of another kind than those
    of tasks: "II", "B", "1" above "1.1"."""
    others = [text for text in table.row(row) if text]
    if len(others) > 2 or set(values) - {Field.TASK, Field.CODE}:
        return False
    code = values.get(Field.CODE, "").strip(" .)")
    if not code:
        marker = marker_of(values.get(Field.TASK, ""))
        return Field.CODE in fields.values() or (marker is not None and marker.rank <= Rank.ROMAN)
    if not code.isdigit():
        return "." not in code or _has_inner(table, row, fields, code)
    return _has_inner(table, row, fields, code)


def _has_inner(table: Table, row: int, fields: Mapping[int, Field], code: str) -> bool:
    below = [table.text(row + 1, column) for column, name in fields.items() if name == Field.CODE]
    return any(text.startswith(f"{code}.") and text.strip(" .") != code for text in below)


def _group_label(values: Mapping[Field, str]) -> str:
    code = values.get(Field.CODE, "").strip(" .)")
    if _CODE.fullmatch(code or "?"):
        return code
    marker = marker_of(code or values.get(Field.TASK, ""))
    return marker.label if marker and not marker.is_bullet else ""


def _all_names(mentions: Sequence[Mention]) -> bool:
    return bool(mentions) and all(mention.is_name for mention in mentions)
