import datetime as dt
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from plan.models import Plan
from targets.exchange.dump import as_file
from targets.exchange.records import write


class Command(BaseCommand):
    help = (
        "Ghi kế hoạch như khi ban hành, hoặc như đang có hiệu lực vào một ngày (--on), theo dạng mà load_plan đọc. "
        "Chỉ có một kế hoạch thì không cần CODE."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", nargs="?", metavar="CODE")
        parser.add_argument("--on", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help=_("như vào ngày này"))
        parser.add_argument("--output", type=Path, metavar="FILE", help=_("ghi vào FILE thay vì đầu ra chuẩn"))

    def handle(self, *args: Any, code: str | None, on: dt.date | None, output: Path | None, **options: Any) -> None:
        text = write(as_file(_plan(code), on))
        if output is None:
            self.stdout.write(text, ending="")
            return
        try:
            output.write_text(text, encoding="utf-8")
        except OSError as error:
            message = _("Không ghi được {file}: {reason}.").format(file=output, reason=error.strerror)
            raise CommandError(message) from None


def _plan(code: str | None) -> Plan:
    plans = list(Plan.objects.select_related("issuer").order_by("code"))
    if not plans:
        raise CommandError(_("Chưa có kế hoạch nào. Hãy nạp bằng load_plan."))
    named = [plan for plan in plans if code is None or plan.code == code]
    if len(named) == 1:
        return named[0]
    codes = ", ".join(plan.code for plan in plans)
    raise CommandError(_("Hãy chọn một kế hoạch bằng mã của nó: {codes}.").format(codes=codes))
