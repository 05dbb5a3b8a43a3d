from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.audit import source
from agencies.models import User
from plan.models import Plan
from reports.demo.accounts import all_accounts, make_accounts, role_accounts
from reports.demo.difficulties import add_difficulties
from reports.demo.issuing import add_issuing
from reports.demo.oversight import add_oversight, add_plans
from reports.demo.reminders import add_reminders
from reports.demo.story import OPEN, PLAN, closed_until
from reports.demo.telling import Cast, Storyteller
from reports.enums import MailState
from reports.models import Mail, Round


class Command(BaseCommand):
    help = "Nạp dữ liệu minh họa: tài khoản cho mọi vai trò, số liệu mẫu các năm trước và một kỳ báo cáo đang mở."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until",
            type=int,
            metavar="NĂM",
            help="Chỉ kể đến hết năm này và không mở kỳ nào sau đó, chẳng hạn 2024 để làm thử việc sắp xếp cơ quan.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError(_("Chỉ nạp dữ liệu minh họa trên bản chạy thử, khi DEMO=1."))
        if in_real_use():
            raise CommandError(
                _("Cơ sở dữ liệu này đã có tài khoản thật, nên không nạp dữ liệu minh họa. Hãy chạy với DEMO=0.")
            )
        plan = Plan.objects.select_related("issuer").filter(code=PLAN).first()
        if plan is None:
            raise CommandError(_("Hãy nạp kế hoạch {code} trước, bằng lệnh load_plan.").format(code=PLAN))
        with source("load_demo"):
            tell(plan, until=options["until"] or OPEN.year)
        for line in accounts_table():
            self.stdout.write(line)


def in_real_use() -> bool:
    """Whether people have accounts here and the demonstration has none: its password is known to everybody."""
    ours = User.objects.filter(username__in=[account.username for account in all_accounts()])
    return User.objects.exists() and not ours.exists()


def tell(plan: Plan, *, until: int) -> None:
    """Make what is not there yet, up to the end of the year `until`; years that have a round are left as they are."""
    users = make_accounts()
    cast = Cast.of(users, timezone.localdate())
    storyteller = Storyteller(plan, cast, timezone.get_default_timezone())
    known = list(Mail.objects.values_list("pk", flat=True))
    told = set(Round.objects.filter(plan=plan).values_list("year", flat=True))
    add_plans(plan, reporters=cast.reporters, zone=timezone.get_default_timezone())
    for closed in closed_until(until):
        if closed.year not in told:
            storyteller.tell_closed(closed)
    if OPEN.year <= until and OPEN.year not in told:
        storyteller.tell_open(OPEN)
        tell_beside(plan, cast)
    # what the story tells of was read long ago: nobody is written to for it now
    letters = Mail.objects.exclude(pk__in=known).filter(state=MailState.WAITING)
    letters.update(state=MailState.SENT, sent_at=F("made_at"))


def tell_beside(plan: Plan, cast: Cast) -> None:
    """What stands beside the reports: guidance, inspections, difficulties, sendings, reminders."""
    zone = timezone.get_default_timezone()
    add_oversight(plan, reporters=cast.reporters, officer=cast.officer, zone=zone)
    add_difficulties(plan, reporters=cast.reporters, officer=cast.officer, leader=cast.leader, zone=zone)
    add_issuing(plan, officer=cast.officer)
    round_ = Round.objects.get(plan=plan, year=OPEN.year)
    add_reminders(round_, officer=cast.officer, quiet=cast.heads["UBND-BINHLUC"], zone=zone)


def accounts_table() -> list[str]:
    """One account per role in aligned columns."""
    accounts = role_accounts()
    head = [_("Tên đăng nhập"), _("Mật khẩu"), _("Vai trò"), _("Cơ quan")]
    rows = [head, *([row["username"], row["password"], row["role"], row["agency"]] for row in accounts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
