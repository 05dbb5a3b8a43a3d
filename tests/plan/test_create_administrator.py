"""Making the first account from the command line, asked or told."""

import io
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.utils import timezone

from agencies.enums import Role
from agencies.models import Agency, AuditLine, Membership, User
from plan.management.commands import create_administrator as command
from tests import factories as f

GOOD = "mot-mat-khau-that-dai"


@pytest.fixture
def told(monkeypatch):
    """told(password, **options) runs the command with everything given."""

    def _told(password, **options):
        monkeypatch.setattr("sys.stdin", io.StringIO(password + "\n"))
        given = {"username": "quantri2", "full_name": "Ngô Thị Quản", "email": "quan@example.test"} | options
        output = StringIO()
        call_command("create_administrator", password_stdin=True, stdout=output, **given)
        return output.getvalue()

    return _told


@pytest.fixture
def asked(monkeypatch):
    """asked(answers, passwords) runs the command for a person at the keyboard; gives what was said to them."""

    def _asked(answers, passwords, **options):
        prompts, replies, hidden = [], iter(answers), iter(passwords)

        def answer(prompt):
            prompts.append(prompt)
            reply = next(replies, None)
            if reply is None:
                raise EOFError
            return reply

        monkeypatch.setattr("builtins.input", answer)
        monkeypatch.setattr(command.getpass, "getpass", lambda _prompt: next(hidden))
        errors = StringIO()
        call_command("create_administrator", stdout=StringIO(), stderr=errors, **options)
        return prompts, errors.getvalue()

    return _asked


def test_the_account_administers_for_the_coordinator(world, told):
    assert "Ngô Thị Quản" in told(GOOD)
    user = authenticate(username="quantri2", password=GOOD)
    membership = Membership.objects.get(user=user)
    assert (membership.agency, membership.role) == (world.coordinator, Role.ADMIN)
    line = AuditLine.objects.get(table="agencies_user", row_id=user.pk)
    assert (line.source, line.actor_id) == ("create_administrator", None)
    assert "password" not in line.new


def test_another_agency_can_be_named(world, told):
    told(GOOD, agency="SOA")
    assert Membership.objects.get(user__username="quantri2").agency == world.a


def test_with_two_plans_the_agency_must_be_named(world, told):
    f.make_plan(issuer=world.committee, coordinator=world.a, code="ke-hoach-hai")
    with pytest.raises(CommandError, match=r"--agency.*SDM"):
        told(GOOD)
    assert not User.objects.filter(username="quantri2").exists()


def test_an_unknown_agency_is_told_with_the_known_ones(world, told):
    with pytest.raises(CommandError, match="SDM, "):
        told(GOOD, agency="SO-X")


def test_on_an_empty_instance_the_first_agency_is_named_too(db, told):
    with pytest.raises(CommandError, match="--agency-name"):
        told(GOOD)
    with pytest.raises(CommandError, match="ít nhất 10 ký tự"):
        told("ngan", agency_name="Văn phòng Ủy ban nhân dân tỉnh")
    assert not Agency.objects.exists()
    told(GOOD, agency_name="Văn phòng Ủy ban nhân dân tỉnh")
    membership = Membership.objects.get(user__username="quantri2")
    assert (membership.agency.code, membership.role) == ("VPUBND", Role.ADMIN)
    assert membership.valid_from == timezone.localdate()


def test_on_an_empty_instance_a_person_is_asked_for_the_name(db, asked):
    prompts, _errors = asked(["", "Sở Nội vụ"], [GOOD, GOOD], username="q", full_name="Q", email="q@example.test")
    assert prompts == ["Tên đầy đủ cơ quan của người quản trị: "] * 2
    assert Membership.objects.get(user__username="q").agency.name == "Sở Nội vụ"


@pytest.mark.parametrize(
    ("password", "options", "reason"),
    [
        ("123", {}, "chỉ gồm chữ số"),
        ("ngan", {}, "ít nhất 10 ký tự|at least 10 characters"),
        ("quantri2123", {}, "quá giống"),
        (GOOD, {"email": "khong-phai-thu"}, "email hợp lệ"),
        (GOOD, {"username": "an"}, "đã được sử dụng"),
        (GOOD, {"username": "có dấu cách"}, "tên đăng nhập|Tên đăng nhập"),
    ],
)
def test_a_bad_value_is_refused_in_words_and_nothing_is_made(world, told, password, options, reason):
    before = User.objects.count()
    with pytest.raises(CommandError, match=reason):
        told(password, **options)
    assert User.objects.count() == before


def test_what_is_missing_cannot_be_asked_beside_the_password(world, told):
    with pytest.raises(CommandError, match="--full-name, --email"):
        told(GOOD, full_name="", email="")


def test_a_person_is_asked_until_the_answers_are_good(world, asked):
    answers = ["an", "quantri2", "", "Ngô Thị Quản", "khong", "quan@example.test", ""]
    prompts, errors = asked(answers, ["123", GOOD, "khac", GOOD, GOOD])
    assert [prompt.split(":")[0] for prompt in prompts] == [
        *["Tên đăng nhập"] * 2,
        *["Họ và tên"] * 2,
        *["Thư điện tử"] * 2,
        "Mã cơ quan [SDM]",
    ]
    assert "Tên đăng nhập “an” đã có người dùng." in errors
    assert "Không được để trống." in errors
    assert "Hai lần nhập mật khẩu không giống nhau." in errors
    assert authenticate(username="quantri2", password=GOOD)


def test_a_person_is_asked_only_what_was_not_told(world, asked):
    prompts, _errors = asked(["Ngô Thị Quản"], [GOOD, GOOD], username="quantri2", email="q@example.test", agency="SOB")
    assert prompts == ["Họ và tên: "]
    assert Membership.objects.get(user__username="quantri2").agency == world.b


def test_a_person_who_goes_away_leaves_nothing_behind(world, asked):
    with pytest.raises(CommandError, match="Chưa tạo tài khoản nào"):
        asked(["quantri2"], [])
    assert not User.objects.filter(username="quantri2").exists()


def test_with_two_plans_the_agency_has_no_default(world, asked):
    f.make_plan(issuer=world.committee, coordinator=world.a, code="ke-hoach-hai")
    prompts, _errors = asked(["Ngô Thị Quản", "SOB"], [GOOD, GOOD], username="quantri2", email="q@example.test")
    assert prompts[-1] == "Mã cơ quan: "
