"""Whether an issued report still says what was issued: in the database, and in a file that somebody has of it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from zipfile import BadZipFile

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from docx.opc.exceptions import PackageNotFoundError
from openpyxl.utils.exceptions import InvalidFileException

from reports.consolidate.frozen import fingerprint, rows_of
from reports.documents.drawing import word_file
from reports.documents.workbook import write_workbook
from reports.enums import ConsolidationState
from reports.issuing.cells import Odd, cells_that_differ, first_cells, paragraphs_of, paragraphs_that_differ
from reports.issuing.sources import differences_from_sources
from reports.models import Consolidation

_SEAL = re.compile(r"\b[0-9a-f]{64}\b")
_NUMBER = re.compile(r"\bSố:? (\d{1,6}[a-zđ]?[/-]BC[/-][^\s,;.]+)")
_BROKEN = (BadZipFile, InvalidFileException, PackageNotFoundError, KeyError, OSError, SyntaxError, ValueError)


class NotFound(Exception):
    """There is nothing to verify; the message says why and what to do."""


@dataclass(frozen=True)
class Findings:
    """What was found about one report: whether the seal holds, rows that are not as their sources, parts of a file."""

    report: Consolidation
    seal: str
    rows: list[Odd]
    file: list[Odd]

    @property
    def is_sealed(self) -> bool:
        return self.seal == self.report.sha256

    @property
    def is_whole(self) -> bool:
        return self.is_sealed and not self.rows and not self.file


def verify(what: str, *, plan: str = "") -> Findings:
    """Verify the issued report of that number or year, or the file (.xlsx, .docx) drawn from one.

    Raises NotFound. A fixed number of queries; beside a Word file, memory does not grow with the report.
    """
    path = Path(what)
    if path.suffix.lower() in (".xlsx", ".docx"):
        return _verify_file(path, plan)
    if path.is_file():
        raise NotFound(_("Chỉ đối chiếu được tệp .xlsx và .docx. Với tệp khác, hãy ghi số của văn bản."))
    return _findings(_one(_by_number(what, plan), what), [])


def _findings(report: Consolidation, file: list[Odd]) -> Findings:
    seal = fingerprint(report)
    stored = [*_stored_template(report), *_stored_workbook(report, is_sealed=seal == report.sha256)]
    return Findings(report, seal, [*differences_from_sources(report), *stored], file)


def _verify_file(path: Path, plan: str) -> Findings:
    if not path.is_file():
        raise NotFound(_("Không có tệp {path}.").format(path=path))
    is_workbook = path.suffix.lower() == ".xlsx"
    try:
        with path.open("rb") as file, TemporaryFile() as drawn:
            if is_workbook:
                report = _report_in(first_cells(file), plan)
                write_workbook(rows_of(report), drawn)
                return _findings(report, list(cells_that_differ(drawn, file, is_older=_is_older(report))))
            texts = paragraphs_of(file)
            report = _report_in(texts, plan)
            return _findings(report, list(paragraphs_that_differ(paragraphs_of(word_file(report)), texts)))
    except _BROKEN as error:
        raise NotFound(_("Không đọc được tệp {path}: {error}").format(path=path, error=error)) from error


def _stored_workbook(report: Consolidation, *, is_sealed: bool) -> Iterator[Odd]:
    """The workbook kept since the issue beside the one its rows give now: what the rows held, where they were changed.

    With a seal that holds the rows are right, and it is the file that somebody has touched.
    """
    if not report.workbook:
        return
    place = _("Tệp Excel đã lưu")
    try:
        with report.workbook.open("rb") as stored, TemporaryFile() as drawn:
            write_workbook(rows_of(report), drawn)
            for odd in cells_that_differ(drawn, stored, is_older=_is_older(report)):
                right, wrong = (odd.expected, odd.found) if is_sealed else (odd.found, odd.expected)
                yield Odd(f"{place}, {odd.place}", right, wrong)
    except FileNotFoundError:
        yield Odd(place, _("có trong kho tệp"), _("không còn"))


def _stored_template(report: Consolidation) -> Iterator[Odd]:
    """The office's own Word file, which lends the paper its words, beside the hash of what was handed in."""
    kept = report.template.file if report.template else None
    if kept is None:
        return
    place = _("Mẫu văn bản đã lưu")
    try:
        with kept.file.open("rb") as stored:
            found = hashlib.sha256(stored.read()).hexdigest()
    except FileNotFoundError:
        yield Odd(place, _("có trong kho tệp"), _("không còn"))
    else:
        if found != kept.sha256:
            yield Odd(place, kept.sha256, found)


def _is_older(report: Consolidation) -> bool:
    """Files of the first seal were drawn before the workbook got the narrative and some columns."""
    return report.seal_version == 1


def _issued() -> QuerySet[Consolidation]:
    reports = Consolidation.objects.filter(state=ConsolidationState.ISSUED)
    return reports.select_related("round__plan__issuer", "issued_by", "built_by", "corrects", "template__file")


def _report_in(texts: list[str], plan: str) -> Consolidation:
    """The report that a file says it is: by its seal, or else by its number."""
    whole = "\n".join(texts)
    for seal in _SEAL.findall(whole):
        report = _issued().filter(sha256=seal).first()
        if report:
            return report
    for number in _NUMBER.findall(whole):
        reports = list(_by_number(number, plan))
        if reports:
            return _one(reports, number)
    raise NotFound(_("Tệp không mang mã kiểm tra hay số của báo cáo nào đã ban hành ở đây."))


def _by_number(what: str, plan: str) -> list[Consolidation]:
    """Issued reports of that number ("5/BC-SNV" is "05/BC-SNV"), or those in force of that year."""
    text = what.strip()
    named = Q(document_number=text) | Q(document_number=f"0{text}")
    if re.fullmatch(r"\d{4}", text):
        corrected = Consolidation.objects.filter(corrects=OuterRef("pk"), state=ConsolidationState.ISSUED)
        named |= Q(~Exists(corrected), round__year=int(text))
    reports = _issued().filter(named).order_by("round__plan", "-round__year", "-number")
    return list(reports.filter(round__plan__code=plan) if plan else reports)


def _one(reports: list[Consolidation], what: str) -> Consolidation:
    if not reports:
        raise NotFound(_("Không có báo cáo nào đã ban hành mang số “{what}”.").format(what=what))
    if len(reports) > 1:
        several = "; ".join(f"{one.document_number}, {one.round.plan.code} {one.round.year}" for one in reports)
        words = _("Có {count} báo cáo như vậy: {several}. Hãy ghi số đầy đủ hoặc thêm --plan.")
        raise NotFound(words.format(count=len(reports), several=several))
    return reports[0]
