import pytest
from django.core.cache import cache

from agencies.models import AuditLine
from config.middleware import client_address
from config.signin import TRIES, TRIES_AT_MOST
from tests import factories as f

URL = "/dang-nhap/"


@pytest.fixture(autouse=True)
def no_earlier_tries():
    cache.clear()


def post(client, username, password):
    return client.post(URL, {"username": username, "password": password})


def test_a_right_password_lets_in_and_a_wrong_one_says_so(client, world):
    refused = post(client, "an", "sai-mat-khau")
    assert refused.status_code == 200
    assert "mật khẩu" in refused.content.decode()
    assert post(client, "an", f.PASSWORD).status_code == 302


def test_too_many_wrong_passwords_close_the_door_even_to_the_right_one(client, world):
    for _ in range(TRIES):
        post(client, "an", "sai-mat-khau")
    assert "15 phút" in post(client, "an", f.PASSWORD).content.decode()
    assert post(client, "binh", f.PASSWORD).status_code == 302  # another name is not shut out


def test_an_empty_password_does_not_start_the_count_anew(client, world):
    for _ in range(TRIES):
        post(client, "an", "sai-mat-khau")
        post(client, "an", "")
    assert "15 phút" in post(client, "an", f.PASSWORD).content.decode()


def test_one_password_is_not_tried_on_every_name(client, world):
    for number in range(TRIES_AT_MOST):
        post(client, f"nguoi{number}", "mat-khau-chung")
    assert "15 phút" in post(client, "an", f.PASSWORD).content.decode()


def test_a_change_of_password_names_its_person(client, world):
    client.force_login(world.an)
    new = "Mot-mat-khau-moi-3"
    data = {"old_password": f.PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post("/doi-mat-khau/", data).status_code == 302
    line = AuditLine.objects.filter(table="agencies_user", action="update").latest("pk")
    assert (line.actor_id, line.source.split()[:2]) == (world.an.pk, ["POST", "/doi-mat-khau/"])


def test_a_shared_computer_keeps_no_page(sign_in, world):
    assert "no-store" in sign_in(world.an).get("/doi-mat-khau/")["Cache-Control"]


@pytest.mark.parametrize("url", ["/co-quan/%00/", "/co-quan/?x=%00"])
def test_no_nul_reaches_a_query(sign_in, world, url):
    assert sign_in(world.an).get(url).status_code == 400


def test_signing_in_forgets_earlier_mistakes(client, world):
    for _ in range(TRIES - 1):
        post(client, "an", "sai-mat-khau")
    assert post(client, "an", f.PASSWORD).status_code == 302
    client.logout()
    assert post(client, "an", "sai-mat-khau").status_code == 200
    assert post(client, "an", f.PASSWORD).status_code == 302


def test_every_page_asks_a_visitor_to_sign_in_and_comes_back(client, world):
    response = client.get("/doi-mat-khau/")
    assert response.status_code == 302
    assert response["Location"].startswith("/dang-nhap/?next=/doi-mat-khau/")


def test_somebody_without_a_role_is_told_what_to_do(sign_in, world):
    response = sign_in(world.lan).get("/")
    assert response.status_code == 403
    assert "quản trị" in response.content.decode()


def test_vietnamese_unless_english_is_chosen(client, world):
    page = client.get(URL, headers={"accept-language": "en-US,en"})
    assert page["Content-Language"] == "vi"
    client.post("/ngon-ngu/", {"language": "en", "next": URL})
    assert client.get(URL)["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("https", "forwarded", "address"),
    [
        (True, "203.0.113.9, 198.51.100.7", "198.51.100.7"),  # what the caller claims comes before what the proxy saw
        (True, "", "10.0.0.1"),
        (False, "203.0.113.9", "10.0.0.1"),
    ],
)
def test_the_caller_is_who_the_proxy_says(rf, settings, https, forwarded, address):
    settings.HTTPS = https
    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forwarded} if forwarded else {})
    assert client_address(request) == address
