"""A reorganisation as a file and as a draft hold it: what ends, what follows it, and who takes what. Pure.

A draft may still lack what only `checking` asks for (a number, a day, a successor); what it holds is well formed.
"""

import dataclasses
import datetime as dt
import json
import re
from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.enums import Level
from targets.exchange.nodes import FileRefused, Node, Problem, read_nodes

FORMAT = "tien-do/reorganisation/1"
MOST_CHARACTERS = 4_000_000
MOST_AGENCIES, MOST_SUCCESSIONS, MOST_TAKERS = 1_000, 5_000, 20_000
_CODE = re.compile(r"[A-Za-z0-9_-]+")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Kind(TextChoices):
    """What an agency holds on a day, as something that somebody else can take."""

    LEAD = "lead", gettext_lazy("chủ trì nhiệm vụ")
    SUPPORT = "support", gettext_lazy("phối hợp nhiệm vụ")
    OWNER = "owner", gettext_lazy("báo cáo chỉ tiêu")
    COORDINATOR = "coordinator", gettext_lazy("cơ quan đầu mối")
    AUTHORITY = "authority", gettext_lazy("cơ quan chủ quản")
    ADDRESSEE = "addressee", gettext_lazy("nơi nhận báo cáo tổng hợp")
    MEMBER = "member", gettext_lazy("thành viên nhóm cơ quan")
    PERSON = "person", gettext_lazy("người dùng")
    DIFFICULTY = "difficulty", gettext_lazy("khó khăn, vướng mắc")
    FINDING = "finding", gettext_lazy("tồn tại phải khắc phục")


@dataclass(frozen=True, slots=True)
class Decision:
    """The document that orders it; `confirmed` where somebody has seen it."""

    number: str = ""
    decided_on: dt.date | None = None
    effective_on: dt.date | None = None
    title: str = ""
    confirmed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewAgency:
    code: str
    name: str
    short_name: str
    level: str = Level.PROVINCE.value
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SuccessionLine:
    """`to` takes over `scope` of `from_`; the one that `acts` also finishes what the agency had sent."""

    from_: str
    to: str
    scope: str = ""
    acts: bool = False
    confirmed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Taker:
    """Who takes one thing that `from_` holds, where that is not what the successions propose.

    `key` is the task's or indicator's code, the addressee's order, the group's code, the user's name, the difficulty's
    or the inspection's number; empty for coordination and authority. `plan` is empty for groups and people.
    """

    kind: Kind
    plan: str
    key: str
    from_: str
    to: tuple[str, ...] = ()
    confirmed: bool = False
    note: str = ""

    @property
    def what(self) -> tuple[str, str, str, str]:
        """What is taken: there is one line for it at most."""
        return (self.kind.value, self.plan, self.key, self.from_)


@dataclass(frozen=True, slots=True)
class Draft:
    decision: Decision = field(default_factory=Decision)
    agencies: tuple[NewAgency, ...] = ()
    ends: tuple[str, ...] = ()
    successions: tuple[SuccessionLine, ...] = ()
    takers: tuple[Taker, ...] = ()


def read(text: str) -> Draft:
    """The draft that a file's text holds. Raises FileRefused with everything that is wrong with it, by line."""
    if len(text) > MOST_CHARACTERS:
        raise FileRefused([Problem(1, _("Tệp quá lớn. Hãy chia quyết định thành nhiều tệp."))])
    problems: list[Problem] = []
    draft = _draft(read_nodes(text, problems))
    if problems:
        raise FileRefused(problems)
    return draft


def of(value: object) -> Draft:
    """The draft in a JSON value (`Reorganisation.draft`); an empty one is an empty draft. Raises FileRefused."""
    return read(json.dumps(value, ensure_ascii=False, indent=2)) if value else Draft()


def as_value(draft: Draft) -> dict[str, object]:
    """The draft as a JSON value, its keys in the file's order."""
    named = {"from_": "from"}

    def plain(pairs: list[tuple[str, object]]) -> dict[str, object]:
        return {named.get(key, key): value.isoformat() if isinstance(value, dt.date) else value for key, value in pairs}

    value: dict[str, object] = json.loads(json.dumps(dataclasses.asdict(draft, dict_factory=plain)))
    return {"format": FORMAT, **value}


