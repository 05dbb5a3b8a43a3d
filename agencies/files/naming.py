"""Names of files: our own for the storage, and the owner's, made harmless, for people. Pure."""

import re
import unicodedata
from uuid import UUID

from django.utils.translation import gettext as _

from agencies.enums import FileKind
from agencies.text import nfc

LONGEST_NAME = 200  # characters, extension included
_ENDINGS = {FileKind.JPEG: ("jpg", "jpeg")}
# what a name may pretend to be, also several at once
_PRETENDED = re.compile(
    r"(?:\. ?(?:pdf|png|jpe?g|jpe|jfif|docx?|docm|xlsx?|xlsm|html?|svg|exe|scr|js|vbs|bat|cmd|lnk)[ .]*)+$",
    re.IGNORECASE,
)
_FORBIDDEN = set('<>:"|?*')  # what Windows, where most of these files are opened, does not take in a name


def storage_name(uuid: UUID, kind: FileKind) -> str:
    """The name under which the file is kept: nothing of it comes from outside."""
    return f"{uuid.hex}.{kind.value}"


def display_name(name: str, kind: FileKind) -> str:
    """`name` as it is shown and saved: without folders, control characters and signs that turn the direction of
    writing, and with the ending of what the file is."""
    last = re.split(r"[/\\]", name)[-1]
    last = re.sub(r"\s+", " ", nfc("".join(map(_harmless, last)))).rstrip(" .")
    stem, ending = _without_ending(last, kind)
    stem = stem[: LONGEST_NAME - len(ending) - 1].strip(" .") or _("Minh chứng")
    return f"{stem}.{ending}"


def _harmless(char: str) -> str:
    if unicodedata.category(char) in ("Zs", "Zl", "Zp") or char in "\t\r\n":
        return " "
    if unicodedata.category(char).startswith("C"):  # control, format (bidi among them), surrogate, unassigned
        return ""
    return "_" if char in _FORBIDDEN else char


def _without_ending(name: str, kind: FileKind) -> tuple[str, str]:
    """The name without its ending, and the ending it gets: a right one stays."""
    ending = name.rpartition(".")[2].strip().lower()
    right = ending in _ENDINGS.get(kind, (kind.value,))
    return _PRETENDED.sub("", name), ending if right else str(kind.value)
