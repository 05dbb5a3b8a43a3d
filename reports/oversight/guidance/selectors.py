"""Readings of what was said for a round, and the doors to it."""

from django.http import Http404

from agencies.access import Person
from reports.models import Attachment, Guidance, Round


def history_of(round_: Round) -> list[Guidance]:
    """All that was said for the round, the latest first. One query."""
    return list(Guidance.objects.filter(round=round_).select_related("file", "by"))


def get_guidance_file(person: Person, pk: int) -> Attachment:
    """The file of one guidance, for everybody who holds a role; Http404 for others. One query."""
    row = Guidance.objects.filter(pk=pk).select_related("file").first() if person.is_member else None
    if row is None or row.file is None:
        raise Http404
    return row.file
