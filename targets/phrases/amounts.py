"""An amount of a phrase: its comparators, one figure or a range, its unit, and the words around it that count."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from targets.phrases.lexicon import K, entries
from targets.phrases.nouns import PREPOSITIONS, complement
from targets.phrases.pieces import Lexeme
from targets.phrases.times import is_year, piece
from targets.phrases.units import BASES, PERCENTS, UNITS

NUMBERS = (K.NUM, K.UNCLEAR, K.FRACTION)
_LEAD = frozenset(
    {
        K.CMP,
        K.LEVEL,
        K.TO,
        K.FROM,
        K.UNTIL,
        K.AVERAGE,
        K.YEARLY,
        K.RECURRING,
        K.MORE,
        K.CHANGE,
        K.CHANGE_NOUN,
        K.RATIO,
        K.HAVE,
    }
    | {K.PASSIVE, K.FILLER, K.POSITION, K.GROUP, K.AIM, K.RESPECTIVELY, K.EACH, K.NOT}
)
_LONGEST_UNKNOWN_UNIT = 2
_OPENERS = (K.FROM, K.LEVEL, K.TO, K.CHANGE)  # words that "trở lên" closes however far it stands
STOPS = (*NUMBERS, K.CMP, K.COMMA, K.COLON, K.AND, K.OR, K.OF_WHICH, K.DASH, K.OPEN, K.CLOSE, K.BREAK, K.STOP)
_GRADES = (
    "đại học", "cao đẳng", "trung cấp", "sơ cấp", "trung bình", "thạc sĩ", "tiến sĩ", "khá", "giỏi", "tốt", "sao",
    "trưởng phòng", "phó phòng", "lãnh đạo", "chất lượng", "nhiệm vụ", "thường xuyên",
)  # fmt: skip
_GRADED = entries("cấp|loại|hạng|bậc|mức|lớp")


@dataclass(slots=True)
class Amount:
    """Figures [`start`, `end`) of a phrase; `lead` are the pieces right before the number, nearest first."""

    start: int
    end: int
    lead: list[Lexeme]
    first: Lexeme
    second: Lexeme | None = None
    unit: str = ""
    per: str = ""  # what the unit is counted per: "/vạn dân", "/năm"
    tail: str = ""
    inner: str = ""  # a comparator inside the range: "từ 5 đến dưới 10"
    mixed_units: bool = False
    first_at: int = 0
    tail_at: int | None = None  # where a `tail` outside [`start`, `end`) stands

    @property
    def comparators(self) -> set[str]:
        """What the words before and after the number say: none, one, or several that may contradict each other."""
        before = {lexeme.value for lexeme in self.lead if lexeme.kind == K.CMP}
        return before | ({self.tail} if self.tail else set())

    def leads(self, *kinds: K) -> bool:
        """Whether a word of one of these kinds stands right before the number."""
        return any(lexeme.kind in kinds for lexeme in self.lead)

    @property
    def figures(self) -> list[Decimal]:
        return [lexeme.figure for lexeme in (self.first, self.second) if lexeme and lexeme.figure is not None]

    @property
    def shown_unit(self) -> str:
        return self.unit + self.per


def amounts(pieces: Sequence[Lexeme]) -> list[Amount]:
    """Every amount of a marked phrase, in order; each number is in exactly one."""
    found: list[Amount] = []
    at = 0
    while at < len(pieces):
        if pieces[at].kind in NUMBERS or _is_counted_word(pieces, at):
            floor = found[-1].end if found else 0
            found.append(_amount(pieces, at, floor))
            at = found[-1].end
        else:
            at += 1
    return found


def _is_counted_word(pieces: Sequence[Lexeme], at: int) -> bool:
    """ "ít nhất hai xã": a small number in letters, after a comparator that nothing else can mean."""
    before = piece(pieces, at - 1)
    strong = before.kind == K.RATIO or (before.kind == K.CMP and " " in before.text)
    return pieces[at].kind == K.NUMBER_WORD and strong


def _amount(pieces: Sequence[Lexeme], at: int, floor: int) -> Amount:
    start = _lead_start(pieces, at, floor)
    amount = Amount(start, at + 1, list(reversed(pieces[start:at])), pieces[at], first_at=at)
    amount.end = _unit(pieces, at + 1, amount)
    _range(pieces, amount)
    _tail(pieces, amount)
    return amount


def _lead_start(pieces: Sequence[Lexeme], at: int, floor: int) -> int:
    start = at
    while start > floor:
        before = pieces[start - 1]
        passed = before.kind in _LEAD or (before.kind == K.COLON and piece(pieces, start - 2).kind == K.CMP)
        if not passed:
            break
        start -= 1
        if before.kind in (K.CHANGE, K.CHANGE_NOUN):
            break
    return start


def _range(pieces: Sequence[Lexeme], amount: Amount) -> None:
    """Take the far end of a range: "60% đến 65%", "8 - 10%"; a comparator inside is kept apart."""
    at = amount.end
    if piece(pieces, at).kind not in (K.DASH, K.UNTIL):
        return
    inner = piece(pieces, at + 1) if piece(pieces, at + 1).kind == K.CMP else None
    number = piece(pieces, at + 1 + (inner is not None))
    if number.kind not in NUMBERS:
        return
    near = amount.shown_unit
    amount.second, amount.inner = number, inner.text if inner else ""
    amount.unit, amount.per = "", ""
    amount.end = _unit(pieces, at + 2 + (inner is not None), amount)
    far = amount.shown_unit
    if near and not far:
        amount.unit = near
    elif near and not far.startswith(near):
        amount.mixed_units = True
    if is_year(number) and not far and not is_year(amount.first):
        amount.mixed_units = True  # "70% - 2025"


def _tail(pieces: Sequence[Lexeme], amount: Amount) -> None:
    """Take "trở lên" right after the unit, or after a few more words where "từ" opened: "từ 3 đội bóng trở lên".

    Further on in the clause it is the amount's after "từ" or a verb ("đạt 85% số vụ việc trở lên"), not a grade's.
    """
    far = 5 if amount.leads(K.FROM) else 1
    for at in range(amount.end, amount.end + far):
        lexeme = piece(pieces, at)
        if lexeme.kind == K.TAIL:
            amount.tail, amount.end = lexeme.value, at + 1
            return
        if lexeme.kind not in (K.WORD, K.UNIT, K.TERM):
            break
    _far_tail(pieces, amount)


def _far_tail(pieces: Sequence[Lexeme], amount: Amount) -> None:
    for at in range(amount.end, len(pieces)):
        if pieces[at].kind in STOPS:
            return
        if pieces[at].kind == K.TAIL:
            between = pieces[amount.end : at]
            if amount.leads(*_OPENERS) and not is_graded(between) and not _may_be_graded(between):
                amount.tail, amount.tail_at = pieces[at].value, at
            return


def is_graded(pieces: Sequence[Lexeme]) -> bool:
    """Whether "trở lên" after these pieces speaks of a grade: "trình độ đại học trở lên", "từ cấp huyện trở lên"."""
    said = " ".join(lexeme.text for lexeme in pieces)
    return said.endswith(_GRADES) or not _GRADED.isdisjoint(said.split()[-2:-1])


def _may_be_graded(pieces: Sequence[Lexeme]) -> bool:
    """Whether a grade may be among these pieces: "giáo viên cấp tiểu học", "từ hộ kinh doanh"."""
    graded = any(not _GRADED.isdisjoint(lexeme.text.split()) for lexeme in pieces)
    return graded or any(lexeme.kind in (K.FROM, K.NAME, K.HAVE) for lexeme in pieces)


def _unit(pieces: Sequence[Lexeme], at: int, amount: Amount) -> int:
    """Read the unit that begins at `at` into `amount`; returns where it ends."""
    words: list[str] = []
    if piece(pieces, at).kind == K.PERCENT:
        amount.unit = PERCENTS[pieces[at].text]
        at += 1
        base = _base(pieces, at)
        if base:
            amount.unit, at = f"{amount.unit} {BASES[base[0]]}", base[1]
    else:
        while piece(pieces, at).kind == K.SCALE:
            words.append(pieces[at].text)
            at += 1
        at = _noun(pieces, at, words)
        amount.unit = " ".join(words)
    if amount.unit == "m²" and piece(pieces, at).text == "sàn":
        amount.unit, at = "m² sàn", at + 1
    return _denominators(pieces, at, amount)


def _base(pieces: Sequence[Lexeme], at: int) -> tuple[str, int] | None:
    """The total a share is of, where it is named at once: "30% GDP"."""
    for size in range(5, 0, -1):
        text = " ".join(lexeme.text for lexeme in pieces[at : at + size])
        if text in BASES:
            return text, at + size
    return None


def _noun(pieces: Sequence[Lexeme], at: int, words: list[str]) -> int:
    """What is counted: a word of the lexicon, else the next two words."""
    lexeme = piece(pieces, at)
    if lexeme.is_unit and lexeme.kind not in (K.TIME, K.NAME):
        words.append(UNITS[lexeme.text])
        end, rest = complement(pieces, at)
        words.extend(rest)
        return end
    for _word in range(_LONGEST_UNKNOWN_UNIT):
        lexeme = piece(pieces, at)
        if lexeme.kind not in (K.WORD, K.TERM, K.DOCUMENT) or not lexeme.text[0].isalpha():
            break
        if lexeme.text in PREPOSITIONS:
            break
        words.append(lexeme.text)
        at += 1
    return at


def _denominators(pieces: Sequence[Lexeme], at: int, amount: Amount) -> int:
    """Read "/vạn dân", "/người/năm", "mỗi năm" into `amount.per`; returns where they end."""
    while True:
        lexeme = piece(pieces, at)
        if lexeme.kind == K.PER:
            whole = amount.unit.startswith(("%", "‰")) and lexeme.value.startswith("/tổng")  # "%/tổng dư nợ"
            amount.per += "" if whole else lexeme.value
        elif lexeme.kind == K.YEARLY and lexeme.value == "joined" and not amount.per:
            amount.per = "/năm"
        else:
            return at
        at += 1
