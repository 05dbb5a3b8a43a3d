from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from agencies.audit import source
from targets.exchange.load import Outcome, load
from targets.exchange.nodes import FileRefused
from targets.exchange.schema import read_plan

SHOWN = 30


class Command(BaseCommand):
    help = "Nạp kế hoạch từ FILE. Chạy lại không thay đổi gì; tệp sai thì nêu từng dòng và lý do, không nạp gì."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, file: Path, verbosity: int, **options: Any) -> None:
        try:
            text = file.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            raise CommandError(_("Không nạp: {file} không phải là văn bản UTF-8.").format(file=file)) from None
        except OSError as error:
            message = _("Không đọc được {file}: {reason}.").format(file=file, reason=error.strerror)
            raise CommandError(message) from None
        try:
            with source("load_plan"):
                outcome = load(read_plan(text))
        except FileRefused as refused:
            raise CommandError(_refusal(file, refused)) from None
        if verbosity:
            self.stdout.write("\n".join(_report(outcome)))


def _refusal(file: Path, refused: FileRefused) -> str:
    count = len(refused.problems)
    head = _("Không nạp gì từ {file}: có {count} chỗ phải sửa.").format(file=file, count=count)
    return "\n".join([head, *_shortened([str(problem) for problem in refused.problems])])


def _report(outcome: Outcome) -> list[str]:
    plan = outcome.plan
    if outcome.created:
        message = _("Đã nạp kế hoạch {code}: {tasks} nhiệm vụ, {indicators} chỉ tiêu.")
        return [message.format(code=plan.code, tasks=plan.tasks.count(), indicators=plan.indicators.count())]
    if not outcome.changes:
        return [_("Kế hoạch {code}: không có gì thay đổi.").format(code=plan.code)]
    head = _("Kế hoạch {code}: đã cập nhật {count} chỗ.").format(code=plan.code, count=len(outcome.changes))
    return [head, *_shortened(outcome.changes)]


def _shortened(lines: list[str]) -> list[str]:
    more = len(lines) - SHOWN
    shown = [f"  {line}" for line in lines[:SHOWN]]
    return [*shown, "  " + _("… và {count} chỗ nữa.").format(count=more)] if more > 0 else shown
