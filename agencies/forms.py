"""What every form of the product shares."""

from django import forms

from agencies.errors import Refused


class DayWidget(forms.DateInput):
    """The browser's own calendar; without one, a day is typed as dd/mm/yyyy."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class RefusableForm(forms.Form):
    """A form on which a service's refusal is shown, at the field it names."""

    def add_refusal(self, refused: Refused) -> None:
        self.add_error(refused.field if refused.field in self.fields else None, refused.message)
