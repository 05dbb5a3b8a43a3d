"""People: the administrator adds them and ends their roles; nobody else knows that the pages exist."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from agencies.enums import Role
from agencies.models import AuditLine, Membership, User
from tests import factories as f

PEOPLE, ADD = "/nguoi-dung/", "/nguoi-dung/them/"
GOOD = {
    "username": "moi",
    "full_name": "Trịnh Thị Mới",
    "email": "moi@example.test",
    "role": "reporter",
    "password": "Mat-khau-ban-dau-1",
}


@pytest.mark.parametrize("who", ["an", "binh", "dung", "giang", "ha", "lan"])
def test_only_an_administrator_sees_and_changes_people(sign_in, world, who):
    role = Membership.objects.get(user=world.cuc)
    client = sign_in(getattr(world, who))
    assert client.get(PEOPLE).status_code == client.get(ADD).status_code == 404
    assert client.post(ADD, GOOD | {"agency": world.a.pk}).status_code == 404
    assert client.post(f"/nguoi-dung/phan-cong/{role.pk}/ket-thuc/").status_code == 404
    assert not User.objects.filter(username="moi").exists()
    assert Membership.objects.get(pk=role.pk).valid_to is None


def test_a_new_person_can_sign_in_and_work(sign_in, client, world):
    assert sign_in(world.khoa).post(ADD, GOOD | {"agency": world.a.pk}).status_code == 302
    assert "Trịnh Thị Mới" in client.get(PEOPLE).content.decode()
    user = User.objects.get(username="moi")
    today = timezone.localdate()
    assert f.person(user, on=today).own_agencies == {world.a.pk}
    assert not f.person(user, on=today - dt.timedelta(days=1)).is_member
    assert user.check_password(GOOD["password"])
    assert AuditLine.objects.filter(table="agencies_membership").latest("pk").actor_id == world.khoa.pk


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"password": "ngan"}, "ít nhất 10 ký tự"),
        ({"username": "an"}, "đã được sử dụng"),
        ({"email": "khong-phai-thu"}, "email"),
        ({"full_name": ""}, "Hãy điền ô này"),
        ({"agency": "0"}, "Hãy chọn một mục"),
    ],
)
def test_a_bad_value_is_named_and_what_was_typed_stays(sign_in, world, change, sentence):
    answer = sign_in(world.khoa).post(ADD, GOOD | {"agency": world.a.pk} | change)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "moi@example.test" in page or "email" in change
    assert not User.objects.filter(username="moi").exists()


def test_an_ended_role_ends_today_and_leaves_the_account(sign_in, world):
    role = Membership.objects.get(user=world.an)
    assert sign_in(world.khoa).post(f"/nguoi-dung/phan-cong/{role.pk}/ket-thuc/").status_code == 302
    assert f.person(world.an, on=timezone.localdate()).is_member is False
    assert User.objects.get(pk=world.an.pk).is_active


def test_the_last_way_in_is_not_closed_by_oneself(sign_in, world):
    role = Membership.objects.get(user=world.khoa, role=Role.ADMIN)
    answer = sign_in(world.khoa).post(f"/nguoi-dung/phan-cong/{role.pk}/ket-thuc/", follow=True)
    assert "nhờ người quản trị khác" in answer.content.decode()
    assert f.person(world.khoa).is_admin


def test_the_list_costs_the_same_for_more_people(sign_in, world):
    client = sign_in(world.khoa)
    client.get(PEOPLE)
    with CaptureQueriesContext(connection) as few:
        client.get(PEOPLE)
    for _ in range(3):
        f.make_user(world.b, Role.REPORTER)
    with CaptureQueriesContext(connection) as many:
        client.get(PEOPLE)
    assert len(few) == len(many)
