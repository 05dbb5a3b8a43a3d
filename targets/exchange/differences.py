"""What differs between a plan as it stood on two days, in words and side by side. Pure.

Every thing of a plan that can change has its facets here, each a few lines of text; of a facet only the lines that the
other side does not have are told. The order of rows tells nothing.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from plan.enums import Document, Duty
from targets.exchange import records as r
from targets.figures import attach_unit, format_figure
from targets.rule import TargetRule
from targets.wording import describe

Lines = tuple[str, ...]
Facets = Mapping[str, Lines]
KINDS = ("plan", "recipients", "groups", "sections", "tasks", "indicators", "agencies")


@dataclass(frozen=True, slots=True)
class Difference:
    """What one thing of the plan said `before` and says `after` about `what`. A thing that is new or gone has no
    `what`: all that it says stands on one side."""

    kind: str
    code: str
    name: str
    what: str
    before: Lines
    after: Lines

    @property
    def is_new(self) -> bool:
        return not self.what and not self.before

    @property
    def is_gone(self) -> bool:
        return not self.what and not self.after


class _Text(tuple[str, ...]):
    """Paragraphs: that they follow one another in another order is a difference."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class _Thing:
    name: str
    facets: Facets


def heading_of(kind: str) -> str:
    """What the things of a kind are called together."""
    return {
        "plan": _("Kế hoạch"),
        "recipients": _("Nơi nhận"),
        "groups": _("Nhóm cơ quan"),
        "sections": _("Các mục"),
        "tasks": _("Nhiệm vụ"),
        "indicators": _("Chỉ tiêu"),
        "agencies": _("Cơ quan"),
    }[kind]


def differences(old: r.PlanFile, new: r.PlanFile) -> list[Difference]:
    """Everything that differs, kind by kind in the order of `KINDS` and by code; empty for the same plan.

    An agency that is named on one side only is no difference of its own: the duty that names it is.
    """
    before, after = dict(_things(old)), dict(_things(new))
    found = []
    for kind, code in sorted({*before, *after}, key=_place):
        was, is_now = before.get((kind, code)), after.get((kind, code))
        if was and is_now:
            found += [
                Difference(kind, code, is_now.name, what, *sides)
                for what in is_now.facets
                if any(sides := _sides(was.facets[what], is_now.facets[what]))
            ]
        elif kind == "agencies":
            continue
        elif is_now:
            found.append(Difference(kind, code, is_now.name, "", (), _told(is_now.facets)))
        elif was:
            found.append(Difference(kind, code, was.name, "", _told(was.facets), ()))
    return found


def _place(key: tuple[str, str]) -> tuple[int, list[tuple[int, str]]]:
    kind, code = key
    return KINDS.index(kind), [(int(number or 0), rest) for number, rest in re.findall(r"(\d*)(\D*)", code)]


def _sides(before: Lines, after: Lines) -> tuple[Lines, Lines]:
    """The lines that stand on one side only; one that stands there twice and here once is told once."""
    told = _without(before, after), _without(after, before)
    moved = isinstance(before, _Text) and before != after and not any(told)
    return (before, after) if moved else told


def _without(lines: Lines, others: Lines) -> Lines:
    left = list(others)
    told = []
    for line in lines:
        if line in left:
            left.remove(line)
        elif line:
            told.append(line)
    return tuple(told)


def _told(facets: Facets) -> Lines:
    return tuple(
        _("{what}: {said}").format(what=what, said="; ".join(filter(None, lines)))
        for what, lines in facets.items()
        if any(lines)
    )


def _things(file: r.PlanFile) -> Iterator[tuple[tuple[str, str], _Thing]]:
    names = {agency.code: agency.name for agency in file.agencies}
    groups = {group.code: group.name for group in file.groups}
    yield ("plan", file.plan.code), _Thing(file.plan.short_title, _plan(file, names))
    for document in Document:
        lines = tuple(row.text for row in file.recipients if row.document == document)
        yield ("recipients", document.value), _Thing(str(document.label), {_("nơi nhận"): lines})
    for group in file.groups:
        members = tuple(names.get(code, code) for code in group.members)
        facets = {_("tên"): (group.name,), _("thành viên"): members, _("ghi chú"): (group.note,)}
        yield ("groups", group.code), _Thing(group.name, facets)
    for section in file.sections:
        facets = {_("tiêu đề"): (section.title,), _("nội dung"): _paragraphs(section.text)}
        yield ("sections", section.code), _Thing(section.title, facets | {_("thuộc mục"): (section.parent or "",)})
    for task in file.tasks:
        yield ("tasks", task.code), _Thing(task.title, _task(task, names, groups))
    for indicator in file.indicators:
        more = file.more.get(indicator.code)
        yield ("indicators", indicator.code), _Thing(indicator.name, _indicator(indicator, more, file.plan, names))
    for agency in file.agencies:
        facets = {
            _("tên đầy đủ"): (agency.name,),
            _("tên ngắn"): (agency.short_name,),
            _("cấp"): (str(agency.level.label),),
            _("tên gọi khác"): tuple(agency.aliases),
        }
        yield ("agencies", agency.code), _Thing(agency.name, facets)


