"""Agencies from a list: what each line would do, shown before anything is saved, and then done.

A line is about the agency with its code, or without a code about the one with its name. What the file does not say
stays as it is, and a name it does not list is not taken away.
"""

import hashlib
import re
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agencies.audit import acting
from agencies.enums import Level
from agencies.errors import Refused, Stale
from agencies.managing.names import Names
from agencies.managing.selectors import named
from agencies.managing.services import Wanted, alike_words, lock_names, shared_words
from agencies.managing.sheet import COLUMNS, LARGEST, Listed, SheetRow
from agencies.models import Agency, User
from agencies.naming import name_key, proposed_code
from agencies.text import fold

NEW, CHANGED, SAME, FAULTY = "new", "changed", "same", "faulty"
_MORE_LEVEL_WORDS = {
    Level.GOVERNMENT: ("ubnd tinh", "tinh"),
    Level.PROVINCE: ("so", "so, nganh", "so, ban, nganh", "cap tinh"),
    Level.VERTICAL: ("trung uong dong tai tinh", "nganh doc"),
    Level.DISTRICT: ("huyen",),
    Level.COMMUNE: ("xa",),
    Level.MINISTRY: ("bo", "trung uong"),
}
LEVEL_WORDS = {word: level for level, words in _MORE_LEVEL_WORDS.items() for word in words}


@dataclass(frozen=True)
class Problem:
    cell: str
    reason: str


@dataclass
class Line:
    """What one line of the file would do. `agency` is the row to save: new, changed, or as it stands."""

    number: int
    kind: str
    name: str
    agency: Agency | None = None
    changes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Preview:
    lines: list[Line]

    def of(self, *kinds: str) -> list[Line]:
        return [line for line in self.lines if line.kind in kinds]

    @property
    def to_save(self) -> list[Line]:
        return self.of(NEW, CHANGED)

    @property
    def fingerprint(self) -> str:
        """The same for two previews that would save the same."""
        said = [(line.number, line.kind, line.agency and line.agency.code, line.changes) for line in self.lines]
        return hashlib.sha256(repr(said).encode()).hexdigest()


def preview(listed: Listed) -> Preview:
    """What the list would do to the agencies as they are now. One query."""
    return Preview(_Reader(listed, list(Agency.objects.all())).lines())


def apply(*, listed: Listed, seen: str, by: User) -> Preview:
    """Save what the preview with the fingerprint `seen` said: the new and the changed, not the faulty.

    Raises Stale with the new preview where the agencies changed since, and Refused where there is nothing to save.
    """
    with acting(by):
        lock_names()
        found = preview(listed)
        if found.fingerprint != seen:
            message = _("Danh sách cơ quan vừa thay đổi sau khi xem trước. Hãy xem lại rồi lưu.")
            raise Stale(message, current=found)
        if not found.to_save:
            raise Refused(_("Tệp không có gì mới để lưu."))
        for line in found.to_save:
            if line.agency:
                line.agency.save()
    return found


