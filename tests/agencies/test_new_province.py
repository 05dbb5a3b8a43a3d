"""A new province in an hour: from an empty instance to an open round, by the pages alone."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.utils import timezone

from agencies.models import Agency, AgencyGroup, User
from plan.models import Plan, PlanDocument
from plan.selectors import coordinator_on
from reports.models import Round, Submission
from tests.agencies.lists import upload
from tests.drafting.doors import upload as document

PASSWORD = "mot-mat-khau-that-dai"


@pytest.fixture
def administrator(db, client, monkeypatch, settings, tmp_path):
    """The client of somebody who has an account on an instance with nothing else on it."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSWORD + "\n"))
    said = {"username": "quantri", "full_name": "Ngô Thị Quản", "email": "quan@example.test"}
    said |= {"agency_name": "Văn phòng Ủy ban nhân dân tỉnh Sông Lam", "password_stdin": True}
    call_command("create_administrator", stdout=io.StringIO(), **said)
    assert client.post("/dang-nhap/", {"username": "quantri", "password": PASSWORD}).status_code == 302
    return client


def test_from_nothing_to_an_open_round(administrator):
    assert administrator.get("/", follow=True).status_code == 200
    names = ("Ủy ban nhân dân tỉnh Sông Lam", "Sở Đầu mối", "Sở A", "Sở B", "Sở Tài chính", "Bộ Nội vụ")
    preview = administrator.post("/quan-ly-co-quan/tu-excel/", {"file": upload(*[("", name) for name in names])})
    administrator.post("/quan-ly-co-quan/tu-excel/", {"list": preview.context["list"]})
    assert Agency.objects.count() == len(names) + 1

    plan = _load_plan(administrator)
    today = timezone.localdate()
    assert coordinator_on(plan, today).name == "Sở Đầu mối"
    assert plan.authorities.get().agency.name == "Ủy ban nhân dân tỉnh Sông Lam"

    group = AgencyGroup.objects.get(responsibilities__task__plan=plan)
    member = Agency.objects.get(name="Bộ Nội vụ")
    page = f"/nhom-co-quan/{group.code}/"
    assert "Chưa có thành viên" in administrator.get(page).content.decode()
    administrator.post(f"{page}them/", {"agencies": [member.pk], "on": f"{today}"})

    _add_person(administrator, "chuyenvien", "Sở A", "reporter")
    _add_person(administrator, "dieuphoi", "Sở Đầu mối", "officer")
    _open_round(administrator, plan)
    reporting = set(Submission.objects.values_list("agency__name", flat=True))
    assert {"Sở A", "Sở B", "Sở Tài chính", "Bộ Nội vụ"} <= reporting
    administrator.force_login(User.objects.get(username="chuyenvien"))
    assert str(Round.objects.get().year) in administrator.get("/", follow=True).content.decode()


def _load_plan(client):
    """The document handed in, what it does not say filled in, and the plan loaded."""
    content = document().read()
    client.post("/ke-hoach/doc-van-ban/", {"file": SimpleUploadedFile("ke-hoach.txt", content)})
    read = PlanDocument.objects.get()
    done = client.post(f"/ke-hoach/doc-van-ban/{read.pk}/nap/", {"version": read.version}, follow=True)
    assert "Đã nạp kế hoạch" in done.content.decode()
    return Plan.objects.get()


def _add_person(client, username, agency, role):
    said = {"username": username, "full_name": f"Người {username}", "email": f"{username}@example.test"}
    said |= {"agency": Agency.objects.get(name=agency).pk, "role": role, "password": PASSWORD}
    assert client.post("/nguoi-dung/them/", said).status_code == 302


def _open_round(client, plan):
    page = client.get(f"/ke-hoach/{plan.code}/ky/mo/")
    said = {name: f"{value:%d/%m/%Y}" for name, value in page.context["form"].initial.items() if value}
    assert client.post(f"/ke-hoach/{plan.code}/ky/mo/?year={page.context['year']}", said).status_code == 302
