"""What an agency is told at once: that its difficulty was answered, or decided."""

from collections.abc import Sequence

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from reports.difficulties.steps import REPLIES
from reports.enums import DifficultyAction as Action
from reports.enums import MailKind
from reports.mail.links import absolute
from reports.mail.writing import people_of, post_to
from reports.models import DifficultyStep


@translation.override(settings.LANGUAGE_CODE)
def tell_answered(steps: Sequence[DifficultyStep]) -> None:
    """Tell the people of each difficulty's agency of an answer or a decision; of other steps nobody is told.

    A query for each, and those of `post` for each of its people.
    """
    for step in steps:
        if step.action not in REPLIES:
            continue
        row = step.difficulty
        decided = step.action == Action.DECIDE
        url = absolute(reverse("reports:difficulty", args=[row.pk]))
        post_to(
            people_of(row.agency, on=timezone.localdate(step.at)),
            kind=MailKind.ANSWERED,
            key=f"answered difficulty {row.pk} {step.pk}",
            subject=_("UBND tỉnh đã quyết định về khó khăn của cơ quan")
            if decided
            else _("Khó khăn, vướng mắc của cơ quan đã được trả lời"),
            body=render_to_string("mail/difficulty.txt", {"row": row, "step": step, "decided": decided, "url": url}),
            now=step.at,
        )
