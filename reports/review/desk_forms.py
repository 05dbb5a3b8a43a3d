"""What is sent from the review desk. The services decide what is refused; a form only reads."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from agencies.forms import RefusableForm
from agencies.text import clean
from reports.review.items import Item


class DeskForm(RefusableForm):
    """`is_stale`: refused because a colleague, or the agency, was first."""

    is_stale = False

    @property
    def error_status(self) -> int:
        return 409 if self.is_stale else 422


class DecisionForm(DeskForm):
    """One decision on one item, made on the sending that the officer had on the screen.

    Where agencies say different things, `stands` is the figure chosen and `contest` the seal of those to choose from.
    """

    ACCEPT, RETURN, TAKE_BACK = "accept", "return", "take_back"

    decision = forms.ChoiceField(choices=[(word, word) for word in (ACCEPT, RETURN, TAKE_BACK)])
    sending = forms.IntegerField()
    reason = forms.CharField(required=False, max_length=5000)
    stands = forms.CharField(required=False)
    contest = forms.CharField(required=False)


class CleanItemsForm(DeskForm):
    """The unflagged items an officer saw, by their names on the page."""

    sending = forms.IntegerField()


class NoteField(forms.CharField):
    """A text in which something can be read."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class ReturnItemsForm(DeskForm):
    """Several items returned together, a note for each, as they and the whole report were seen.

    `with_report`: it was said that the report itself goes back with them.
    """

    use_required_attribute = False  # what is missing is named by us, with a link to its field

    sending = forms.IntegerField()
    version = forms.IntegerField()
    with_report = forms.BooleanField(required=False)

    def __init__(self, *args: Any, items: Iterable[Item], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = list(items)
        for item in self.items:
            self.fields[self.name_of(item)] = NoteField(
                label=f"{item.code} {item.title}",
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 3, "data-note": item.key}),
                error_messages={"required": _("Hãy ghi rõ cần bổ sung hoặc sửa điều gì.")},
            )

    @staticmethod
    def name_of(item: Item) -> str:
        return f"note-{item.key}"

    @property
    def rows(self) -> list[tuple[Item, forms.BoundField]]:
        """Each item with the field for its note."""
        return [(item, self[self.name_of(item)]) for item in self.items]


class FinishForm(DeskForm):
    """What ends a review, or takes it up again."""

    action = forms.ChoiceField(choices=[(action, action) for action in ("return", "accept", "reopen")])
    version = forms.IntegerField()
    reason = forms.CharField(required=False, max_length=5000)
