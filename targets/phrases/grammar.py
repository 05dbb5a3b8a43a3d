"""From a phrase to its readings: cut, mark, sieve, weigh; and say what could not be read."""

import unicodedata

from targets.phrases import remarks
from targets.phrases.amounts import NUMBERS
from targets.phrases.building import build, name_units, share_denominators
from targets.phrases.doubts import carries, doubts
from targets.phrases.kinds import sense
from targets.phrases.leftovers import leftovers
from targets.phrases.lexicon import K
from targets.phrases.pieces import Time, cut, words
from targets.phrases.reading import PhraseKind, PhraseReading, Reading
from targets.phrases.remarks import Remarks
from targets.phrases.segment import Segment, Sense, has, none_left_at, segments
from targets.phrases.sieve import sieve
from targets.phrases.spelling import spelled, without_heading
from targets.phrases.traps import marked
from targets.phrases.units import ABBREVIATIONS, BASES
from targets.phrases.whole import whole
from targets.phrases.years import leading_time, opening_time, year_of

LONGEST = 2000  # characters; the longest clause of a plan has about 1,000
MOST_NUMBERS = 60
_SILENT = frozenset({K.NAME, K.TIME, K.STOP, K.BREAK, K.COMMA, K.DASH, K.COLON, K.SLASH})


def read_phrase(text: str) -> PhraseReading:
    """Read a Vietnamese target phrase. Any text gives an answer; what is not clear is warned of, never guessed."""
    remark = Remarks()
    readings: tuple[Reading, ...] = ()
    if len(text) > LONGEST:
        remark(remarks.too_long(LONGEST))
    else:
        plain = without_heading(spelled(text))
        refusal = _refusal(plain)
        if refusal:
            remark(refusal)
        else:
            readings = _readings(plain, remark)
            if not readings:
                remark(remarks.nothing_found())
    return PhraseReading(phrase=text, readings=readings, warning=remark.text())


def _readings(plain: str, remark: Remarks) -> tuple[Reading, ...]:
    """The readings of a spelled phrase, segment by segment; a time that opens one holds for those after it too."""
    readings: list[Reading] = []
    unread: list[str] = []
    inherited: Time | None = None
    listed = False  # under the heads of a figure for each year
    for segment in segments(marked(cut(plain))):
        said = len(remark.sentences)
        inherited = leading_time(segment) or inherited
        found = _read(segment, opening_time(segment) or inherited, remark)
        if not found and len(remark.sentences) == said and _speaks(segment):
            unread.append(words(segment.pieces))
        readings += found
        listed = listed or _heads_a_list(segment, found)
        if listed and any(reading.kind == PhraseKind.CHANGE for reading in found):
            remark(remarks.yearly_or_not())
    for part in unread if readings else ():
        remark(remarks.unread_part(part))
    return tuple(readings)


def _speaks(segment: Segment) -> bool:
    return any(lexeme.kind not in _SILENT for lexeme in segment.pieces)


def _heads_a_list(segment: Segment, found: list[Reading]) -> bool:
    return has(segment.pieces, K.OF_WHICH) and any(reading.kind == PhraseKind.PER_YEAR for reading in found)


def _refusal(plain: str) -> str | None:
    """Why a text is not read at all: damaged, without tone marks, or a whole table."""
    letters = [char for char in plain if char.isalpha()]
    if "\N{REPLACEMENT CHARACTER}" in plain or not all(map(_is_latin, letters)):
        return remarks.damaged()
    known = ABBREVIATIONS | BASES.keys()
    pieces = cut(plain)
    if sum(lexeme.kind in NUMBERS for lexeme in pieces) > MOST_NUMBERS:
        return remarks.too_many(MOST_NUMBERS)
    unknown = any(lexeme.kind == K.WORD and lexeme.text not in known for lexeme in pieces)
    return remarks.without_marks() if unknown and all(map(str.isascii, letters)) else None


def _is_latin(char: str) -> bool:
    return char == "µ" or unicodedata.name(char, "").startswith("LATIN")


def _read(segment: Segment, inherited: Time | None, remark: Remarks) -> list[Reading]:
    """The readings of one segment."""
    name_units(segment)
    share_denominators(segment)
    if none_left_at(segment.pieces) is not None:
        found = _nothing_left(segment, inherited, remark)
    elif segment.amounts:
        found = _amounts(segment, inherited, remark)
    else:
        found = whole(segment.pieces, inherited, remark)
    leftovers(segment, remark)
    return found


def _nothing_left(segment: Segment, inherited: Time | None, remark: Remarks) -> list[Reading]:
    """ "không còn xã dưới 15 tiêu chí": the figures only describe what must be gone."""
    for n in range(len(segment.amounts)):
        remark(remarks.condition(segment.text(n)))
    return whole([lexeme for lexeme in segment.pieces if lexeme.kind not in (K.NUM, K.CMP)], inherited, remark)


def _amounts(segment: Segment, inherited: Time | None, remark: Remarks) -> list[Reading]:
    """The readings of the amounts that are targets; each may take up the verb of the one before."""
    found: list[Reading] = []
    before: Sense | None = None
    bound = ""
    for candidate in sieve(segment, remark):
        before = sense(segment, candidate.n, before, remark)
        if before is None:
            continue
        bound = carries(segment, candidate.n, bound, remark)
        year = year_of(segment, candidate.n, inherited, remark)
        reading = build(segment, candidate, before, year)
        doubts(segment, candidate.n, reading, remark)
        found.append(reading)
    return found
