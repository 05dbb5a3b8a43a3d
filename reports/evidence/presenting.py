"""Files as pages show them: plain values and words. Made from what `reports.collect.content.files_of` says."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.urls import reverse

from agencies.enums import FileKind
from agencies.files.handing import SHOWN

_ICONS = {FileKind.PDF: "pdf", FileKind.WORD: "word", FileKind.EXCEL: "excel"}


@dataclass(frozen=True, slots=True)
class File:
    """`opens`: in the browser, which then gets a tab of its own."""

    pk: int
    name: str
    kind: str
    icon: str
    opens: bool
    size: str
    url: str


def files_in(item: Mapping[str, Any]) -> list[File]:
    """The files of an item of a sending; those sent before evidence was asked for have none."""
    return file_lines(item.get("evidence", []))


def file_lines(files: Iterable[Mapping[str, Any]]) -> list[File]:
    return [
        File(
            pk=file["id"],
            name=file["name"],
            kind=str(FileKind(file["kind"]).label),
            icon=_ICONS.get(FileKind(file["kind"]), "image"),
            opens=file["kind"] in SHOWN,
            size=filesizeformat(file["size"]),
            url=reverse("reports:evidence", args=[file["id"], file["name"]]),
        )
        for file in files
    ]
