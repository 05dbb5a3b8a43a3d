"""Reading a plan file. Pure: text in, records out, or every problem of the file with its line."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from decimal import Decimal
from enum import Enum
from typing import TypeVar

from django.utils.translation import gettext as _

from agencies.enums import Level
from plan.enums import Document, Duty
from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.exchange import records as r
from targets.exchange.nodes import FileRefused, Node, Problem, as_nodes, read_nodes
from targets.figures import FigureError, parse_plain

_SLUG = re.compile(r"[A-Za-z0-9_-]+")
_CLAUSE = re.compile(r"[\w.-]+")
_MONTH_DAY = re.compile(r"\d\d-\d\d")
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

E = TypeVar("E", bound=Enum)


def read_plan(text: str) -> r.PlanFile:
    """The plan in `text`. Raises FileRefused with all that is wrong."""
    problems: list[Problem] = []
    return _read(read_nodes(text, problems), problems)


def read_draft(content: dict[str, object]) -> r.PlanFile:
    """The plan in what a file would hold. Raises FileRefused with all that is wrong, by path and without lines."""
    problems: list[Problem] = []
    return _read(as_nodes(content, problems), problems)


def _read(root: Node, problems: list[Problem]) -> r.PlanFile:
    form = root.value.get("format") if isinstance(root.value, dict) else None
    if form is None or form.value != r.FORMAT:
        message = _("Đây không phải tệp kế hoạch: khóa “format” phải là “{format}”.").format(format=r.FORMAT)
        raise FileRefused([Problem(form.line if form else root.line, message)])
    file = _Reader().file(root)
    if problems:
        raise FileRefused(problems)
    return file


class _Reader:
    """Reads the parts in the order in which they refer to each other, keeping the codes seen and their lines."""

    def __init__(self) -> None:
        self.lines: dict[tuple[str, str], int] = {}

    def file(self, root: Node) -> r.PlanFile:
        keys = ("format", "plan", "agencies", "groups", "recipients", "sections", "tasks", "indicators")
        parts = root.fields(*keys, ignored=r.READ_FROM)
        agencies = [self.agency(node) for node in parts["agencies"].rows()]
        groups = [self.group(node) for node in parts["groups"].rows()]
        plan = self.plan(parts["plan"])
        recipients = [self.recipient(node) for node in parts["recipients"].rows()]
        sections = [self.section(node) for node in parts["sections"].rows()]
        tasks = [self.task(node) for node in parts["tasks"].rows()]
        indicators = [self.indicator(node, plan) for node in parts["indicators"].rows()]
        return r.PlanFile(r.FORMAT, plan, agencies, groups, recipients, sections, tasks, indicators, self.lines)

    def plan(self, node: Node) -> r.PlanRecord:
        f = node.fields(
            *("code", "title", "short_title", "number", "issued_on", "place", "issuer", "coordinator"),
            *("start_year", "horizon_year", "vision", "report_due", "legal_bases", "signature", "notes"),
        )
        due = f["report_due"].fields("agencies", "consolidation")
        signature = f["signature"].fields("authority", "name")
        start = f["start_year"].number(_FIRST_YEAR, _LAST_YEAR)
        return r.PlanRecord(
            code=self.new_code("plan", node, f["code"], limit=60, pattern=_SLUG),
            title=f["title"].text(blank=False),
            short_title=f["short_title"].text(200, blank=False),
            number=f["number"].text(60),
            issued_on=None if f["issued_on"].is_null else _date(f["issued_on"]),
            place=f["place"].text(80, blank=False),
            issuer=self.known("agencies", f["issuer"]),
            coordinator=self.known("agencies", f["coordinator"]),
            start_year=start,
            horizon_year=f["horizon_year"].number(start, _LAST_YEAR),
            vision=f["vision"].text(),
            report_due=r.Due(_month_day(due["agencies"]), _later_month_day(due)),
            legal_bases=[line.text(blank=False) for line in f["legal_bases"].rows()],
            signature=r.Signature(
                authority=[line.text(blank=False) for line in signature["authority"].rows()],
                name=signature["name"].text(),
            ),
            notes=[line.text(blank=False) for line in f["notes"].rows()],
        )

    def agency(self, node: Node) -> r.AgencyRecord:
        f = node.fields("code", "name", "short_name", "level", "aliases")
        return r.AgencyRecord(
            code=self.new_code("agencies", node, f["code"], limit=40, pattern=_SLUG),
            name=f["name"].text(250, blank=False),
            short_name=f["short_name"].text(80, blank=False),
            level=_choice(f["level"], Level),
            aliases=[alias.text(250, blank=False) for alias in f["aliases"].rows()],
        )

    def group(self, node: Node) -> r.GroupRecord:
        f = node.fields("code", "name", "members", "note")
        members = f["members"].rows()
        _refuse_repeated(members, [member.value for member in members], _("Cơ quan này đã có trong nhóm."))
        return r.GroupRecord(
            code=self.new_code("groups", node, f["code"], limit=40, pattern=_SLUG),
            name=f["name"].text(250, blank=False),
            members=[self.known("agencies", member) for member in members],
            note=f["note"].text(250),
        )

    def recipient(self, node: Node) -> r.RecipientRecord:
        f = node.fields("document", "text", "agency")
        return r.RecipientRecord(
            document=_choice(f["document"], Document),
            text=f["text"].text(250, blank=False),
            agency=self.known_or_none("agencies", f["agency"]),
        )

    def section(self, node: Node) -> r.SectionRecord:
        f = node.fields("code", "parent", "title", "text")
        parent = self.known_or_none("sections", f["parent"])
        return r.SectionRecord(
            code=self.new_code("sections", node, f["code"], limit=20, pattern=_CLAUSE),
            parent=parent,
            title=f["title"].text(),
            text=f["text"].text(),
        )

    def task(self, node: Node) -> r.TaskRecord:
        f = node.fields("code", "section", "title", "text", "responsibilities")
        rows = f["responsibilities"].rows()
        parties = [self.responsibility(row) for row in rows]
        _refuse_repeated(
            rows, [(p.agency, p.group) for p in parties], _("Cơ quan này đã được phân công trong nhiệm vụ này.")
        )
        if rows and not any(party.role == Duty.LEAD for party in parties):
            f["responsibilities"].refuse(_("Nhiệm vụ phải có ít nhất một cơ quan chủ trì (“role”: “lead”)."))
        elif not rows:
            f["responsibilities"].refuse(_("Nhiệm vụ chưa được phân công cho cơ quan nào."))
        return r.TaskRecord(
            code=self.new_code("tasks", node, f["code"], limit=20, pattern=_CLAUSE),
            section=self.known("sections", f["section"]),
            title=f["title"].text(blank=False),
            text=f["text"].text(blank=False),
            responsibilities=parties,
        )

    def responsibility(self, node: Node) -> r.ResponsibilityRecord:
        f = node.fields("role", "agency", "group", "wording")
        if f["agency"].is_null == f["group"].is_null:
            node.refuse(_("Phải ghi một cơ quan (“agency”) hoặc một nhóm (“group”), khóa kia để null."))
        return r.ResponsibilityRecord(
            role=_choice(f["role"], Duty),
            agency=self.known_or_none("agencies", f["agency"]),
            group=self.known_or_none("groups", f["group"]),
            wording=f["wording"].text(300, blank=False),
        )

    def indicator(self, node: Node, plan: r.PlanRecord) -> r.IndicatorRecord:
        f = node.fields(
            *("code", "section", "name", "kind", "unit", "decimals", "direction", "accumulation", "numerator"),
            *("denominator", "multiplier", "highest_level", "definition", "quote", "note", "owner", "target"),
            "baseline",
        )
        kind = _choice(f["kind"], Kind)
        return r.IndicatorRecord(
            code=self.new_code("indicators", node, f["code"], limit=20, pattern=_CLAUSE),
            section=self.known("sections", f["section"]),
            name=f["name"].text(blank=False),
            kind=kind,
            unit=f["unit"].text(40),
            decimals=f["decimals"].number(0, 6),
            direction=_choice(f["direction"], Direction),
            accumulation=_choice(f["accumulation"], Accumulation),
            numerator=f["numerator"].text(),
            denominator=f["denominator"].text(),
            multiplier=_multiplier(f),
            highest_level=_highest_level(f["highest_level"], kind),
            definition=f["definition"].text(),
            quote=f["quote"].text(blank=False),
            note=f["note"].text(),
            owner=None if f["owner"].is_null else self.owner(f["owner"]),
            target=_target(f["target"], kind, plan),
            baseline=None if f["baseline"].is_null else _baseline(f["baseline"], plan),
        )

    def owner(self, node: Node) -> r.OwnerRecord:
        f = node.fields("agency", "confirmed")
        return r.OwnerRecord(self.known("agencies", f["agency"]), f["confirmed"].yes_or_no())

    def new_code(self, kind: str, owner: Node, node: Node, *, limit: int, pattern: re.Pattern[str]) -> str:
        code = node.text(limit, blank=False)
        if not code:
            return code
        if not pattern.fullmatch(code):
            node.refuse(_("Mã “{code}” chỉ được gồm chữ, số, dấu gạch và dấu chấm (nếu là số mục).").format(code=code))
        first = self.lines.get((kind, code))
        if first:
            node.refuse(_("Mã “{code}” đã dùng ở dòng {line}.").format(code=code, line=first))
        elif first is not None:
            node.refuse(_("Mã “{code}” đã dùng ở chỗ khác.").format(code=code))
        self.lines.setdefault((kind, code), owner.line)
        return code

    def known(self, kind: str, node: Node) -> str:
        code = node.text()
        if code and (kind, code) not in self.lines:
            node.refuse(_unknown(kind).format(code=code))
        elif node.value == "":
            node.refuse(_("Không được để trống."))
        return code

    def known_or_none(self, kind: str, node: Node) -> str | None:
        return None if node.is_null else self.known(kind, node)


def _unknown(kind: str) -> str:
    return {
        "agencies": _("“{code}” không phải mã của cơ quan nào trong tệp."),
        "groups": _("“{code}” không phải mã của nhóm cơ quan nào trong tệp."),
        "sections": _("“{code}” không phải mã của mục nào đứng trước trong tệp."),
    }[kind]


def _choice(node: Node, choices: type[E]) -> E:
    values: Mapping[object, E] = {member.value: member for member in choices}
    text = node.text()
    if text not in values:
        node.refuse(
            _("“{value}” không dùng được ở đây; chọn một trong: {choices}.").format(
                value=text, choices=", ".join(map(str, values))
            )
        )
        return next(iter(choices))
    return values[text]


def _refuse_repeated(nodes: Collection[Node], keys: Collection[object], message: str) -> None:
    seen: list[object] = []
    for node, key in zip(nodes, keys, strict=True):
        if key in seen:
            node.refuse(message)
        seen.append(key)


def _date(node: Node) -> dt.date | None:
    try:
        return dt.date.fromisoformat(node.text())
    except ValueError:
        node.refuse(_("Ngày phải viết theo dạng “2024-06-28”, hoặc null nếu văn bản để trống."))
        return None


def _month_day(node: Node) -> str:
    text = node.text()
    try:
        if not _MONTH_DAY.fullmatch(text):
            raise ValueError(text)
        dt.date.fromisoformat(f"2023-{text}")  # not a leap year: the day must exist every year
    except ValueError:
        node.refuse(_("Ngày hằng năm phải viết theo dạng “tháng-ngày”, ví dụ “12-05”."))
    return text


def _later_month_day(due: Mapping[str, Node]) -> str:
    day = _month_day(due["consolidation"])
    if day <= str(due["agencies"].value):
        due["consolidation"].refuse(_("Hạn tổng hợp phải sau hạn của các cơ quan."))
    return day


def _figure(node: Node) -> Decimal:
    text = node.text()
    try:
        return parse_plain(text)
    except FigureError as error:
        node.refuse(str(error))
        return Decimal(0)


def _multiplier(f: Mapping[str, Node]) -> int | None:
    """Given where numerator and denominator are: all three, or none."""
    node, parts = f["multiplier"], [bool(f[name].text()) for name in ("numerator", "denominator")]
    if all(parts) and not node.is_null:
        return node.number(1, 1_000_000)
    if any(parts) or not node.is_null:
        node.refuse(_("Tử số, mẫu số và hệ số nhân phải ghi đủ cả ba, hoặc bỏ trống cả ba."))
    return None


def _highest_level(node: Node, kind: Kind) -> int | None:
    if node.is_null:
        return None
    if kind != Kind.LEVEL:
        node.refuse(_("Mức cao nhất chỉ dùng cho chỉ tiêu loại “level”."))
        return None
    return node.number(2, 20)


def _target(node: Node, kind: Kind, plan: r.PlanRecord) -> r.TargetRecord:
    f = node.fields("year", "comparator", "lower", "upper", "tolerance", "wording")
    comparator = _choice(f["comparator"], Comparator)
    figures = {name: None if f[name].is_null else _figure(f[name]) for name in ("lower", "upper", "tolerance")}
    given = tuple(name for name, figure in figures.items() if figure is not None)
    if given != comparator.bounds:
        wanted = ", ".join(f"“{name}”" for name in comparator.bounds) or _("không khóa nào")
        message = _("So sánh “{comparator}” cần ghi số cho: {wanted}; các khóa còn lại để null.")
        node.refuse(message.format(comparator=comparator.value, wanted=wanted))
    elif comparator == Comparator.RANGE and not f["lower"].is_null and _figure(f["lower"]) >= _figure(f["upper"]):
        node.refuse(_("Cận dưới phải nhỏ hơn cận trên."))
    if figures["tolerance"] is not None and figures["tolerance"] < 0:
        f["tolerance"].refuse(_("Dung sai không được âm."))
    if (comparator == Comparator.DONE) != kind.is_declared:
        message = _("So sánh “done” dùng cho, và chỉ dùng cho, chỉ tiêu loại “milestone” và “qualitative”.")
        f["comparator"].refuse(message)
    return r.TargetRecord(
        year=f["year"].number(plan.start_year, plan.horizon_year),
        comparator=comparator,
        lower=figures["lower"],
        upper=figures["upper"],
        tolerance=figures["tolerance"],
        wording=f["wording"].text(blank=False),
    )


def _baseline(node: Node, plan: r.PlanRecord) -> r.BaselineRecord:
    f = node.fields("year", "value", "source")
    return r.BaselineRecord(
        year=f["year"].number(_FIRST_YEAR, plan.horizon_year),
        value=_figure(f["value"]),
        source=f["source"].text(blank=False),
    )
