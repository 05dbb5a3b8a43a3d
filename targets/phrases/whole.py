"""Segments without a figure to reach: milestones, nothing left, grades, dates, and plain better or worse."""

from dataclasses import replace
from decimal import Decimal

from targets.enums import Comparator
from targets.phrases import remarks
from targets.phrases.lexicon import GRADES, K
from targets.phrases.pieces import Lexeme, Time, words
from targets.phrases.reading import PhraseKind, Reading
from targets.phrases.remarks import Remarks
from targets.phrases.segment import has, is_beginning, none_left_at
from targets.phrases.times import piece
from targets.phrases.years import own_times, recurrence

_DISEASES = ("bệnh", "phong", "lao", "sốt", "hiv", "aids", "hủi", "bại liệt", "nạn", "mù", "tình", "nợ", "dứt")
_GRADED = ("phổ cập", "xóa", "mù chữ", "xóa mù chữ", "đạt", "giữ vững", "duy trì", "chuẩn", "đạt chuẩn")


def whole(pieces: list[Lexeme], inherited: Time | None, remark: Remarks) -> list[Reading]:
    """What a segment without amounts asks for; several grades are several targets."""
    times = own_times(pieces)
    year = times[-1].text if times else inherited.text if inherited else recurrence(pieces)
    soft = has(pieces, K.AIM)
    for read in (_nothing_left, _grades, _milestone, _direction):
        if found := read(pieces, remark):
            if found[0].kind == PhraseKind.MILESTONE and times and times[-1].day:
                remark(remarks.narrower_than_year(times[-1].text))
            return [replace(reading, year=year, soft=soft) for reading in found]
    return _deadline(pieces, soft=soft)


def _nothing_left(pieces: list[Lexeme], remark: Remarks) -> list[Reading]:
    at = none_left_at(pieces)
    gone = any(lexeme.kind == K.ALL_GONE for lexeme in pieces)
    if at is None and not gone:
        return []
    if any("cơ bản" in lexeme.text for lexeme in pieces) or "cơ bản" in words(pieces):
        remark(remarks.essentially())
    noun = piece(pieces, at + 1) if at is not None else None
    unit = noun.text if noun and noun.is_unit else ""
    return [Reading(kind=PhraseKind.LEVEL, comparator=Comparator.EQ, lower=Decimal(0), unit=unit)]


def _grades(pieces: list[Lexeme], remark: Remarks) -> list[Reading]:
    """ "phổ cập giáo dục tiểu học mức độ 3": a grade to reach or hold."""
    grades = [lexeme for lexeme in pieces if lexeme.kind == K.NAME and lexeme.value in GRADES]
    if grades and not any(word in words(pieces) for word in _GRADED):
        remark(remarks.grade_assumed(grades[0].text))
    return [
        Reading(kind=PhraseKind.LEVEL, comparator=Comparator.GE, lower=grade.figure, unit=grade.value)
        for grade in grades
    ]


def _milestone(pieces: list[Lexeme], remark: Remarks) -> list[Reading]:
    """A verb of completion that opens a clause, or a state ("đạt chuẩn") that the subject reaches."""
    for at, lexeme in enumerate(pieces):
        if lexeme.kind != K.MILESTONE:
            continue
        opening = all(is_beginning(before) for before in pieces[:at])
        if lexeme.text.endswith("thanh toán") and not piece(pieces, at + 1).text.startswith(_DISEASES):
            return []
        named = lexeme.value != "state" or has(pieces[:at], K.MEASURE, K.HAVE)
        return [Reading(kind=PhraseKind.MILESTONE, comparator=Comparator.DONE)] if opening or not named else []
    return []


def _direction(pieces: list[Lexeme], remark: Remarks) -> list[Reading]:
    """ "nâng cao chỉ số ...", "tỷ lệ hộ nghèo giảm dần": a measure that must become better, by no figure."""
    measure = next((lexeme for lexeme in pieces if lexeme.kind == K.MEASURE), None)
    verb_at = next((at for at, lexeme in enumerate(pieces) if lexeme.kind == K.CHANGE), None)
    if measure is None or verb_at is None or has(pieces, K.NOT, K.NONE, K.FRACTION, K.NUMBER_WORD):
        return []
    measured = pieces.index(measure)
    beside = measured == verb_at + 1 or measured < verb_at
    opening = all(is_beginning(before) for before in pieces[:verb_at]) or measured < verb_at
    if not (beside and opening):
        return []
    down = pieces[verb_at].value == "down"
    if measured < verb_at or measure.text in ("số", "điểm", "mức", "giá trị"):
        remark(remarks.level_or_change(words(pieces)))
    comparator = Comparator.DECREASE if down else Comparator.INCREASE
    way = "down" if down else "up"
    return [Reading(kind=PhraseKind.LEVEL, comparator=comparator, unit=measure.value, direction=way)]


def _deadline(pieces: list[Lexeme], *, soft: bool) -> list[Reading]:
    """The last date with "trước", "chậm nhất", "đến" in `pieces`."""
    times = [time for time in own_times(pieces) if time.day and time.limit]
    return [
        Reading(
            kind=PhraseKind.DEADLINE,
            comparator=Comparator.LT if time.limit == "before" else Comparator.LE,
            due=time.day,
            unit=time.unit,
            year=time.year or recurrence(pieces),
            soft=soft,
        )
        for time in times[-1:]
    ]
