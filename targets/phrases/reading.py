"""What a phrase was read as."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from targets.enums import Comparator
from targets.figures import plain


class PhraseKind(TextChoices):
    """What a target phrase speaks of; only some of these are what a stored target can hold."""

    LEVEL = "level", _("mức phải đạt")
    PER_YEAR = "per-year", _("mức của mỗi năm")
    CHANGE = "change", _("mức tăng, giảm")
    RANK = "rank", _("thứ hạng")
    MULTIPLE = "multiple", _("số lần so với năm gốc")
    FROM_TO = "from-to", _("từ số gốc đến mức phải đạt")
    MILESTONE = "milestone", _("mốc hoàn thành")
    DEADLINE = "deadline", _("thời hạn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One target of a phrase. Bounds as in a stored target: one bound in `lower`, that of "dưới" and "không quá" in
    `upper`; of a from-to, the figure to start from is `lower` and the one to reach `upper`.

    `due` is a deadline's date as written ("15/12", "quý II"). `year` is in the phrase's own terms ("2030",
    "hằng năm", "2011-2015", "cuối 2017", "trước 2030"), None where it does not say. `since` is the year compared
    with, `direction` says which way a change goes, `soft` that the phrase only hopes ("phấn đấu").
    """

    kind: PhraseKind
    comparator: Comparator
    lower: Decimal | None = None
    upper: Decimal | None = None
    unit: str = ""
    year: str | None = None
    due: str = ""
    since: str = ""
    direction: str = ""
    soft: bool = False

    def as_record(self) -> dict[str, str | None]:
        """The reading for a program: bounds are digits with a decimal point, or null."""
        return {
            "kind": self.kind.value,
            "comparator": self.comparator.value,
            "lower": None if self.lower is None else plain(self.lower),
            "upper": self.due or (None if self.upper is None else plain(self.upper)),
            "unit": self.unit or None,
            "year": self.year,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseReading:
    """All that was read from a phrase, and what a person must look at before relying on it."""

    phrase: str
    readings: tuple[Reading, ...]
    warning: str | None