def write(draft: Draft) -> str:
    """The one way in which a draft is written as a file."""
    return json.dumps(as_value(draft), ensure_ascii=False, indent=2) + "\n"


def _draft(node: Node) -> Draft:
    parts = node.fields("format", "decision", "agencies", "ends", "successions", "takers")
    if parts["format"].text() != FORMAT:
        parts["format"].refuse(_("Tệp này không phải tệp sắp xếp cơ quan ({format}).").format(format=FORMAT))
    return Draft(
        decision=_decision(parts["decision"]),
        agencies=tuple(_agency(row) for row in _rows(parts["agencies"], MOST_AGENCIES)),
        ends=tuple(_code(row) for row in _rows(parts["ends"], MOST_AGENCIES)),
        successions=tuple(_succession(row) for row in _rows(parts["successions"], MOST_SUCCESSIONS)),
        takers=tuple(_taker(row) for row in _rows(parts["takers"], MOST_TAKERS)),
    )


def _rows(node: Node, most: int) -> list[Node]:
    rows = node.rows()
    if len(rows) > most:
        node.refuse(_("Có {count} dòng, nhiều nhất là {most}.").format(count=len(rows), most=most))
        return []
    return rows


def _decision(node: Node) -> Decision:
    parts = node.fields("number", "decided_on", "effective_on", "title", "confirmed", "note")
    return Decision(
        number=parts["number"].text(120).strip(),
        decided_on=_day(parts["decided_on"]),
        effective_on=_day(parts["effective_on"]),
        title=parts["title"].text(1000).strip(),
        confirmed=parts["confirmed"].yes_or_no(),
        note=parts["note"].text(2000),
    )


def _agency(node: Node) -> NewAgency:
    parts = node.fields("code", "name", "short_name", "level", "aliases")
    level = parts["level"].text()
    if level not in Level.values:
        known = ", ".join(Level.values)
        parts["level"].refuse(_("Cấp không hợp lệ. Hãy chọn một trong các cấp: {known}.").format(known=known))
    return NewAgency(
        code=_code(parts["code"]),
        name=parts["name"].text(250, blank=False).strip(),
        short_name=parts["short_name"].text(80, blank=False).strip(),
        level=level,
        aliases=tuple(row.text(250, blank=False).strip() for row in _rows(parts["aliases"], 50)),
    )


def _succession(node: Node) -> SuccessionLine:
    parts = node.fields("from", "to", "scope", "acts", "confirmed", "note")
    return SuccessionLine(
        from_=_code(parts["from"]),
        to=_code(parts["to"]),
        scope=parts["scope"].text(2000).strip(),
        acts=parts["acts"].yes_or_no(),
        confirmed=parts["confirmed"].yes_or_no(),
        note=parts["note"].text(2000),
    )


def _taker(node: Node) -> Taker:
    parts = node.fields("kind", "plan", "key", "from", "to", "confirmed", "note")
    kind = parts["kind"].text()
    if kind not in Kind.values:
        known = ", ".join(Kind.values)
        parts["kind"].refuse(_("Không có loại “{kind}”. Các loại được dùng: {known}.").format(kind=kind, known=known))
    return Taker(
        kind=Kind(kind) if kind in Kind.values else Kind.LEAD,
        plan=parts["plan"].text(60),
        key=parts["key"].text(150),
        from_=_code(parts["from"]),
        to=tuple(_code(row) for row in _rows(parts["to"], MOST_AGENCIES)),
        confirmed=parts["confirmed"].yes_or_no(),
        note=parts["note"].text(2000),
    )


def _code(node: Node) -> str:
    code = node.text(40, blank=False)
    if code.strip() and not _CODE.fullmatch(code):
        node.refuse(_("Mã cơ quan chỉ gồm chữ không dấu, chữ số, dấu gạch nối và gạch dưới."))
    return code


def _day(node: Node) -> dt.date | None:
    if node.is_null:
        return None
    text = node.text()
    try:
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass  # a 30th of February is as wrong as a word
    node.refuse(_("Ngày phải ghi theo dạng năm-tháng-ngày, như 2025-03-01, hoặc null nếu chưa rõ."))
    return None
