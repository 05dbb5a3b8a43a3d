import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import OperationalError, ProgrammingError
from django.utils.translation import gettext as _

from plan.document import LARGEST, Unreadable
from targets.drafting.reading import read_document
from targets.drafting.selectors import known
from targets.drafting.who import Known


class Command(BaseCommand):
    help = "Đọc văn bản kế hoạch (.docx, PDF có chữ, .txt) thành bản nháp JSON của export_plan, có trích dẫn và lưu ý."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with file.open("rb") as opened:
                data = opened.read(LARGEST + 1)
        except OSError as error:
            message = _("Không đọc được {file}: {reason}.").format(file=file, reason=error.strerror)
            raise CommandError(message) from None
        try:
            _lines, draft = read_document(data, file.name, self.known())
        except Unreadable as unreadable:
            raise CommandError(unreadable.sentence) from None
        self.stdout.write(json.dumps(draft, ensure_ascii=False, indent=2))

    def known(self) -> Known:
        """What the instance holds; nothing, said aloud, where there is no database to ask."""
        try:
            return known()
        except (OperationalError, ProgrammingError):
            self.stderr.write(_("Không đọc được cơ sở dữ liệu: mọi cơ quan đều ghi là mới."))
            return Known()
