"""The page of one's own mails, and the way out that every mail carries."""

import re

import pytest
from django.core import mail as django_mail
from django.core import signing
from django.test import Client
from django.urls import reverse

from agencies.models import AuditLine
from reports.enums import MailKind
from reports.mail.links import SALT, refusal_url
from reports.mail.preferences import refused_by
from reports.mail.sending import message_of, send_waiting
from reports.mail.writing import post
from reports.models import Mail, MailRefusal
from tests.factories import NOW

MAILS = "/thu-bao/"


@pytest.fixture
def letter(world):
    return post(kind="returned", key="r 1", recipient=world.an, subject="Báo cáo bị trả lại", body="Thiếu.", now=NOW)


def path_of(person, kind=MailKind.DIGEST):
    return refusal_url(person.pk, kind).removeprefix("http://127.0.0.1:8000")


class TestOwnMails:
    def test_everybody_gets_every_kind_until_they_say_otherwise(self, world, sign_in):
        page = sign_in(world.an).get(MAILS).content.decode()
        assert page.count("checked") == len(MailKind)
        assert world.an.email in page

    def test_each_kind_is_chosen_by_itself_and_can_be_had_again(self, world, sign_in):
        client = sign_in(world.an)
        client.post(MAILS, {"kind": ["returned"]})
        assert refused_by(world.an) == set(MailKind) - {MailKind.RETURNED}
        assert client.get(MAILS).content.decode().count("checked") == 1
        client.post(MAILS, {"kind": ["returned", "digest"]})
        assert refused_by(world.an) == {MailKind.ANSWERED, MailKind.REMINDER}
        assert refused_by(world.binh) == set()

    def test_what_is_no_kind_is_passed_over(self, world, sign_in):
        sign_in(world.an).post(MAILS, {"kind": ["khong-co", "digest"]})
        assert refused_by(world.an) == set(MailKind) - {MailKind.DIGEST}

    def test_it_shows_the_own_last_twenty_with_their_states(self, world, sign_in):
        for number in range(21):
            post(kind="digest", key=f"d {number}", recipient=world.an, subject=f"Thư {number}.", body="", now=NOW)
        post(kind="digest", key="d b", recipient=world.binh, subject="Thư của Bình", body="", now=NOW)
        Mail.objects.filter(key="d 20").update(state="failed", error="550 No such user")
        page = sign_in(world.an).get(MAILS).content.decode()
        assert "Thư 20." in page
        assert "Thư 1." in page
        assert "Thư 0." not in page
        assert "Thư của Bình" not in page
        assert "Không gửi được" in page
        assert "550 No such user" in page

    def test_without_any_it_says_when_there_will_be(self, world, sign_in):
        assert "Chưa có thư nào" in sign_in(world.lan).get(MAILS).content.decode()

    def test_it_costs_the_same_for_one_mail_and_for_twenty(self, world, sign_in, letter, django_assert_num_queries):
        client = sign_in(world.an)
        client.get(MAILS)
        with django_assert_num_queries(5):  # the user, the roles, the menu, the refusals, the mails
            client.get(MAILS)
        for number in range(19):
            post(kind="digest", key=f"d {number}", recipient=world.an, subject="Thư", body="", now=NOW)
        with django_assert_num_queries(5):
            client.get(MAILS)

    def test_the_menu_leads_to_it(self, world, sign_in):
        assert f'href="{MAILS}"' in sign_in(world.an).get("/viec-cua-toi/").content.decode()


class TestTheWayOut:
    def test_every_mail_carries_it_for_people_and_for_programs(self, letter):
        message = message_of(letter).message()
        link = refusal_url(letter.recipient_id, MailKind.RETURNED)
        assert message["List-Unsubscribe"].strip() == f"<{link}>"
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert link in message.get_payload(decode=True).decode()

    def test_its_link_works_as_it_was_sent(self, world, letter):
        send_waiting(clock=lambda: NOW)
        (link,) = re.findall(r"http://127.0.0.1:8000(/thu-bao/ngung/\S+)", django_mail.outbox[0].body)
        assert Client().get(link).status_code == 200

    def test_reading_it_changes_nothing(self, world, client):
        page = client.get(path_of(world.an)).content.decode()
        assert "Ngừng nhận loại thư này?" in page
        assert not MailRefusal.objects.exists()

    def test_one_click_ends_one_kind_without_signing_in(self, world):
        client = Client(enforce_csrf_checks=True)
        answer = client.post(path_of(world.an), {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "Đã ngừng gửi loại thư này" in answer.content.decode()
        assert refused_by(world.an) == {MailKind.DIGEST}
        assert client.post(path_of(world.an)).status_code == 200
        assert MailRefusal.objects.count() == 1
        line = AuditLine.objects.get(table="reports_mailrefusal")
        assert line.actor_id == world.an.pk

    def test_what_waits_is_not_sent_any_more(self, world, letter, client):
        client.post(path_of(world.an, MailKind.DIGEST))
        letter.refresh_from_db()
        assert letter.state == "waiting"
        client.post(path_of(world.an, MailKind.RETURNED))
        assert send_waiting(clock=lambda: NOW) == 0
        letter.refresh_from_db()
        assert (letter.state, letter.error) == ("failed", "Người nhận đã ngừng nhận loại thư này.")

    @pytest.mark.parametrize(
        "token",
        [
            "khong-phai",
            signing.dumps([1, "digest"], salt="another"),
            signing.dumps([999_999, "digest"], salt=SALT),
            signing.dumps([1, "fax"], salt=SALT),
        ],
        ids=["no token", "of something else", "of nobody", "of no kind"],
    )
    def test_a_token_we_did_not_write_is_nothing(self, world, client, token):
        assert client.get(reverse("reports:refuse_mail", args=[token])).status_code == 404
        assert client.post(reverse("reports:refuse_mail", args=[token])).status_code == 404
        assert not MailRefusal.objects.exists()

    def test_another_persons_kind_cannot_be_named(self, world, client):
        """One letter of the token changed, and it is not ours."""
        path = path_of(world.an)
        head, _, tail = path.rpartition(":")
        flipped = "A" if tail[0] != "A" else "B"
        assert client.post(f"{head}:{flipped}{tail[1:]}").status_code == 404
