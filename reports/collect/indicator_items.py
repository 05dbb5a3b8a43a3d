"""How the form asks for an indicator, each kind in its own way, and what it says beside the answer. No query."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from reports.collect.figures import Echo, answer_words, echo_of, figure_words, reference_of
from reports.collect.forms import anchor, controls_of, statuses_for
from reports.collect.items import Ask, Chip, Choice, Input, OldEstimate
from reports.collect.judging import figure_of, flags_of
from reports.collect.services import QUOTIENT_FIELDS
from reports.collect.surroundings import Surroundings
from reports.models import IndicatorEntry, Round, Submission
from targets.enums import Accumulation, Answer, Kind, Quality
from targets.running import running_words
from targets.selectors import IndicatorRow, in_unit, last_day
from targets.verdicts import Verdict

# a kind of nothing has its own sign, so that it is never taken for a zero
NOTHING_SIGNS = {Answer.NO_DATA: "no_data", Answer.NOT_DUE: "not_measurable"}


def indicator_parts(
    entry: IndicatorEntry, submission: Submission, around: Surroundings, values: Mapping[str, str]
) -> dict[str, Any]:
    """What an IndicatorItem has beyond every item; `values` are the controls as they are shown."""
    indicator, row = entry.indicator, around.rows.get(entry.indicator_id)
    kind = Kind(indicator.kind)
    echo = echo_of(entry, values)
    figure = figure_words(figure_of(entry), indicator.unit, kind, indicator.decimals, indicator.multiplier)
    judged = None if entry.is_part else row
    return {
        "code": indicator.code,
        "title": indicator.name,
        "fields": controls_of(entry),
        "unit": indicator.unit,
        "quote": indicator.quote,
        "explanations": _explanations(entry),
        "part_of": submission.agency_name if entry.is_part else "",
        "ask": ask_of(entry, submission.round),
        "reference": reference_of(entry, row),
        "old_estimate": old_estimate(entry, submission, judged) if judged else None,
        "is_declared": kind.is_declared,
        "levels": _levels(entry, values.get("typed", "")),
        "quotient": _quotient(entry, values, echo),
        "statuses": [Choice(value, label, value == values["status"]) for value, label in statuses_for(kind)],
        "note_hint": note_hints().get(values["status"], ""),
        "answer": answer_words(entry.answer, figure, entry.typed or entry.typed_numerator),
        "nothing": nothing_chip(entry.answer),
        "quality": str(Quality(entry.quality).label) if figure else "",
        "echo": echo,
        "warnings": warnings_of(entry),
        "verdict": verdict_of(entry, judged) if judged else None,
        "verdict_url": _verdict_url(entry, submission.round) if judged else "",
        "running": running_of(entry, judged, entry.value) if judged else "",
        "running_before": running_of(entry, judged) if judged else "",
    }


def ask_of(entry: IndicatorEntry, round_: Round) -> Ask:
    """What is asked for, so that nobody writes the year's increase where the state of things is wanted."""
    kind, day = Kind(entry.indicator.kind), f"{round_.data_until:%d/%m/%Y}"
    if kind.is_declared:
        words = _("Hoàn thành hay chưa; căn cứ công nhận hoặc việc đang làm ghi ở phần giải thích.")
        return Ask(_("Đến ngày {day}").format(day=day), words)
    if kind == Kind.LEVEL:
        return Ask(_("Mức tại thời điểm {day}").format(day=day), _("Mức đã được công nhận, không ước giữa hai mức."))
    if entry.indicator.accumulation == Accumulation.WITHIN_YEAR:
        words = _("Chỉ số của riêng năm {year}; số các năm trước được cộng vào sẵn.").format(year=entry.year)
        return Ask(_("Số làm được trong năm {year}").format(year=entry.year), words)
    words = _("Số đang có đến ngày đó, không phải số tăng thêm trong năm.")
    if entry.indicator.has_quotient:
        words = _("Ghi số, hoặc chỉ ghi tử số và mẫu số để phần mềm tính.")
    return Ask(_("Số tại thời điểm {day}").format(day=day), words)


