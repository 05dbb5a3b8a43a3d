import getpass
import sys
from collections.abc import Callable
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.utils import timezone
from django.utils.translation import gettext as _

from agencies.audit import acting, source
from agencies.enums import Role
from agencies.managing.services import Wanted
from agencies.models import Agency, User
from agencies.naming import proposed_code
from agencies.services import create_account
from agencies.text import clean
from plan.models import Plan
from plan.selectors import coordinator_on


class Command(BaseCommand):
    help = "Tạo tài khoản quản trị. Thiếu thông tin nào thì hỏi thông tin đó."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--username", help=_("tên đăng nhập"))
        parser.add_argument("--full-name", help=_("họ và tên"))
        parser.add_argument("--email", help=_("thư điện tử"))
        parser.add_argument("--agency", metavar="CODE", help=_("mã cơ quan; mặc định là cơ quan đầu mối của kế hoạch"))
        parser.add_argument(
            "--agency-name", metavar="NAME", help=_("tên đầy đủ của cơ quan, khi chưa có cơ quan nào trong danh mục")
        )
        parser.add_argument("--password-stdin", action="store_true", help=_("đọc mật khẩu từ đầu vào chuẩn, không hỏi"))

    def handle(self, *args: Any, password_stdin: bool, **options: Any) -> None:
        answers: dict[str, tuple[str, Callable[[str], object]]] = {
            "username": (_("Tên đăng nhập"), _valid_username),
            "full_name": (_("Họ và tên"), _required),
            "email": (_("Thư điện tử"), validate_email),
        }
        if password_stdin:
            missing = [f"--{name.replace('_', '-')}" for name in answers if not options[name]]
            if missing:
                raise CommandError(_("Còn thiếu: {options}.").format(options=", ".join(missing)))
            password = sys.stdin.readline().rstrip("\r\n")
            agency = _agency(options["agency"] or _usual_agency_code(), options["agency_name"])
        else:
            for name, (label, check) in answers.items():
                options[name] = options[name] or self.ask(label, check)
            agency = self.ask_agency(options["agency"], options["agency_name"])
            password = self.ask_password(User(username=options["username"], full_name=options["full_name"]))
        given = {name: options[name].strip() for name in answers}
        user = _create(given, agency, password)
        message = _("Đã tạo tài khoản quản trị {username} ({name}) của {agency}.")
        self.stdout.write(message.format(username=user.username, name=user.full_name, agency=agency.name))

    def ask(self, label: str, check: Callable[[str], object]) -> str:
        """Ask until the answer is a good one."""
        while True:
            answer = _input(f"{label}: ").strip()
            try:
                check(answer)
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
            else:
                return answer

    def ask_agency(self, code: str | None, name: str | None) -> Agency:
        """The agency with `code`, or with the code that is typed; the first one of all is asked for by name."""
        if not Agency.objects.exists():
            return _agency("", name or self.ask(_("Tên đầy đủ cơ quan của người quản trị"), _required))
        usual = _usual_agency_code()
        label = _("Mã cơ quan [{code}]").format(code=usual) if usual else _("Mã cơ quan")
        return _agency(code or _input(f"{label}: ").strip() or usual, name)

    def ask_password(self, user: User) -> str:
        while True:
            password = _hidden_input(_("Mật khẩu: "))
            try:
                validate_password(password, user)
            except ValidationError as error:
                self.stderr.write("\n".join(error.messages))
                continue
            if password == _hidden_input(_("Nhập lại mật khẩu: ")):
                return password
            self.stderr.write(_("Hai lần nhập mật khẩu không giống nhau."))


def _input(prompt: str) -> str:
    try:
        return input(prompt)
    except (EOFError, KeyboardInterrupt):
        raise CommandError(_("Chưa tạo tài khoản nào.")) from None


def _hidden_input(prompt: str) -> str:
    try:
        return getpass.getpass(prompt)
    except (EOFError, KeyboardInterrupt):
        raise CommandError(_("Chưa tạo tài khoản nào.")) from None


def _required(answer: str) -> None:
    if not answer:
        raise ValidationError(_("Không được để trống."))


def _valid_username(answer: str) -> None:
    User._meta.get_field("username").clean(answer, None)
    if User.objects.filter(username=answer).exists():
        raise ValidationError(_("Tên đăng nhập “{name}” đã có người dùng. Hãy chọn tên khác.").format(name=answer))


def _agency(code: str, name: str | None) -> Agency:
    """The agency with `code`; where there is none at all yet, a new one called `name`, not saved."""
    agency: Agency | None = Agency.objects.filter(code=code).first()
    if agency:
        return agency
    codes = ", ".join(Agency.objects.values_list("code", flat=True))
    if codes:
        raise CommandError(_("Hãy cho biết mã cơ quan của tài khoản (--agency). Các mã: {codes}.").format(codes=codes))
    if not name or not clean(name):
        raise CommandError(_("Chưa có cơ quan nào. Hãy cho biết tên cơ quan của người quản trị (--agency-name)."))
    return Agency(code=code or proposed_code(name), **Wanted(clean(name)).values())


def _create(given: dict[str, str], agency: Agency, password: str) -> User:
    """The account, and its agency where that is new: both or neither."""
    try:
        with source("create_administrator"), acting(None):
            if agency._state.adding:
                agency.full_clean(exclude=["sort_key"])
                agency.save()
            today = timezone.localdate()
            return create_account(**given, password=password, agency=agency, role=Role.ADMIN, on=today, by=None)
    except ValidationError as error:
        raise CommandError("\n".join(error.messages)) from None


def _usual_agency_code() -> str:
    """The coordinator's code where there is exactly one plan, else nothing."""
    plans = list(Plan.objects.all()[:2])
    agency = coordinator_on(plans[0], timezone.localdate()) if len(plans) == 1 else None
    return agency.code if agency else ""
