"""Shown, then saved: what every form of a change does with what was sent."""

from collections.abc import Callable, Sequence
from typing import Protocol

from agencies.errors import Refused, Stale
from targets.selectors import IndicatorRow
from targets.setting.decision_forms import PreviewedForm
from targets.setting.previews import Preview
from targets.setting.standing import State

Rows = Sequence[IndicatorRow]


class Save(Protocol):
    """Makes the change of the indicators as they were `seen`."""

    def __call__(self, *, seen: Sequence[State]) -> object: ...


def shown_then_saved(
    form: PreviewedForm, rows: Rows, look: Callable[[Rows], list[Preview]], save: Save
) -> tuple[list[Preview], bool]:
    """The previews that `look` gives of `rows`, and whether they were confirmed and saved.

    What is refused is said in `form`. Where somebody else was quicker, the previews are of what stands now, and the
    person is asked to look again.
    """
    previews: list[Preview] = []
    try:
        previews = look(rows)
        form.show(previews)
        if form.confirms():
            save(seen=[preview.state for preview in previews])
            return previews, True
    except Stale as stale:
        return shown_then_saved(form, stale.current, look, save)  # type: ignore[arg-type]
    except Refused as refused:
        form.add_refusal(refused)
    return previews, False


def one_shown_then_saved(
    form: PreviewedForm, row: IndicatorRow, look: Callable[[IndicatorRow], Preview], save: Save
) -> tuple[Preview | None, bool]:
    """As `shown_then_saved`, for one indicator."""
    previews, is_saved = shown_then_saved(form, [row], lambda rows: [look(rows[0])], save)
    return next(iter(previews), None), is_saved
