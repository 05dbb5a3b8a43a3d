"""What the address of a round board asks to see: `?trang-thai=unsent&cap=district&chi=qua-han&tim=ly+nhan`."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from agencies.enums import Level
from reports.review.order import Pile

MOST_WORDS = 100  # characters of a name to look for


class Only(TextChoices):
    """What is true of some agencies beside the state of their reports."""

    LATE = "qua-han", _("Quá hạn")
    EXTENDED = "gia-han", _("Được gia hạn")
    UNREACHABLE = "khong-nguoi", _("Không có ai để nhắc")


@dataclass(frozen=True, slots=True)
class Narrowing:
    """All that is asked for must hold; unknown words ask for nothing. `words` are part of an agency's name."""

    pile: Pile | None = None
    level: Level | None = None
    only: frozenset[Only] = frozenset()
    words: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "Narrowing":
        pile, level = query.get("trang-thai", ""), query.get("cap", "")
        return cls(
            pile=Pile(pile) if pile in Pile.values else None,
            level=Level(level) if level in Level.values else None,
            only=frozenset(Only(word) for word in query.getlist("chi") if word in Only.values),
            words=" ".join(query.get("tim", "").split())[:MOST_WORDS],
        )

    @property
    def narrowed(self) -> bool:
        """Whether less than the whole round is shown."""
        return self != Narrowing()

    def query(self, **changes: Any) -> str:
        """The address of the same view, on its first page, with `changes`: "?cap=district"."""
        asked = replace(self, **changes)
        words = {
            "trang-thai": asked.pile or "",
            "cap": asked.level or "",
            "chi": sorted(asked.only),
            "tim": asked.words,
        }
        return "?" + urlencode({name: word for name, word in words.items() if word}, doseq=True)
