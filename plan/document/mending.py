"""Lines as a document prints them into paragraphs as they were meant.

What is mended: marks of another alphabet or markup, spaces, page numbers inside a sentence, sentences that a page break
cut. Every paragraph keeps its lines, so that a quote is always what stands in the document.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from agencies.text import nfc
from plan.document.labels import begins_with_label
from plan.document.letters import plain
from plan.document.numbering import marker_of
from plan.document.records import Cell, Found, Line, T

_SIGNS = str.maketrans(
    {"ð": "đ", "Ð": "Đ", "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\ufeff": None}
)
_ANY_SPACE = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
_BOLD = re.compile(r"\*\*|__(?=\w)|(?<=\w)__")
_ITALIC = re.compile(r"\*(\S(?:[^*]*\S)?)\*")
_BEFORE_STOP = re.compile(r" +([.,;:)])(?=\s|$)")
_PAGE_NUMBER = re.compile(r"\W*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?\W*", re.IGNORECASE)
_STRAY = re.compile(r"(?<= )(\d{1,3}) (?=[a-zà-ỹđ])")
_LONGEST = 12_000  # signs of a paragraph; none is, and nothing is joined to it
_UNITS = ("%", "‰")
_MOST_STRAYS = 300  # numbers inside sentences that are looked at
_CUT_NUMBER = re.compile(r"\w[-/]$")  # "số 113-" / "CTr/TU"
_ENDED = re.compile(r"[.;:!?…]['”\")]*$")


@dataclass(frozen=True)
class Paragraph:
    """`text` is mended, its `lines` are not."""

    text: str
    lines: tuple[Line, ...]
    warnings: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        return "\n".join(line.text for line in self.lines)

    @property
    def numbers(self) -> tuple[int, ...]:
        return tuple(line.number for line in self.lines)

    @property
    def cell(self) -> Cell | None:
        return self.lines[0].cell

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


def found(value: T, *paragraphs: Paragraph, warnings: Iterable[str] = ()) -> Found[T]:
    """A value with the lines of the paragraphs it was read from."""
    lines = {line.number: line for paragraph in paragraphs for line in paragraph.lines}
    told = [warning for paragraph in paragraphs for warning in paragraph.warnings]
    quote = "\n".join(line.text for line in lines.values())
    return Found(value, quote, tuple(lines), tuple(dict.fromkeys([*told, *warnings])))


def tidy(text: str) -> str:
    """One line without what is not its wording."""
    text = _ANY_SPACE.sub(" ", nfc(text).translate(_SIGNS)).strip()
    return _unmarked(_BOLD.sub("", text))


def _unmarked(text: str) -> str:
    return _BEFORE_STOP.sub(r"\1", _ITALIC.sub(r"\1", text)).strip()


def paragraphs(lines: Sequence[Line]) -> list[Paragraph]:
    """The text of a document in order; each line of a table's cell is a paragraph of its own."""
    return list(_without_stray_numbers(list(_joined(lines))))


def _joined(lines: Iterable[Line]) -> Iterator[Paragraph]:
    last: Paragraph | None = None
    for line in lines:
        text = tidy(line.text)
        if not _says_anything(line, text) or line.furniture or _is_page_number(line, text):
            continue
        if last and _goes_on(last, line, text):
            glue = "" if _CUT_NUMBER.search(last.text[-2:]) else " "
            last = Paragraph(f"{last.text}{glue}{text}", (*last.lines, line))
            continue
        if last:
            yield _closed(last)
        last = Paragraph(text, (line,))
    if last:
        yield _closed(last)


def _says_anything(line: Line, text: str) -> bool:
    """A unit may be all that a cell holds."""
    return any(char.isalnum() for char in text) or (line.cell is not None and text in _UNITS)


def _closed(paragraph: Paragraph) -> Paragraph:
    """With the markup gone that began on one line and ended on another."""
    return replace(paragraph, text=_unmarked(paragraph.text)) if len(paragraph.lines) > 1 else paragraph


def _is_page_number(line: Line, text: str) -> bool:
    return line.cell is None and bool(_PAGE_NUMBER.fullmatch(text))


def _goes_on(last: Paragraph, line: Line, text: str) -> bool:
    """Whether `line` belongs to the sentence that `last` began."""
    if line.cell != last.cell or begins_with_label(text) or len(last.text) > _LONGEST:
        return False
    ended = bool(_ENDED.search(last.text[-12:]))
    if marker_of(text):
        return line.opens is False and not ended and text[0].isdigit()  # "…đến năm" / "2030. Tiếp tục…"
    if line.opens is False:
        return True
    if ended or line.cell:
        return False
    if last.text[:300].isupper():  # a heading of two lines
        return text.isupper() and marker_of(last.text) is not None and line.opens is not True
    return text[0].islower() or last.text.endswith((",", "(", "“"))


def _without_stray_numbers(found_: list[Paragraph]) -> Iterator[Paragraph]:
    """A page number inside a sentence is known by the words around it, which the document also has without it."""
    whole, looked_at = "", 0
    for paragraph in found_:
        text, warnings = paragraph.text, list(paragraph.warnings)
        for stray in reversed(list(_STRAY.finditer(text))):
            looked_at += 1
            if looked_at > _MOST_STRAYS:
                break
            whole = whole or "\n".join(plain(each.text) for each in found_)
            if _around(text, stray) and plain(_around(text, stray)) in whole:
                text = text[: stray.start()] + text[stray.end() :]
                warnings.append(_("Đã bỏ số trang “{number}” đứng giữa câu.").format(number=stray[1]))
        yield replace(paragraph, text=text, warnings=tuple(warnings)) if text != paragraph.text else paragraph


def _around(text: str, stray: re.Match[str]) -> str:
    """Two words before the number and two after it, without it; "" where one of them is none."""
    before = re.search(r"(?<!\w)[^\W\d_]+ [^\W\d_]+ $", text[max(0, stray.start() - 40) : stray.start()])
    after = re.match(r"[^\W\d_]+ [^\W\d_]+", text[stray.end() : stray.end() + 40])
    return before[0] + after[0] if before and after else ""
