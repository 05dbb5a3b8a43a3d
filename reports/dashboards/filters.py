"""What the address of a dashboard asks to see: `?co-quan=SYT&muc=2.1.8&danh-gia=off_track&xep=te-nhat`."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from targets.enums import Status


@dataclass(frozen=True, slots=True)
class Filters:
    """Unknown words ask for nothing. `agency` narrows everything, `clause` the indicators, `status` only their list.

    `screen` is the screen of the presentation that is shown, from 1; 0 where nothing is presented.
    """

    agency: str = ""
    clause: str = ""
    status: Status | None = None
    worst_first: bool = False
    as_list: bool = False
    screen: int = 0

    @classmethod
    def of(cls, query: QueryDict) -> "Filters":
        status = query.get("danh-gia", "")
        return cls(
            agency=query.get("co-quan", ""),
            clause=query.get("muc", ""),
            status=Status(status) if status in Status.values else None,
            worst_first=query.get("xep") == "te-nhat",
            as_list=query.get("kieu") == "danh-sach",
            screen=_screen(query.get("trang", "")) if query.get("trinh-chieu") == "1" else 0,
        )

    @property
    def narrowed(self) -> bool:
        """Whether less than the whole plan is shown."""
        return bool(self.agency or self.clause or self.status)

    def words(self) -> dict[str, str]:
        """Itself as the words of an address, those left out that ask for nothing."""
        words = {
            "co-quan": self.agency,
            "muc": self.clause,
            "danh-gia": self.status or "",
            "xep": "te-nhat" if self.worst_first else "",
            "kieu": "danh-sach" if self.as_list else "",
            "trinh-chieu": "1" if self.screen else "",
            "trang": str(self.screen) if self.screen > 1 else "",
        }
        return {name: word for name, word in words.items() if word}

    def query(self, **changes: Any) -> str:
        """The address of the same view with `changes`: "?co-quan=SYT"."""
        return "?" + urlencode(replace(self, **changes).words())


def _screen(asked: str) -> int:
    return max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 4 else 1
