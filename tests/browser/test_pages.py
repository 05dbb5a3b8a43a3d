"""Every page of the demonstration: no script error, nothing wider than the window, nothing for axe to find."""

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone

from agencies.models import User
from plan.models import Amendment
from reports.demo.accounts import PASSWORD
from reports.models import Consolidation, Difficulty, Inspection, Submission
from reports.reorganisation.services import prepare
from targets.drafting.services import read_upload
from tests import factories as f
from tests.browser.test_year import PLAN
from tests.drafting.doors import upload

pytestmark = pytest.mark.browser

PAGES = {
    "yte": [
        "/viec-cua-toi/",
        "/bao-cao/{open}/",
        "/bao-cao/{open}/excel/nop/",
        "/bao-cao/{past}/xem/",
        "/so-lieu-cap-nhat/",
        f"{PLAN}/chi-tieu/2.1.8k/cap-nhat/2025/",
    ],
    "tonghop": [
        "/viec-cua-toi/",
        f"{PLAN}/ky/",
        f"{PLAN}/ky/2026/",
        "/bao-cao/{sent}/duyet/",
        "/bao-cao/{sent}/gia-han/",
        f"{PLAN}/ky/2026/don-doc/",
        f"{PLAN}/ky/2026/don-doc/dien-tap/",
        f"{PLAN}/ky/loi-nhac/before/",
        f"{PLAN}/ky/2026/huong-dan/soan/",
        f"{PLAN}/kho-khan/",
        "/kho-khan/{difficulty}/",
        f"{PLAN}/trien-khai/",
        f"{PLAN}/kiem-tra/",
        f"{PLAN}/kiem-tra/ghi/",
        "/kiem-tra/{inspection}/",
        f"{PLAN}/mau-van-ban/",
        f"{PLAN}/tong-hop/2026/",
        "/tong-hop/{issued}/phat-hanh/",
        f"{PLAN}/chi-tieu/2.1.2a/co-quan/",
        f"{PLAN}/chi-tieu/2.1.2a/co-quan/them/",
        f"{PLAN}/chi-tieu/2.1.8e/muc-tieu/",
        f"{PLAN}/chi-tieu/2.1.4a/muc-tieu/lo-trinh/",
        f"{PLAN}/chi-tieu/2.1.4a/muc-tieu/lo-trinh/?cach=dan",
        f"{PLAN}/chi-tieu/2.1.4a/muc-tieu/dieu-chinh/",
        f"{PLAN}/chi-tieu/2.1.4a/muc-tieu/so-goc/",
        f"{PLAN}/chi-tieu/2.1.4a/muc-tieu/dinh-nghia/",
        f"{PLAN}/lo-trinh/",
        "/so-lieu-cap-nhat/duyet/",
        f"{PLAN}/dieu-hanh/",
        "/nhom-co-quan/UBND-CAP-HUYEN/",
        "/nhom-co-quan/UBND-CAP-HUYEN/them/",
        f"{PLAN}/dieu-chinh/",
        f"{PLAN}/dieu-chinh/moi/",
        f"{PLAN}/dieu-chinh/{{decision}}/",
        f"{PLAN}/dieu-chinh/{{decision}}/nhiem-vu/6.2/",
        f"{PLAN}/dieu-chinh/{{decision}}/chi-tieu/2.1.8f/",
        f"{PLAN}/dieu-chinh/{{decision}}/chi-tieu/2.1.8f/ket-thuc/",
    ],
    "lanhdao": [
        f"{PLAN}/tong-quan/2025/",
        f"{PLAN}/tong-quan/2025/?kieu=danh-sach&xep=te-nhat",
        f"{PLAN}/tong-quan/2025/?trinh-chieu=1",
        f"{PLAN}/cach-danh-gia/",
        f"{PLAN}/chi-tieu/2.1.2a/",
        f"{PLAN}/chi-tieu/2.1.7a/",
        f"{PLAN}/chi-tieu/2.1.7c/",
        f"{PLAN}/chi-tieu/2.1.8e/",
        f"{PLAN}/chi-tieu/2.1.9a/",
        "/tong-hop/{issued}/",
        "/tong-hop/{issued}/nguon/chi-tieu/2.1.2a/",
        "/tong-hop/{issued}/nguon/nhiem-vu/4.2/",
        f"{PLAN}/kho-khan/cho-quyet-dinh/",
        f"{PLAN}/cac-nam/",
        f"{PLAN}/cac-nam/so-sanh/",
        f"{PLAN}/",
        f"{PLAN}/nhiem-vu/6.6b/",
        "/co-quan/",
        "/co-quan/SYT/",
        "/doi-mat-khau/",
        f"{PLAN}/so-sanh/",
        f"{PLAN}/?ngay=2025-03-01",
        "/ke-hoach/",
        "/nhom-co-quan/",
    ],
    "quantri": [
        f"{PLAN}/ky/mo/",
        "/nguoi-dung/",
        "/nguoi-dung/them/",
        "/quan-tri/",
        "/quan-ly-co-quan/",
        "/quan-ly-co-quan/them/",
        "/quan-ly-co-quan/tu-excel/",
        f"{PLAN}/dieu-hanh/chu-quan/",
        "/sap-xep/",
        "/sap-xep/moi/",
        "/sap-xep/{reorganisation}/?sua=co-quan-moi",
        "/sap-xep/{reorganisation}/ap-dung/",
        "/ke-hoach/doc-van-ban/",
        "/ke-hoach/doc-van-ban/{document}/",
        "/ke-hoach/doc-van-ban/{document}/sua/tasks-0/",
        "/ke-hoach/doc-van-ban/{document}/sua/indicators-0/",
        "/ke-hoach/doc-van-ban/{document}/sua/agencies-0/",
    ],
}


