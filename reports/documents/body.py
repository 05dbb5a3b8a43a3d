"""The body of a consolidated report: what a leader reads, under the outline of `reports.consolidate.narrative`.

The page, the workbook, Word and PDF show these same chapters. Passages are as officers left them; everything else is
told by the report's other rows and cannot be typed. Reports from before there were passages keep the body they had.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.consolidate.narrative import CONCERNS, DIFFICULTIES, DIRECTION, NEXT_YEAR, SHORTCOMINGS, TASKS
from reports.dashboards.headline import VERDICTS
from reports.documents.paper import Chapter, Line, point, roman
from reports.documents.rows import Rows
from reports.documents.wording import Sentences, sentences_of, verdict_word
from reports.enums import DifficultyState, State
from reports.models import ConsolidatedAgency, ConsolidatedDifficulty, ConsolidatedIndicator, ConsolidatedPassage
from reports.workflow import APPROVED

WAITING = (DifficultyState.OPEN, DifficultyState.ESCALATED)
INDICATORS = "indicators"  # beside the keys of passages: a chapter that nobody types
DIFFICULTIES_NAMED = 20  # in the body; the appendix has all


def chapters_of(rows: Rows) -> list[Chapter]:
    """The numbered chapters. No query."""
    said = sentences_of(rows.consolidation, rows.agencies)
    if not rows.passages:
        return _before_passages(rows, said)
    texts = {passage.key: _paragraphs(passage) for passage in rows.passages}
    untyped = untyped_lines(rows)
    year = rows.consolidation.round.year
    chapters = [
        (
            _("CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI"),
            [],
            [
                Chapter(_("1. Chỉ đạo, hướng dẫn, kiểm tra"), texts.get(DIRECTION, [])),
                Chapter(_("2. Tình hình gửi báo cáo của các cơ quan"), untyped[DIRECTION]),
            ],
        ),
        (
            _("KẾT QUẢ THỰC HIỆN"),
            [],
            [
                Chapter(_("1. Nhiệm vụ"), _lines(said.tasks), list(_task_sections(rows.passages))),
                Chapter(_("2. Chỉ tiêu"), untyped[INDICATORS]),
            ],
        ),
        (_("TỒN TẠI, HẠN CHẾ VÀ NGUYÊN NHÂN"), texts.get(SHORTCOMINGS, []), []),
        (
            _("KHÓ KHĂN, VƯỚNG MẮC; ĐỀ XUẤT, KIẾN NGHỊ"),
            [*texts.get(DIFFICULTIES, []), *untyped[DIFFICULTIES]],
            [],
        ),
        (_("PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM {year}").format(year=year + 1), texts.get(NEXT_YEAR, []), []),
    ]
    return [
        Chapter(f"{roman(number)}. {title}", lines, sections)
        for number, (title, lines, sections) in enumerate(chapters, 1)
    ]


def untyped_lines(rows: Rows) -> dict[str, list[Line]]:
    """What stands in the body whatever officers write, by the key of the passage that it follows. No query."""
    said = sentences_of(rows.consolidation, rows.agencies)
    return {
        DIRECTION: [*_lines(said.reports), *_missing(rows.agencies)],
        INDICATORS: [*_lines(said.indicators), *_verdicts(rows.indicators)],
        DIFFICULTIES: list(_difficulties(rows.difficulties)),
    }


def _before_passages(rows: Rows, said: Sentences) -> list[Chapter]:
    return [
        Chapter(_("I. TÌNH HÌNH CHUNG"), _lines([*said.indicators, *said.tasks, *said.reports])),
        Chapter(_("II. CHỈ TIÊU KHÔNG ĐẠT, CHẬM HOẶC CÓ NGUY CƠ"), list(_concerns(rows.indicators))),
        Chapter(_("III. CƠ QUAN CHƯA CÓ BÁO CÁO ĐƯỢC DUYỆT"), _missing(rows.agencies)),
    ]


def _lines(sentences: Iterable[str]) -> list[Line]:
    return [Line(sentence) for sentence in sentences]


def _paragraphs(passage: ConsolidatedPassage) -> list[Line]:
    return [Line(line) for line in passage.text.split("\n") if line.strip()]


def _task_sections(passages: Sequence[ConsolidatedPassage]) -> Iterator[Chapter]:
    """One for each section of the plan of which anything is said, under its own title and number in the plan."""
    written = [passage for passage in passages if passage.key.startswith(TASKS) and passage.text]
    for number, passage in enumerate(written, 1):
        code, _dot, title = passage.heading.partition(". ")
        name = _("{title} (mục {code} của Kế hoạch)").format(title=title, code=code) if title else code
        yield Chapter(f"{point(number)}) {name}", _paragraphs(passage))


def _verdicts(indicators: Sequence[ConsolidatedIndicator]) -> Iterator[Line]:
    """The indicators by verdict, the best first; of those that are behind each with its own sentence."""
    for status in VERDICTS:
        found = [one for one in indicators if one.status == status]
        if not found or status in CONCERNS:
            continue
        names = "; ".join(f"{one.code}. {one.name}" for one in found)
        words = _("{verdict} ({count}):").format(verdict=verdict_word(found[0]), count=len(found))
        yield Line(f"{names}.", words[:1].upper() + words[1:])
    yield from _concerns(indicators)


def _concerns(indicators: Sequence[ConsolidatedIndicator]) -> Iterator[Line]:
    """What needs a leader's eye, the worst first: each with its verdict's own word and sentence."""
    found = sorted((one for one in indicators if one.status in CONCERNS), key=lambda one: CONCERNS.index(one.status))
    for one in found:
        name = f"{one.code}. {one.name} ({verdict_word(one)}):"
        yield Line(f"{one.sentence}. {one.agency_name}." if one.agency_name else f"{one.sentence}.", name)
    if not found:
        yield Line(_("Không có chỉ tiêu nào không đạt, chậm hoặc có nguy cơ."))


def _missing(agencies: Sequence[ConsolidatedAgency]) -> list[Line]:
    """The statement of missing agencies, with every name, by how far their reports have come."""
    missing = [one for one in agencies if one.state not in APPROVED]
    if not agencies:
        return [Line(_("Kỳ báo cáo không có cơ quan nào phải báo cáo."))]
    if not missing:
        return [Line(_("Báo cáo của cả {total} cơ quan đã được duyệt.").format(total=len(agencies)))]
    words = _(
        "{missing} trong {total} cơ quan chưa có báo cáo được duyệt; báo cáo này không có phần của các cơ quan đó."
    )
    lines = [Line(words.format(missing=len(missing), total=len(agencies)))]
    for state in State:
        names = [one.agency_name for one in missing if one.state == state]
        if names:
            lines.append(Line(f"{'; '.join(names)}.", f"{state.label} ({len(names)}):"))
    return lines


def _difficulties(lines: Sequence[ConsolidatedDifficulty]) -> Iterator[Line]:
    """Those that wait, those of one matter together; they stand here whatever the passage above them says."""
    waiting = [one for one in lines if one.state in WAITING]
    for group, several in groupby(waiting[:DIFFICULTIES_NAMED], key=lambda one: one.group):
        if group:
            yield Line("", f"{group}:")
        for one in several:
            yield Line(_difficulty(one), f"{one.agency_name}:")
    if len(waiting) > DIFFICULTIES_NAMED:
        words = _("{count} khó khăn, vướng mắc khác đang chờ giải quyết nêu tại Phụ lục IV.")
        yield Line(words.format(count=len(waiting) - DIFFICULTIES_NAMED))


def _difficulty(one: ConsolidatedDifficulty) -> str:
    """What it is, what is proposed, and since when it waits for whom; each line of what was typed goes on the same."""
    parts = [_sentence(one.text)]
    if one.proposal:
        parts.append(_("Đề xuất: {proposal}").format(proposal=_sentence(one.proposal)))
    words = _("Nêu ngày {day}; {state}.")
    state = str(DifficultyState(one.state).label)
    parts.append(words.format(day=date_format(one.raised_on, "d/m/Y"), state=state[:1].lower() + state[1:]))
    return " ".join(parts)


def _sentence(text: str) -> str:
    said = " ".join(text.split())
    return said if said.endswith((".", "!", "?", "…")) else f"{said}."