def _plan(file: r.PlanFile, names: Mapping[str, str]) -> Facets:
    plan = file.plan
    return {
        _("trích yếu"): (plan.title,),
        _("tên ngắn"): (plan.short_title,),
        _("số, ký hiệu"): (plan.number,),
        _("ngày ban hành"): (_day(plan.issued_on),),
        _("địa danh"): (plan.place,),
        _("cơ quan ban hành"): (names.get(plan.issuer, plan.issuer),),
        _("cơ quan đầu mối"): (names.get(plan.coordinator, plan.coordinator),),
        _("cơ quan chủ quản"): (names.get(file.authority, file.authority),),
        _("thời kỳ"): (f"{plan.start_year}–{plan.horizon_year}",),
        _("tầm nhìn"): _paragraphs(plan.vision),
        _("hạn báo cáo hằng năm"): (plan.report_due.agencies,),
        _("hạn tổng hợp hằng năm"): (plan.report_due.consolidation,),
        _("căn cứ"): tuple(plan.legal_bases),
        _("khối ký"): (*plan.signature.authority, plan.signature.name),
        _("ghi chú"): tuple(plan.notes),
    }


def _task(task: r.TaskRecord, names: Mapping[str, str], groups: Mapping[str, str]) -> Facets:
    def parties(duty: Duty) -> Lines:
        rows = (row for row in task.responsibilities if row.role == duty)
        return tuple(_party(row, names, groups) for row in rows)

    return {
        _("tên"): (task.title,),
        _("thuộc mục"): (task.section,),
        _("chủ trì"): parties(Duty.LEAD),
        _("phối hợp"): parties(Duty.SUPPORT),
        _("nội dung"): _paragraphs(task.text),
    }


def _party(row: r.ResponsibilityRecord, names: Mapping[str, str], groups: Mapping[str, str]) -> str:
    """The agency or group by its name, and the plan's own words where they are others."""
    name = names.get(row.agency, row.agency) if row.agency else groups.get(row.group or "", row.group or "")
    return name if row.wording in ("", name) else _("{name} (“{wording}”)").format(name=name, wording=row.wording)


def _indicator(
    indicator: r.IndicatorRecord, more: r.More | None, plan: r.PlanRecord, names: Mapping[str, str]
) -> Facets:
    owners = more.owners if more else [(indicator.owner, False)] if indicator.owner else []
    targets = more.targets if more else [indicator.target]
    quotient = [(_("tử số"), indicator.numerator), (_("mẫu số"), indicator.denominator)]
    quotient += [(_("hệ số nhân"), format_figure(Decimal(indicator.multiplier)) if indicator.multiplier else "")]
    return {
        _("tên"): (indicator.name,),
        _("thuộc mục"): (indicator.section,),
        _("mức phải đạt"): tuple(_target(target, indicator, plan) for target in targets),
        _("lộ trình"): tuple(
            f"{year}: {_figure(value, indicator)}" for year, value in (more.milestones if more else [])
        ),
        _("cơ quan báo cáo"): tuple(_owner(owner, is_part, names) for owner, is_part in owners),
        _("loại"): (str(indicator.kind.label),),
        _("đơn vị tính"): (indicator.unit,),
        _("số chữ số thập phân"): (str(indicator.decimals),),
        _("chiều"): (str(indicator.direction.label),),
        _("cách cộng"): (str(indicator.accumulation.label),),
        **{what: (said,) for what, said in quotient},
        _("mức cao nhất"): (str(indicator.highest_level or ""),),
        _("định nghĩa"): _paragraphs(indicator.definition),
        _("số gốc"): (_baseline(indicator),),
        _("nguyên văn"): _paragraphs(indicator.quote),
        _("ghi chú"): _paragraphs(indicator.note),
    }


def _target(target: r.TargetRecord, indicator: r.IndicatorRecord, plan: r.PlanRecord) -> str:
    rule = TargetRule(
        comparator=target.comparator,
        year=target.year,
        start_year=plan.start_year,
        lower=target.lower,
        upper=target.upper,
        tolerance=target.tolerance or Decimal(0),
        direction=indicator.direction,
        kind=indicator.kind,
        unit=indicator.unit,
        decimals=indicator.decimals,
        accumulation=indicator.accumulation,
    )
    words = _("{words}, năm {year} (“{wording}”)")
    return words.format(words=describe(rule), year=target.year, wording=target.wording)


def _owner(owner: r.OwnerRecord, is_part: bool, names: Mapping[str, str]) -> str:
    name = names.get(owner.agency, owner.agency)
    said = ((_("phần của mình"), is_part), (_("chưa xác nhận"), not owner.confirmed))
    marks = [mark for mark, holds in said if holds]
    return f"{name} ({', '.join(marks)})" if marks else name


def _baseline(indicator: r.IndicatorRecord) -> str:
    baseline = indicator.baseline
    if baseline is None:
        return ""
    figure, words = _figure(baseline.value, indicator), _("{figure} năm {year} ({source})")
    return words.format(figure=figure, year=baseline.year, source=baseline.source)


def _figure(value: Decimal, indicator: r.IndicatorRecord) -> str:
    return attach_unit(format_figure(value, min_decimals=indicator.decimals), indicator.unit, indicator.kind)


def _paragraphs(text: str) -> Lines:
    return _Text(text.split("\n\n"))


def _day(day: dt.date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