@pytest.fixture
def demonstration(transactional_db, settings):
    fixtures = settings.BASE_DIR / "fixtures"
    call_command("load_plan", str(fixtures / "plan-ha-nam-2024.json"), verbosity=0)
    call_command("load_demo", verbosity=0)
    admin = {"by": f.person(User.objects.get(username="quantri")), "now": timezone.now()}
    draft = json.loads((fixtures / "reorganisation-ha-nam-2025-07.json").read_text())
    reports = Submission.objects.order_by("round__year")
    return {
        "open": reports.get(agency__code="SYT", round__year=2026).pk,
        "past": reports.get(agency__code="SYT", round__year=2025).pk,
        "sent": reports.filter(state="submitted").first().pk,
        "difficulty": Difficulty.objects.filter(state="answered").first().pk,
        "inspection": Inspection.objects.first().pk,
        "issued": Consolidation.objects.filter(state="issued").latest("round__year").pk,
        "decision": Amendment.objects.get(number="214/QĐ-UBND").pk,
        "reorganisation": prepare(draft=draft, **admin).pk,
        "document": read_upload(upload=upload("labels.txt"), **admin).pk,
    }


def test_every_page(demonstration, visit):
    """In one test, because telling the demonstration takes as long as looking at twenty pages."""
    at_a_desk_and_on_a_phone(demonstration, visit)
    in_english_on_paper_and_at_double_size(demonstration, visit)


def at_a_desk_and_on_a_phone(demonstration, visit):
    for width in (1280, 360):
        visit(width=width).check()
    for username, pages in PAGES.items():
        visitor = visit(username, password=PASSWORD)
        for width in (1280, 360):
            visitor.resize(width)
            for number, page in enumerate(pages):
                answer = visitor.page.goto(page.format(**demonstration))
                assert answer.status == 200, page
                visitor.picture(f"{width}-{username}-{number:02}")
                visitor.check(contrast=width == 1280 or number == 0)  # new on a phone is the folded menu


def in_english_on_paper_and_at_double_size(demonstration, visit):
    for username, pages in PAGES.items():
        visitor = visit(username, password=PASSWORD, width=640)  # 1280 pixels at 200%
        visitor.page.get_by_role("button", name="EN").first.click()
        for page in pages:
            visitor.page.goto(page.format(**demonstration))
            assert visitor.page.locator("html").get_attribute("lang") == "en"
            visitor.check(contrast=False)  # words have changed, colours have not
        visitor.page.emulate_media(media="print")
        visitor.picture(f"print-{username}")


def test_the_picture_of_the_readme_is_kept():
    """The leader's page of 2025, 1280 x 900; take it anew when the page has changed."""
    assert (Path(__file__).parent / "dashboard.png").exists()
