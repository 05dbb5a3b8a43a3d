"""A draft as its page shows it: parts with what was read, the words it rests on, what is unsure and what is missing."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from agencies.enums import Level
from plan.enums import Document, Duty
from plan.models import PlanDocument
from targets.drafting.forms import FORMS
from targets.drafting.gaps import Gap, gaps, part_of
from targets.drafting.paths import steps, value_at, within
from targets.drafting.who import Draft
from targets.enums import Comparator, Direction, Kind
from targets.figures import FigureError, parse_plain
from targets.phrases import PhraseKind, Reading, in_words


@dataclass(frozen=True)
class Fact:
    """One thing read: its label, what it is, the quotes it rests on and the sentences of doubt about it."""

    label: str
    value: str
    quotes: list[Draft]
    doubts: list[str]


@dataclass(frozen=True)
class ShownGap:
    """Something to fill in, in the form of `part`; `label` is that of its input."""

    part: str
    label: str
    sentence: str

    @property
    def slug(self) -> str:
        return slug_of(self.part)


@dataclass(frozen=True)
class Piece:
    """A part of the draft. `slug` names it in an address; `kind` and `code` say what it is for an agency or group."""

    path: str
    title: str
    facts: list[Fact]
    gaps: list[ShownGap]
    is_known: bool = False

    @property
    def slug(self) -> str:
        return slug_of(self.path)

    @property
    def doubts(self) -> int:
        return sum(len(fact.doubts) for fact in self.facts)


@dataclass(frozen=True)
class Chapter:
    """Parts of one kind, under a heading; `rows` names the list they stand in, where more can be put in."""

    rows: str
    title: str
    pieces: list[Piece]


@dataclass
class Page:
    """What the page of a draft shows."""

    chapters: list[Chapter]
    gaps: list[tuple[ShownGap, str]]
    doubts: int
    remarks: list[str]


def slug_of(path: str) -> str:
    """ "tasks[3]" -> "tasks-3"."""
    return path.replace("[", "-").replace("]", "")


def path_of(slug: str) -> str:
    """The other way round; what is no slug comes back as it is."""
    rows, dash, number = slug.partition("-")
    return f"{rows}[{number}]" if dash and re.fullmatch("[0-9]{1,6}", number) else slug


def shown_gaps(draft: Draft) -> list[ShownGap]:
    """What is missing, each once, under the name of the input that takes it."""
    return list(dict.fromkeys(ShownGap(gap.part, _label(gap.path, gap.part), _said(draft, gap)) for gap in gaps(draft)))


def _said(draft: Draft, gap: Gap) -> str:
    """The sentence of a gap; figures that do not go with the comparison are named as their inputs are."""
    target = value_at(draft, gap.path) if gap.path.endswith(".target") else {}
    known = {comparator.value: comparator for comparator in Comparator}
    comparator = known.get(target.get("comparator", ""))
    figures = FORMS["indicators"].base_fields
    given = tuple(name for name in ("lower", "upper", "tolerance") if target.get(name))
    if comparator is None or given == comparator.bounds:
        return gap.sentence
    wanted = ", ".join(f"“{figures[name].label}”" for name in comparator.bounds) or _("không ô nào")
    sentence = _("So sánh “{comparator}” cần số ở: {wanted}; các ô số khác để trống.")
    return sentence.format(comparator=comparator.label, wanted=wanted)


def _label(path: str, part: str) -> str:
    """The label of the input for a place of the draft, else what kind of part it is in."""
    rows = str(steps(part)[0]) if part else ""
    form = FORMS.get(rows)
    for name, input_ in form.base_fields.items() if form else ():
        if form and within(path, f"{part}.{form.places.get(name, name)}"):
            return str(input_.label)
    return str(_("Phân công") if ".responsibilities" in path else part_name(draft={}, part=part))


def part_name(draft: Draft, part: str) -> str:
    """ "Nhiệm vụ 1.1": how a part is called where it is pointed to."""
    names = {
        "plan": _("Thông tin chung"),
        "agencies": _("Cơ quan"),
        "groups": _("Nhóm cơ quan"),
        "sections": _("Mục"),
        "tasks": _("Nhiệm vụ"),
        "indicators": _("Chỉ tiêu"),
        "recipients": _("Nơi nhận"),
    }
    if not part:
        return _("Bản đọc")
    row = value_at(draft, part)
    code = row.get("code", "") if isinstance(row, dict) and part != "plan" else ""
    return f"{names[str(steps(part)[0])]} {code}".strip()


class Presenter:
    """Reads a draft once: quotes, doubts and gaps by part."""

    def __init__(self, draft: Draft, known: Collection[str] = ()) -> None:
        self.draft, self.known = draft, known
        self.names = {("agency", row["code"]): row["name"] for row in draft["agencies"]}
        self.names |= {("group", row["code"]): row["name"] for row in draft["groups"]}
        self.quotes = _by_path(draft.get("quotes", []))
        self.doubts = _by_path(draft.get("warnings", []))
        self.gaps = shown_gaps(draft)

    def page(self) -> Page:
        rows: list[tuple[str, str, Callable[[str, Any], Piece]]] = [
            ("agencies", _("Cơ quan"), self.agency),
            ("groups", _("Nhóm cơ quan"), self.group),
            ("sections", _("Các mục"), self.section),
            ("tasks", _("Nhiệm vụ"), self.task),
            ("indicators", _("Chỉ tiêu"), self.indicator),
        ]
        chapters = [Chapter("", _("Kế hoạch"), [self.header()])]
        for name, title, of in rows:
            pieces = [of(f"{name}[{n}]", row) for n, row in enumerate(self.draft[name])]
            chapters.append(Chapter(name, title, pieces))
        chapters.append(Chapter("", _("Nơi nhận"), [self.recipients()]))
        titles = {piece.path: piece.title for chapter in chapters for piece in chapter.pieces}
        general = [said["message"] for said in self.draft.get("warnings", []) if not _has_place(said["path"])]
        named = [(gap, titles.get(gap.part, "")) for gap in self.gaps]
        return Page(chapters, named, sum(map(len, self.doubts.values())), general)

    def fact(self, label: str, value: Any, *places: str) -> Fact:
        """`places`: where the quotes and doubts of this fact are kept; one that ends in * takes all below it."""
        quotes, doubts = [], []
        for place in places:
            quotes += _at(self.quotes, place)
            doubts += [said["message"] for said in _at(self.doubts, place)]
        shown = [one for n, one in enumerate(quotes) if one["text"] not in [q["text"] for q in quotes[:n]]]
        return Fact(label, str(value or ""), shown, list(dict.fromkeys(doubts)))

    def piece(self, path: str, title: str, facts: Iterable[Fact], **more: Any) -> Piece:
        own = [gap for gap in self.gaps if gap.part == path]
        return Piece(path, title or part_name(self.draft, path), list(facts), own, **more)

    def header(self) -> Piece:
        plan = self.draft["plan"]
        due = plan["report_due"]
        years = f"{plan['start_year'] or '…'}–{plan['horizon_year'] or '…'}"
        fact = self.fact
        facts = [
            fact(_("Trích yếu"), plan["title"], "plan.title"),
            fact(_("Tên ngắn, mã"), f"{plan['short_title']} ({plan['code']})", "plan.short_title", "plan.code"),
            fact(_("Số, ký hiệu"), plan["number"], "plan.number"),
            fact(_("Ngày ban hành"), _day(plan["issued_on"]), "plan.issued_on"),
            fact(_("Địa danh"), plan["place"], "plan.place"),
            fact(_("Cơ quan ban hành"), self.name("agency", plan["issuer"]), "plan.issuer"),
            fact(_("Cơ quan đầu mối"), self.name("agency", plan["coordinator"]), "plan.coordinator"),
            fact(_("Năm đầu, năm đích"), years, "plan.start_year", "plan.horizon_year"),
            fact(_("Hạn của cơ quan"), _month_day(due["agencies"]), "plan.report_due.agencies"),
            fact(_("Hạn tổng hợp"), _month_day(due["consolidation"]), "plan.report_due.consolidation"),
            fact(_("Căn cứ"), "; ".join(plan["legal_bases"]), "plan.legal_bases*"),
            fact(_("Tầm nhìn"), plan["vision"], "plan.vision"),
            fact(
                _("Khối ký"),
                " / ".join([*plan["signature"]["authority"], plan["signature"]["name"]]),
                "plan.signature*",
            ),
        ]
        return self.piece("plan", _("Thông tin chung"), facts)

    def agency(self, path: str, row: Draft) -> Piece:
        level = dict(Level.choices).get(row["level"], row["level"])
        facts = [self.fact(_("Mã, tên ngắn, cấp"), f"{row['code']}, {row['short_name']}, {level}", f"{path}*")]
        return self.piece(path, row["name"] or row["code"], facts, is_known=row["code"] in self.known)

    def group(self, path: str, row: Draft) -> Piece:
        members = ", ".join(self.name("agency", code) for code in row["members"])
        facts = [
            self.fact(_("Mã"), row["code"], path, f"{path}.name"),
            self.fact(_("Thành viên"), members or _("chưa có danh sách; nhóm đứng tên chung"), f"{path}.members*"),
        ]
        return self.piece(path, row["name"] or row["code"], facts, is_known=f"group {row['code']}" in self.known)

    def section(self, path: str, row: Draft) -> Piece:
        facts = [self.fact(_("Nội dung"), row["text"], f"{path}*")]
        return self.piece(path, f"{row['code']} {row['title']}".strip(), facts)

    def task(self, path: str, row: Draft) -> Piece:
        parties = f"{path}.responsibilities"
        facts = [self.fact(_("Nội dung"), row["text"], path, f"{path}.title", f"{path}.text")]
        for duty, label in ((Duty.LEAD, _("Chủ trì")), (Duty.SUPPORT, _("Phối hợp"))):
            held = [n for n, one in enumerate(row["responsibilities"]) if one["role"] == duty]
            names = [self.party(row["responsibilities"][n]) for n in held]
            facts.append(self.fact(label, "; ".join(names), *(f"{parties}[{n}]*" for n in held)))
        for name, label in (("deadline", _("Thời hạn")), ("product", _("Sản phẩm"))):
            if _at(self.quotes, f"{path}.{name}"):
                facts.append(self.fact(label, _("ghi trong nội dung nhiệm vụ"), f"{path}.{name}"))
        facts.append(self.fact(_("Phân công"), "", parties))
        facts = [fact for fact in facts if fact.value or fact.quotes or fact.doubts or fact.label in (_("Chủ trì"),)]
        return self.piece(path, f"{row['code']} {row['title']}".strip(), facts)

    def indicator(self, path: str, row: Draft) -> Piece:
        kind = dict(Kind.choices).get(row["kind"], row["kind"])
        way = dict(Direction.choices).get(row["direction"], row["direction"])
        facts = [
            self.fact(_("Mức phải đạt"), target_words(row), path, f"{path}.target*", f"{path}.quote"),
            self.fact(
                _("Loại, đơn vị, chiều"),
                ", ".join(filter(None, [str(kind), row["unit"], str(way)])),
                *(f"{path}.{name}" for name in ("name", "kind", "unit", "direction", "accumulation", "code")),
            ),
            self.fact(
                _("Cơ quan báo cáo"),
                self.name("agency", row["owner"]["agency"]) if row["owner"] else "",
                f"{path}.owner*",
            ),
        ]
        return self.piece(path, f"{row['code']} {row['name']}".strip(), facts)

    def recipients(self) -> Piece:
        facts = []
        for document in Document:
            held = [n for n, row in enumerate(self.draft["recipients"]) if row["document"] == document]
            shown = "; ".join(self.draft["recipients"][n]["text"] for n in held)
            facts.append(self.fact(str(document.label), shown, *(f"recipients[{n}]*" for n in held)))
        return self.piece("recipients", _("Nơi nhận"), facts)

    def party(self, row: Draft) -> str:
        return self.name("agency", row["agency"]) if row["agency"] else self.name("group", row["group"])

    def name(self, kind: str, code: str | None) -> str:
        return str(self.names.get((kind, code or ""), code or ""))


def target_words(row: Draft) -> str:
    """What must be reached, in words: "ít nhất 60%, năm 2030"; "" where something in it is missing."""
    target = row["target"]
    try:
        comparator = Comparator(target["comparator"])
        bounds = {name: _bound(target[name]) for name in ("lower", "upper")}
    except (ValueError, FigureError):
        return ""
    if any(bounds[name] is None for name in comparator.bounds if name in bounds):
        return ""
    kind = PhraseKind.MILESTONE if comparator == Comparator.DONE else PhraseKind.LEVEL
    year = str(target["year"]) if target["year"] else None
    lower, upper = bounds["lower"], bounds["upper"]
    return in_words(Reading(kind=kind, comparator=comparator, lower=lower, upper=upper, unit=row["unit"], year=year))


def _bound(text: str | None) -> Decimal | None:
    return None if text is None else parse_plain(text)


def _by_path(said: Iterable[Draft]) -> dict[str, list[Draft]]:
    found: dict[str, list[Draft]] = defaultdict(list)
    for one in said:
        found[one["path"]].append(one)
    return found


def _at(said: dict[str, list[Draft]], place: str) -> list[Draft]:
    """What was said at a place; with a star behind it, also at the places in it."""
    if not place.endswith("*"):
        return said.get(place, [])
    stem = place[:-1]
    return [
        one
        for path, found in said.items()
        if path == stem or path.startswith((f"{stem}.", f"{stem}["))
        for one in found
    ]


def _has_place(path: str) -> bool:
    return bool(part_of(path))


def _day(text: str | None) -> str:
    return dt.date.fromisoformat(text).strftime("%d/%m/%Y") if text else ""


def _month_day(text: str) -> str:
    month, _dash, day = text.partition("-")
    return _("trước {day}/{month} hằng năm").format(day=day, month=month) if day else ""


@dataclass(frozen=True)
class ShownLine:
    """A line of the document; `parts` are the parts of the draft that rest on it: slug and name."""

    number: int
    text: str
    page: int
    bold: bool
    parts: list[tuple[str, str]]
    opens_page: bool


def shown_lines(document: PlanDocument, around: Collection[int] = (), margin: int = 15) -> list[ShownLine]:
    """The lines of a document, or those `around` some of them, each with the parts that quote it."""
    resting: dict[int, dict[str, str]] = defaultdict(dict)
    for quote in document.draft.get("quotes", []):
        part = part_of(quote["path"])
        if quote["lines"] and part:
            for number in range(quote["lines"][0], quote["lines"][-1] + 1):
                resting[number][slug_of(part)] = part
    near = {n for line in around for n in range(line - margin, line + margin + 1)}
    shown, page = [], 0
    for row in document.lines:
        if row.get("furniture") or (around and row["number"] not in near):
            continue
        parts = [(slug, part_name(document.draft, part)) for slug, part in resting.get(row["number"], {}).items()]
        opens = bool(row["page"]) and row["page"] != page
        page = row["page"]
        shown.append(ShownLine(row["number"], row["text"], row["page"], row.get("bold", False), parts, opens))
    return shown
