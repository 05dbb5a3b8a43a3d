"""The consolidated report put on paper: its frozen rows, arranged as a report to a higher authority.

The body is what a leader reads; every indicator, every task and every agency stand in the appendices.
"""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.documents.appendices import appendices_of
from reports.documents.body import chapters_of
from reports.documents.paper import BLANK, Foot, Head, Line, Paper, long_date, recipient_lines
from reports.documents.rows import Rows
from reports.models import Consolidation


def paper_of(rows: Rows) -> Paper:
    """The report on paper. Reads the tasks and their parts, which come only once."""
    report = rows.consolidation
    year, is_draft = report.round.year, report.document_date is None
    return Paper(
        file_title=_("Báo cáo tổng hợp năm {year}").format(year=year),
        author=report.coordinator_name,
        made_at=report.issued_at or report.built_at,
        left_mark=_("SỐ LIỆU MINH HỌA") if report.round.is_demonstration else "",
        right_mark=_("DỰ THẢO, bản số {number}").format(number=report.number) if is_draft else "",
        head=_head(report),
        kind=_("BÁO CÁO"),
        subject=_subject(report),
        addressed=_("Kính gửi:"),
        addressees=report.addressees,
        opening=_opening(report),
        chapters=chapters_of(rows),
        closing=_("Kết quả từng chỉ tiêu, từng nhiệm vụ và tình hình gửi báo cáo nêu tại các Phụ lục kèm theo./."),
        foot=_foot(report),
        appendices=appendices_of(rows),
    )


def _subject(report: Consolidation) -> str:
    words = _("Kết quả năm {year} triển khai Kế hoạch {title}")
    subject = words.format(year=report.round.year, title=_inside(report.plan_title))
    return _("{subject} (bản đính chính)").format(subject=subject) if report.corrects else subject


def _inside(title: str) -> str:
    """A title as part of a sentence: its first word starts small, unless it is an abbreviation."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]


def _head(report: Consolidation) -> Head:
    number = report.document_number or f"{BLANK}/BC-{BLANK}"
    return Head(
        superior=report.issuer_name.upper() if report.issuer_name != report.coordinator_name else "",
        agency=report.coordinator_name.upper(),
        nation=_("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        motto=_("Độc lập - Tự do - Hạnh phúc"),
        number=_("Số: {number}").format(number=number),
        dated=long_date(report.place, report.document_date, report.round.year),
    )


def _opening(report: Consolidation) -> list[Line]:
    words = _("{agency} báo cáo kết quả năm {year} như sau; số liệu tính đến {built}.")
    opening = [
        Line(words.format(agency=report.coordinator_name, year=report.round.year, built=_moment(report.built_at)))
    ]
    if report.corrects and report.corrects.document_date:
        words = _("Báo cáo này đính chính Báo cáo số {number} ngày {day}; các điểm đính chính nêu tại Phụ lục cuối.")
        day = date_format(report.corrects.document_date, "d/m/Y")
        opening.append(Line(words.format(number=report.corrects.document_number, day=day)))
        if report.correction_reason:
            opening.append(Line(report.correction_reason, _("Lý do:")))
    if report.round.is_demonstration:
        lead = _("Số liệu minh họa.")
        opening.append(Line(_("Để làm quen phần mềm, không phải số liệu thật."), lead))
    return opening


def _moment(moment: dt.datetime) -> str:
    local = timezone.localtime(moment)
    words = _("{hour} giờ {minute} ngày {day}")
    return words.format(hour=f"{local:%H}", minute=f"{local:%M}", day=date_format(local, "d/m/Y"))


def _foot(report: Consolidation) -> Foot:
    return Foot(
        recipients=recipient_lines(report.recipients),
        authority=report.authority or [_("THỦ TRƯỞNG CƠ QUAN")],
        name=report.signer_name,
    )
