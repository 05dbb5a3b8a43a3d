"""What of a plan binds somebody, and how two versions of it differ in that. Pure.

Words and published baselines do not bind: they may be brought up to date at any time. Tasks, duties, targets and
owners do: once reports rest on them they change by a decision only.
"""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from targets.exchange import records as r
from targets.exchange.nodes import Problem

Key = tuple[str, str]


def binding_differences(old: r.PlanFile, new: r.PlanFile) -> list[Problem]:
    """Each thing that binds and differs, on the line of `new` where it stands (removed ones: where its list begins)."""
    before, after = dict(_binding_parts(old)), dict(_binding_parts(new))
    problems = []
    for key in [*before, *(key for key in after if key not in before)]:
        what = _difference(key, before.get(key), after.get(key))
        if what:
            line = new.lines.get(key) or new.lines.get((key[0], ""), 1)
            problems.append(
                Problem(line, _("{what}: kế hoạch đang được dùng, hãy lập điều chỉnh kế hoạch.").format(what=what))
            )
    return problems


def _difference(key: Key, old: Mapping[str, object] | None, new: Mapping[str, object] | None) -> str:
    kind, code = key
    name = {
        "plan": _("Kế hoạch {code}"),
        "groups": _("Nhóm {code}"),
        "sections": _("Mục {code}"),
        "tasks": _("Nhiệm vụ {code}"),
        "indicators": _("Chỉ tiêu {code}"),
    }[kind].format(code=code)
    if new is None:
        return _("{name} không còn trong tệp").format(name=name)
    if old is None:
        return "" if kind in ("sections", "groups") else _("{name} chưa có trong kế hoạch").format(name=name)
    changed = [label for label, value in new.items() if old[label] != value]
    return _("{name} khác về {what}").format(name=name, what=", ".join(changed)) if changed else ""


def _binding_parts(file: r.PlanFile) -> Iterator[tuple[Key, dict[str, object]]]:
    plan = file.plan
    yield (
        ("plan", plan.code),
        {
            _("cơ quan ban hành"): plan.issuer,
            _("cơ quan đầu mối"): plan.coordinator,
            _("thời kỳ"): (plan.start_year, plan.horizon_year),
        },
    )
    for group in file.groups:
        yield ("groups", group.code), {_("thành viên"): sorted(group.members)}
    for section in file.sections:
        yield ("sections", section.code), {}
    for task in file.tasks:
        yield ("tasks", task.code), {_("phân công"): sorted(map(str, (row.party for row in task.responsibilities)))}
    for indicator in file.indicators:
        yield ("indicators", indicator.code), _indicator(indicator)


def _indicator(indicator: r.IndicatorRecord) -> dict[str, object]:
    target = indicator.target
    return {
        _("loại"): indicator.kind,
        _("đơn vị tính"): indicator.unit,
        _("chiều"): indicator.direction,
        _("cách cộng"): indicator.accumulation,
        _("cách tính"): (indicator.multiplier, indicator.highest_level),
        _("cơ quan báo cáo"): indicator.owner and indicator.owner.agency,
        _("mức phải đạt"): (target.year, target.comparator, target.lower, target.upper, target.tolerance),
    }