def note_hints() -> dict[str, str]:
    """What is to be written in the note, by status; `explain` beside a surprising figure."""
    return {
        "explain": _("Hãy giải thích vì sao: một câu là đủ."),
        Answer.NO_DATA: _("Lý do chưa có số liệu, bao giờ có."),
        Answer.NOT_DUE: _("Vì sao không thuộc kỳ này."),
        Answer.DONE: _("Căn cứ công nhận: tên, số, ngày văn bản."),
        Answer.NOT_DONE: _("Đang làm đến đâu, còn vướng gì."),
    }


def warnings_of(entry: IndicatorEntry) -> list[str]:
    """What is surprising about the figure: each wants a word of explanation."""
    return [flag.sentence for flag in flags_of(entry) if flag.kind.wants_a_word]


def old_estimate(entry: IndicatorEntry, submission: Submission, row: IndicatorRow) -> OldEstimate | None:
    """Where this agency's figure of last year is on record as an estimate or preliminary."""
    year = entry.year - 1
    measured = row.measurements.get(year)
    if measured is None or measured.value is None or measured.agency_id != submission.agency_id:
        return None
    quality = Quality(measured.quality)
    if quality.is_final:
        return None
    sentence = _("Số năm {year} mới là số {quality}.").format(year=year, quality=quality.label)
    url = reverse("reports:follow_up", args=[submission.round.plan.code, entry.indicator.code, year])
    return OldEstimate(sentence, url)


def nothing_chip(answer: str) -> Chip | None:
    """The sign of a kind of nothing; None where there is an answer."""
    kind = Answer(answer) if answer else None
    return Chip("verdict", NOTHING_SIGNS[kind], str(kind.label)) if kind in NOTHING_SIGNS and kind else None


def verdict_of(entry: IndicatorEntry, row: IndicatorRow) -> Verdict | None:
    """What the answer would get; None without an answer that can be judged."""
    answer = Answer(entry.answer) if entry.answer else None
    if answer is None or answer.is_nothing or (answer == Answer.FIGURE and entry.value is None):
        return None
    reading = row.reading_if(
        entry.year,
        answer=answer,
        value=entry.value,
        quality=Quality(entry.quality),
        numerator=entry.numerator,
        denominator=entry.denominator,
    )
    return row.verdict_if(entry.year, reading)


def running_of(entry: IndicatorEntry, row: IndicatorRow, value: Decimal | None = None) -> str:
    """What has been added up, with `value` as this year's amount where there is one."""
    rule = row.rule_at(entry.year)
    accepted = {year: measurement.value for year, measurement in row.measurements.items()}
    return running_words(rule, accepted, year=entry.year, value=value) if rule else ""


def _verdict_url(entry: IndicatorEntry, round_: Round) -> str:
    """Where the page asks while somebody types; the year is judged by what holds on its last day."""
    url = reverse("api:indicator-verdict", args=[entry.indicator.code])
    return f"{url}?plan={round_.plan.code}&year={entry.year}&on={last_day(entry.year)}"


def _levels(entry: IndicatorEntry, typed: str) -> list[Choice]:
    """The grades, where their number is known; what was typed and is none of them stays in a box, to be mended."""
    grades = [str(grade) for grade in range(1, (entry.indicator.highest_level or 0) + 1)]
    if typed and typed not in grades:
        return []
    return [Choice(grade, in_unit(grade, entry.indicator), grade == typed) for grade in grades]


def _quotient(entry: IndicatorEntry, values: Mapping[str, str], echo: Echo) -> list[Input]:
    if not entry.indicator.has_quotient:
        return []
    labels = ((_("Tử số"), entry.indicator.numerator), (_("Mẫu số"), entry.indicator.denominator))
    return [
        Input(field, f"{anchor(entry)}-{field}", f"{part}: {words}", values.get(field, ""), echo.field == field)
        for field, (part, words) in zip(QUOTIENT_FIELDS, labels, strict=True)
    ]


def _explanations(entry: IndicatorEntry) -> list[tuple[str, str]]:
    indicator = entry.indicator
    found = [(_("Cách hiểu"), indicator.definition), (_("Ghi chú"), indicator.note)]
    return [(label, text) for label, text in found if text]
