from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.issuing.verifying import Findings, NotFound, verify

MOST_LINES = 200  # of differences; the rest is counted
LONGEST, BEFORE = 200, 40  # characters shown of a text that differs, and of them before the difference


class Command(BaseCommand):
    help = (
        "Kiểm tra một báo cáo tổng hợp đã ban hành: tính lại mã kiểm tra từ cơ sở dữ liệu, đối chiếu từng dòng với lần "
        "gửi và số liệu gốc; với tệp .xlsx hay .docx thì đối chiếu từng ô, từng đoạn. "
        "Kết thúc với 0: khớp; 1: có điểm khác; 2: không tìm thấy hoặc không đọc được."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", metavar="FILE_OR_NUMBER", help="Tệp .xlsx, .docx, số văn bản, hoặc năm báo cáo.")
        parser.add_argument("--plan", default="", help="Mã kế hoạch, khi nhiều kế hoạch có báo cáo cùng số hoặc năm.")

    def handle(self, *args: Any, **options: Any) -> None:
        with translation.override(settings.LANGUAGE_CODE):
            try:
                found = verify(options["what"], plan=options["plan"])
            except NotFound as error:
                raise CommandError(str(error), returncode=2) from error
            self._tell(found)
        if not found.is_whole:
            raise SystemExit(1)

    def _tell(self, found: Findings) -> None:
        report = found.report
        day = date_format(report.document_date, "d/m/Y") if report.document_date else ""
        words = _("Báo cáo số {number} ngày {day}, kế hoạch {plan}, năm {year}, bản số {version}")
        self.stdout.write(
            words.format(
                number=report.document_number,
                day=day,
                plan=report.round.plan.code,
                year=report.round.year,
                version=report.number,
            )
        )
        if found.is_sealed:
            self.stdout.write(_("Mã kiểm tra khớp: {seal}").format(seal=found.seal))
        else:
            self.stdout.write(_("Mã kiểm tra KHÔNG khớp:"))
            self.stdout.write(_("  khi ban hành: {seal}").format(seal=report.sha256))
            self.stdout.write(_("  tính lại:     {seal}").format(seal=found.seal))
        odd = [*found.rows, *found.file]
        for one in odd[:MOST_LINES]:
            words = _("{place}: đúng ra là “{expected}”, nay là “{found}”")
            expected, found_ = excerpts(one.expected, one.found)
            self.stdout.write(words.format(place=one.place, expected=expected, found=found_))
        if len(odd) > MOST_LINES:
            self.stdout.write(_("… và {count} điểm khác nữa.").format(count=len(odd) - MOST_LINES))
        if found.is_whole:
            self.stdout.write(_("Báo cáo nguyên vẹn."))
        elif odd:
            self.stdout.write(_("{count} điểm khác.").format(count=len(odd)))
        else:
            self.stdout.write(_("Nội dung trong cơ sở dữ liệu đã bị sửa ở chỗ không đối chiếu được với lần gửi gốc."))


def excerpts(expected: str, found: str) -> tuple[str, str]:
    """Two texts from shortly before their first difference, each no longer than `LONGEST`."""
    pairs = enumerate(zip(expected, found, strict=False))
    same = next((place for place, (one, other) in pairs if one != other), min(len(expected), len(found)))
    start = same - BEFORE if same > BEFORE and max(len(expected), len(found)) > LONGEST else 0
    return _cut(expected, start), _cut(found, start)


def _cut(text: str, start: int) -> str:
    cut = text[start : start + LONGEST]
    return f"{'…' if start else ''}{cut}{'…' if len(text) > start + LONGEST else ''}"
