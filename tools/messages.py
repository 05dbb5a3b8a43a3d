"""Keep the English catalogue in step with the Vietnamese source strings: `make messages`.

Reads every translatable string from Python files and templates, updates locale/en/LC_MESSAGES/django.po (keeping what
is translated), and compiles it together with the few Vietnamese messages that Django itself words badly. Needs no
gettext on the machine: Babel reads and writes both.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
APPS = ("agencies", "plan", "targets", "reports", "config")
KEYWORDS: dict[str, Any] = {
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "_": None,
}


def folder(language: str) -> Path:
    """Where a language's catalogue lies. English is ours whole; Vietnamese mends what Django itself words badly."""
    return ROOT / "locale" / language / "LC_MESSAGES"


def sources() -> Iterator[tuple[Path, bytes]]:
    """Every file that may hold strings, templates turned into the Python that Django's own extractor reads."""
    if not settings.configured:
        settings.configure()
        django.setup()
    from django.utils.translation.template import templatize  # needs settings

    for app in APPS:
        for path in sorted((ROOT / app).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_bytes()
    for path in sorted((ROOT / "templates").rglob("*.html")):
        # in brackets, because what stands between the strings keeps the template's indentation
        yield path, f"({templatize(path.read_text(), origin=str(path))})".encode()


def collect() -> Catalog:
    """The strings in use now, without translations."""
    catalog = Catalog(project="Tiến Độ", version="", charset="utf-8")
    for path, content in sources():
        found = extract("python", io.BytesIO(content), KEYWORDS, options={"encoding": "utf-8"})
        for _line, message, _comments, context in found:
            catalog.add(message, locations=[(str(path.relative_to(ROOT)), 0)], context=context)
    return catalog


def missing(catalog: Catalog, translated: Catalog) -> list[str]:
    """The strings in use that have no complete translation."""
    gaps = []
    for message in catalog:
        if not message.id:
            continue
        known = translated.get(message.id, message.context)
        words = (known.string if known else "") or ""
        if known is None or known.fuzzy or not all([words] if isinstance(words, str) else words):
            gaps.append(message.id if isinstance(message.id, str) else message.id[0])
    return gaps


def read(language: str = "en") -> Catalog:
    with folder(language).joinpath("django.po").open("rb") as file:
        return read_po(file, locale=language)


def compiled(catalog: Catalog) -> bytes:
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main() -> int:
    used = collect()
    catalog = read()
    catalog.update(used, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = "# English for the Vietnamese source strings of Tiến Độ. Kept by `make messages`."
    catalog.project, catalog.version, catalog.last_translator = "Tiến Độ", "1", "Tiến Độ"
    catalog.creation_date = catalog.revision_date = EPOCH  # a date would change at every run
    with folder("en").joinpath("django.po").open("wb") as file:
        write_po(file, catalog, width=0, sort_output=True, include_lineno=False, omit_header=False)
    for language in ("en", "vi"):
        folder(language).joinpath("django.mo").write_bytes(compiled(read(language)))
    gaps = missing(used, catalog)
    print(f"{len(used)} strings, {len(gaps)} without English")
    for gap in gaps:
        print(f"  {gap}")
    return 1 if gaps else 0


if __name__ == "__main__":
    sys.exit(main())
