"""The numbers that Word shows before paragraphs and does not write into them."""

from collections import defaultdict
from dataclasses import dataclass
from xml.etree.ElementTree import Element

_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_HIGHEST = 9_999


def name_of(element: Element) -> str:
    """The local name: documents of the strict kind have other namespaces."""
    return str(element.tag).rpartition("}")[2]


def child(element: Element, wanted: str) -> Element | None:
    return next((inner for inner in element if name_of(inner) == wanted), None)


def attribute(element: Element | None, wanted: str) -> str:
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == wanted), "")


@dataclass(frozen=True)
class Style:
    bold: bool = False
    is_contents: bool = False
    number: tuple[str, int] | None = None


@dataclass(frozen=True)
class Level:
    form: str
    text: str
    start: int


class Styles:
    """What the styles of paragraphs say about bold type, numbers and the table of contents."""

    def __init__(self, tree: Element | None) -> None:
        self._elements = {
            attribute(style, "styleId"): style
            for style in (tree if tree is not None else ())
            if name_of(style) == "style"
        }
        self._styles: dict[str, Style] = {}

    def of(self, paragraph: Element) -> Style:
        properties = child(paragraph, "pPr")
        style = None if properties is None else child(properties, "pStyle")
        return self._style(attribute(style, "val"), depth=0)

    def _style(self, name: str, depth: int) -> Style:
        if name not in self._elements or depth > 20:
            return Style()
        if name not in self._styles:
            element = self._elements[name]
            base = self._style(attribute(child(element, "basedOn"), "val"), depth + 1)
            run, called = child(element, "rPr"), attribute(child(element, "name"), "val").lower()
            bold = None if run is None else child(run, "b")
            self._styles[name] = Style(
                bold=base.bold if bold is None else attribute(bold, "val") not in ("0", "false"),
                is_contents=called.startswith(("toc ", "table of")) or base.is_contents,
                number=number_in(child(element, "pPr")) or base.number,
            )
        return self._styles[name]


def number_in(properties: Element | None) -> tuple[str, int] | None:
    """The list that a paragraph belongs to, and its level there."""
    number = None if properties is None else child(properties, "numPr")
    if number is None:
        return None
    level = attribute(child(number, "ilvl"), "val")
    return attribute(child(number, "numId"), "val"), int(level) if level.isdigit() else 0


class Counting:
    """Counts the paragraphs of each list as Word does."""

    def __init__(self, tree: Element | None, styles: Styles) -> None:
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)
        self._lists: dict[str, tuple[str, dict[int, Level]]] = {}
        elements = list(tree) if tree is not None else []
        abstract = {
            attribute(each, "abstractNumId"): _levels(each) for each in elements if name_of(each) == "abstractNum"
        }
        for each in elements:
            if name_of(each) == "num":
                key = attribute(child(each, "abstractNumId"), "val")
                levels = dict(abstract.get(key, {}))
                overridden = _overrides(each, levels)
                own = f"{key}/{attribute(each, 'numId')}" if overridden else key
                self._lists[attribute(each, "numId")] = (own, levels)

    def number(self, paragraph: Element, style: Style) -> str:
        """What Word prints before the paragraph; "-" for any bullet, "" for none."""
        which = number_in(child(paragraph, "pPr")) or style.number
        if which is None or which[0] not in self._lists:
            return ""
        key, levels = self._lists[which[0]]
        depth = which[1]
        level = levels.get(depth)
        if level is None or level.form == "none":
            return ""
        counts = self._counts[key]
        counts[depth] = min(counts.get(depth, level.start - 1) + 1, _HIGHEST)
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]
        if level.form == "bullet":
            return "-"
        text = level.text
        for each in range(depth + 1):
            shown = levels.get(each, level)
            text = text.replace(f"%{each + 1}", _shown(counts.get(each, shown.start), shown.form))
        return text.strip()


def _levels(abstract: Element) -> dict[int, Level]:
    levels = {}
    for each in abstract:
        depth, start = attribute(each, "ilvl"), attribute(child(each, "start"), "val")
        if name_of(each) == "lvl" and depth.isdigit():
            form = attribute(child(each, "numFmt"), "val") or "decimal"
            levels[int(depth)] = Level(
                form, attribute(child(each, "lvlText"), "val"), int(start) if start.isdigit() else 1
            )
    return levels


def _overrides(number: Element, levels: dict[int, Level]) -> bool:
    """Whether a list starts anew where another of its kind has been; changes `levels` accordingly."""
    overridden = False
    for each in number:
        depth, start = attribute(each, "ilvl"), attribute(child(each, "startOverride"), "val")
        if name_of(each) == "lvlOverride" and depth.isdigit():
            level = child(each, "lvl")
            if level is not None:
                form = attribute(child(level, "numFmt"), "val") or "decimal"
                levels[int(depth)] = Level(form, attribute(child(level, "lvlText"), "val"), 1)
                overridden = True
            if start.isdigit() and int(depth) in levels:
                old = levels[int(depth)]
                levels[int(depth)] = Level(old.form, old.text, int(start))
                overridden = True
    return overridden


def _shown(count: int, form: str) -> str:
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(count)
        return roman.upper() if form == "upperRoman" else roman
    if form in ("upperLetter", "lowerLetter"):
        letter = _LETTERS[(count - 1) % 26] * ((count - 1) // 26 + 1)
        return letter.upper() if form == "upperLetter" else letter
    return f"{count:02}" if form == "decimalZero" else str(count)


def _roman(count: int) -> str:
    roman, left = "", min(count, 399)
    for value, sign in ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), *_ROMAN):
        while left >= value:
            roman, left = roman + sign, left - value
    return roman
