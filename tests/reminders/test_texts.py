"""The office's own words: saved on what one saw, refused by name, and the original at hand."""

import pytest

from agencies.errors import Refused, Stale
from reports.enums import ReminderKind
from reports.models import ReminderText
from reports.reminders.services import restore_text, save_text
from reports.reminders.words import ORIGINALS
from tests.collect.test_races import together
from tests.factories import NOW, person

KIND = ReminderKind.BEFORE


def save(world, body, version=0, who="dung", **more):
    by = person(getattr(world, who))
    return save_text(plan=world.plan, kind=KIND, body=body, version=version, by=by, now=NOW, **more)


def test_the_first_change_makes_the_row_and_the_next_goes_on_from_it(world):
    assert save(world, "Gửi {cơ quan}.").version == 1
    row = save(world, "Gửi {cơ quan}, năm {năm}.", version=1, who="giang")
    assert (row.version, row.body, row.edited_by) == (2, "Gửi {cơ quan}, năm {năm}.", world.giang)


@pytest.mark.parametrize("version", [0, 1, 7])
def test_what_was_made_from_an_older_text_is_told_so(world, version):
    save(world, "Một.")
    save(world, "Hai.", version=1)
    with pytest.raises(Stale, match="Vũ Thị Dung") as stale:
        save(world, "Ba.", version=version, who="giang")
    assert (stale.value.current.body, stale.value.current.version) == ("Hai.", 2)
    assert ReminderText.objects.get().body == "Hai."


@pytest.mark.django_db(transaction=True)
def test_of_four_who_save_at_once_one_does(transactional_db, world):
    outcome = together(*[lambda number=number: save(world, f"Lời {number}.") for number in range(4)])
    assert sum(isinstance(one, Stale) for one in outcome) == 3


def test_the_original_comes_back_and_older_pages_do_not_undo_it(world):
    save(world, "Một.")
    restored = restore_text(plan=world.plan, kind=KIND, version=1, by=person(world.dung), now=NOW)
    assert (restored.body, restored.version) == (ORIGINALS[KIND], 2)
    with pytest.raises(Stale):
        save(world, "Hai.", version=1)


def test_what_cannot_be_filled_in_is_not_saved(world):
    with pytest.raises(Refused, match="sở"):
        save(world, "Gửi {sở}.")
    assert not ReminderText.objects.exists()


@pytest.mark.parametrize("who", ["an", "ha", "khoa"])
def test_only_the_coordinators_people_change_it(world, who):
    with pytest.raises(Refused, match="cơ quan đầu mối"):
        save(world, "Một.", who=who)