class _Reader:
    """Goes through the lines; a line that is good joins what the next ones are compared with."""

    def __init__(self, listed: Listed, agencies: Sequence[Agency]) -> None:
        self.listed = listed
        self.by_code = {agency.code.casefold(): agency for agency in agencies}
        self.by_name = {name_key(agency.name): agency for agency in agencies if agency.valid_to is None}
        self.names = Names(map(named, agencies))
        self.lines_of: dict[str, int] = {}  # by code: the line that was about it
        self.codes = {agency.code for agency in agencies} | {code_of(row.texts.get("code", "")) for row in listed.rows}

    def lines(self) -> list[Line]:
        return [self.line(row) for row in self.listed.rows]

    def line(self, row: SheetRow) -> Line:
        line = Line(row.number, FAULTY, row.texts.get("name", "") or row.texts.get("code", ""))
        line.problems = [Problem(self.cell(row, column), reason) for column, reason in row.faults.items()]
        line.problems += [Problem(self.cell(row, column), reason) for column, reason in _own_problems(row)]
        if line.problems:
            return line
        try:
            self.compare(row, line)
        except _Faulty as faulty:
            line.kind = FAULTY
            line.problems = [Problem(self.cell(row, faulty.column), faulty.reason)]
        return line

    def cell(self, row: SheetRow, column: str) -> str:
        return f"{self.listed.letters.get(column, self.listed.letters['name'])}{row.number}"

    def compare(self, row: SheetRow, line: Line) -> None:
        known = copy(self.known(row))
        agency = known or self.new(row)
        if agency.code in self.lines_of:
            message = _("Dòng này trùng với dòng {number}.").format(number=self.lines_of[agency.code])
            raise _Faulty("code" if row.texts.get("code") else "name", message)
        line.changes = self.change(agency, row) if known else []
        about = named(agency)
        if clashes := self.names.clashes(about):
            name = clashes[0].name
            column = "name" if name == about.name else "short_name" if name == about.others[0] else "aliases"
            raise _Faulty(column, shared_words(clashes[0]))
        line.remarks = [alike_words(clash) for clash in self.names.alike(about)]
        line.kind = NEW if not known else CHANGED if line.changes else SAME
        line.name, line.agency = agency.name, agency
        self.lines_of[agency.code] = row.number
        self.names.add(about)
        self.codes.add(agency.code)
        self.by_name[name_key(agency.name)] = agency
        self.by_code[agency.code.casefold()] = agency

    def known(self, row: SheetRow) -> Agency | None:
        """The agency the line is about, if it is on record."""
        text, name = row.texts.get("code", ""), row.texts.get("name", "")
        same_name = self.by_name.get(name_key(name)) if name else None
        if not text:
            return same_name
        agency = self.by_code.get(code_of(text).casefold())
        if agency and agency.valid_to:
            message = _("Cơ quan có mã {code} đã chấm dứt từ ngày {day}; mã này không dùng lại.")
            raise _Faulty("code", message.format(code=agency.code, day=f"{agency.valid_to:%d/%m/%Y}"))
        if same_name and agency is None:
            message = _("{agency} đã có với mã {code}. Hãy ghi mã đó hoặc để trống ô mã.")
            raise _Faulty("code", message.format(agency=same_name.name, code=same_name.code))
        return agency

    def new(self, row: SheetRow) -> Agency:
        texts = row.texts
        if not texts.get("name"):
            raise _Faulty("name", _("Thiếu tên đầy đủ của cơ quan."))
        typed = texts.get("code", "")
        code = code_of(typed) or proposed_code(texts["name"], self.codes)
        wanted = Wanted(texts["name"], texts.get("short_name", ""), _level(texts) or "", _aliases(texts))
        return Agency(code=code, **wanted.values())

    def change(self, agency: Agency, row: SheetRow) -> list[str]:
        """Write into `agency` what the line says otherwise; gives the differences in words."""
        texts = row.texts
        name = texts.get("name") if texts.get("code") else None  # found by its name, it keeps its own spelling
        wanted = Wanted(
            name or agency.name,
            texts.get("short_name") or agency.short_name,
            _level(texts) or agency.level,
            [*agency.aliases, *_aliases(texts)],
            agency.uses_signoff,
        )
        changes = []
        for column, value in wanted.values().items():
            before = getattr(agency, column)
            if before == value or (column == "aliases" and not _added(before, value)):
                continue
            changes.append(_difference(column, before, value))
            setattr(agency, column, value)
        return changes


class _Faulty(Exception):
    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.column, self.reason = column, reason


def code_of(text: str) -> str:
    """A code as it is stored, of one as documents write it: "SKH&ĐT" is SKHDT."""
    return re.sub(r"[^A-Z0-9_-]+", "", fold(text).upper())


def _own_problems(row: SheetRow) -> list[tuple[str, str]]:
    """What is wrong with a line whatever else is on record."""
    found = []
    for column, most in LARGEST.items():
        if len(row.texts.get(column, "")) > most:
            found.append((column, _("Nội dung dài quá {most} ký tự.").format(most=most)))
    if any(len(alias) > LARGEST["name"] for alias in _aliases(row.texts)):
        found.append(("aliases", _("Có tên dài quá {most} ký tự.").format(most=LARGEST["name"])))
    if row.texts.get("code") and not code_of(row.texts["code"]):
        found.append(("code", _("Mã phải có chữ hoặc số.")))
    if row.texts.get("level") and _level(row.texts) is None:
        choices = "; ".join(f"“{level.label}”" for level in Level)
        message = _("“{text}” không phải là một cấp. Hãy ghi một trong: {choices}.")
        found.append(("level", message.format(text=row.texts["level"][:40], choices=choices)))
    return found


def _level(texts: dict[str, str]) -> Level | None:
    said = fold(texts.get("level", ""))
    labels = {fold(str(level.label)): level for level in Level}
    return labels.get(said) or LEVEL_WORDS.get(said)


def _aliases(texts: dict[str, str]) -> list[str]:
    """The other names, and the code where documents write it with marks: they find the agency by it."""
    listed = texts.get("aliases", "").split("\n") if texts.get("aliases") else []
    typed = texts.get("code", "")
    return [*listed, typed] if typed and typed.upper() != code_of(typed) else listed


def _added(before: Any, after: Any) -> list[str]:
    return [name for name in after if name not in before]


def _difference(column: str, before: Any, after: Any) -> str:
    if column == "aliases":
        return _("thêm tên gọi khác: {names}").format(names="; ".join(_added(before, after)))
    if column == "level":
        before, after = Level(before).label, Level(after).label
    return _("{column}: “{before}” thành “{after}”").format(column=COLUMNS[column], before=before, after=after)
