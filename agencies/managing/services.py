"""Changes of agencies: added, corrected, taken away where nothing refers to them. Whoever calls has checked the door.

A name is corrected here, never changed: an agency that is really called otherwise from a day on is another one that
takes over, which is a reorganisation.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from agencies.audit import acting
from agencies.enums import Level
from agencies.errors import Refused, Stale
from agencies.managing.names import Clash, Named, Names
from agencies.managing.selectors import all_names, named, state_of, what_hangs_on
from agencies.models import Agency, User
from agencies.naming import name_key, proposed_code, proposed_level, proposed_short_name


@dataclass(frozen=True)
class Wanted:
    """What an agency is to be: an empty short name or level is proposed from the name."""

    name: str
    short_name: str = ""
    level: str = ""
    aliases: list[str] = field(default_factory=list)
    uses_signoff: bool = True

    def values(self) -> dict[str, object]:
        """The columns; an alias that repeats another name is left out."""
        short_name = self.short_name or proposed_short_name(self.name)
        aliases = {name_key(alias): alias for alias in reversed(self.aliases)}
        own = {name_key(self.name), name_key(short_name)}
        return {
            "name": self.name,
            "short_name": short_name,
            "level": Level(self.level) if self.level else proposed_level(self.name),
            "aliases": [alias for key, alias in reversed(aliases.items()) if key not in own],
            "uses_signoff": self.uses_signoff,
        }


def add_agency(*, wanted: Wanted, code: str = "", valid_from: dt.date | None = None, by: User | None) -> Agency:
    """A new agency, under a code proposed from its name where none is given.

    Raises Refused where the code or one of the names belongs to another agency.
    """
    with acting(by):
        lock_names()
        taken = {known.casefold(): known for known in Agency.objects.values_list("code", flat=True)}
        if code.casefold() in taken:
            message = _("Mã {code} đã được dùng cho một cơ quan khác. Hãy chọn mã khác.")
            raise Refused(message.format(code=taken[code.casefold()]), field="code")
        code = code or proposed_code(wanted.name, set(taken.values()))
        agency = Agency(code=code, valid_from=valid_from, **wanted.values())
        _refuse_shared(named(agency), all_names())
        agency.save()
    return agency


def edit_agency(*, agency: Agency, seen: str, wanted: Wanted, by: User) -> Agency:
    """Correct what is on record. `seen` is what the person had before them (`selectors.state_of`).

    Raises Stale where somebody was first, and Refused where a name belongs to another agency.
    """
    with acting(by):
        lock_names()
        row: Agency = Agency.objects.select_for_update().get(pk=agency.pk)
        if state_of(row) != seen:
            raise Stale(_("Có người vừa sửa cơ quan này. Hãy xem lại nội dung mới rồi sửa tiếp."), current=row)
        for column, value in wanted.values().items():
            setattr(row, column, value)
        _refuse_shared(named(row), all_names())
        row.save()
    return row


def remove_agency(*, agency: Agency, by: User) -> None:
    """Take away an agency that was entered by mistake; the audit trail keeps it.

    Raises Refused where anything refers to it: then it can only end, in a reorganisation.
    """
    with acting(by):
        row = Agency.objects.select_for_update().get(pk=agency.pk)  # nobody can refer to it meanwhile
        if kinds := what_hangs_on(row):
            raise Refused(in_use_words(row, kinds))
        try:
            row.delete()
        except ProtectedError as error:
            raise Refused(in_use_words(row, [])) from error


def in_use_words(agency: Agency, kinds: Iterable[str]) -> str:
    """Why an agency cannot be taken away."""
    found = ", ".join(kinds) or _("dữ liệu khác")
    message = _("{agency} đã có dữ liệu liên quan ({kinds}) nên không xóa được. Cơ quan chấm dứt bằng một sắp xếp.")
    return message.format(agency=agency.name, kinds=found)


def lock_names() -> None:
    """Who adds or renames agencies takes turns until the transaction ends. One statement."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('agencies.names'))")


def _refuse_shared(agency: Named, names: Names) -> None:
    clashes = names.clashes(agency)
    if clashes:
        first = clashes[0].name
        column = "name" if first == agency.name else "short_name" if first == agency.others[0] else "aliases"
        raise Refused(shared_words(clashes[0]), field=column)


def shared_words(clash: Clash) -> str:
    """That another agency has the name, and until when."""
    other = clash.other
    if other.ends:
        message = _(
            "“{name}” là tên của {other} (mã {code}), hoạt động đến trước ngày {day}. Hãy ghi ngày bắt đầu của cơ quan "
            "mới từ ngày đó trở đi, hoặc dùng tên khác."
        )
        return message.format(name=clash.name, other=other.name, code=other.code, day=f"{other.ends:%d/%m/%Y}")
    message = _("“{name}” đã là tên của {other} (mã {code}). Văn bản tìm cơ quan theo tên, nên mỗi tên chỉ của một.")
    return message.format(name=clash.name, other=other.name, code=other.code)


def alike_words(clash: Clash) -> str:
    """That a name differs from another agency's in its marks alone."""
    message = _("“{name}” chỉ khác dấu với {other} (mã {code}). Hãy kiểm tra đây là hai cơ quan khác nhau.")
    return message.format(name=clash.name, other=clash.other.name, code=clash.other.code)
