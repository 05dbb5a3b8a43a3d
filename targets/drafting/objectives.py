"""Paragraphs of objectives into indicators: what is counted, what must be reached, and what is doubtful. Pure."""

import re
import string
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from targets.drafting import naming
from targets.drafting.aims import Aim, meaning_of
from targets.drafting.clauses import Item, items, opens_with_number
from targets.enums import Accumulation, Comparator, Direction, Kind
from targets.phrases import PhraseKind, Reading
from targets.phrases.lexicon import GRADES, entries

_MEASURES = entries(
    "năm|tuổi|tháng|ngày|giờ|phút|điểm|lần|bậc|m²|m² sàn|m³|m|km|km²|ha|tấn|tạ|kg|g|lít|kW|MW|GW|kWh|°C|chỉ số|điểm %|"
    "đồng|USD|EUR|GB|Mbps|Gbps|thứ hạng|con/phụ nữ"
)
_MEASURED = ("tuổi thọ", "thu nhập", "diện tích", "bình quân", "quy mô", "chỉ số", "giá trị", "sản lượng", "năng suất")
_SHORT_NAME = 4  # words of a name that may lack what is said of it
_SHORTEST = 3  # words of something that is wanted without a figure
_LEADING_ON = ("như sau", "cụ thể", "gồm", "bao gồm", "các chỉ tiêu", "một số chỉ tiêu")
_POINTING = re.compile(r"\b(?:tại|theo|ở) (?:các )?(?:phụ lục|phụ biểu|biểu|bảng)\b")  # "chi tiết tại Phụ lục I"
_OWN_VERBS = ("trên", "dưới", "tối", "ít", "không", "giảm", "tăng", "nâng", "khoảng", "có", "hoàn", "xây", "phấn")


@dataclass(frozen=True)
class FoundIndicator:
    """An indicator as it was read. `warnings` are pairs of the field and a sentence; `bare` as in `Meaning`."""

    code: str
    name: str
    kind: Kind
    unit: str
    decimals: int
    direction: Direction
    accumulation: Accumulation
    aim: Aim
    quote: str
    definition: str = ""
    baseline: tuple[int, Decimal] | None = None
    bare: bool = False
    warnings: tuple[tuple[str, str], ...] = ()


def indicators(code: str, text: str, *, only_measured: bool = False) -> list[FoundIndicator]:
    """The indicators of the paragraph with this number ("2.1.7"), with a letter each where there are several.

    `only_measured`: of prose that speaks of aims in general, what has no figure is no indicator.
    """
    found: list[FoundIndicator] = []
    sentence = Sentence()
    for item in items(text):
        if only_measured and item.reading is None:
            continue
        if item.first:
            sentence = Sentence(naming.is_kept(item.text), naming.comes_about(item.text))
        elif _has_own_verb(item):
            sentence = replace(sentence, kept=False)
        new = _of_item(item, found, sentence)
        _complete(found, new, item)
        found += new
    return _coded(code, found)


@dataclass(frozen=True)
class Sentence:
    """What the verb that opens a sentence says of all that is listed in it: it is kept; it is made, year after year."""

    kept: bool = False
    made: bool = False


def _complete(found: list[FoundIndicator], new: Sequence[FoundIndicator], item: Item) -> None:
    """ "70% khu công nghiệp và 50% cụm công nghiệp có …": what is said of the second is said of the first too."""
    if item.first or not found or not new or found[-1].kind != Kind.PERCENT or new[0].kind != Kind.PERCENT:
        return
    said = naming.predicate_of(new[0].name)
    short = len(found[-1].name.split()) <= _SHORT_NAME and not naming.predicate_of(found[-1].name)
    if said and short and opens_with_number(found[-1].quote) and opens_with_number(item.text):
        told = _("Phần sau của tên lấy từ vế đứng sau trong câu.")
        last = found[-1]
        found[-1] = replace(last, name=f"{last.name}{said}", warnings=(*last.warnings, ("name", told)))


def _coded(code: str, found: Sequence[FoundIndicator]) -> list[FoundIndicator]:
    if len(found) == 1:
        return [replace(found[0], code=code)]
    letters = string.ascii_lowercase
    suffixes = [letters[n] if n < len(letters) else f"-{n + 1}" for n in range(len(found))]
    return [replace(one, code=f"{code}{suffix}") for one, suffix in zip(found, suffixes, strict=True)]


def _has_own_verb(item: Item) -> bool:
    """Whether an item says itself what is to be done, so that the "giữ vững" of its sentence is not for it."""
    first = item.text.split(maxsplit=1)[0].lower()
    return first[:1].isdigit() or first in _OWN_VERBS


def _of_item(item: Item, found: Sequence[FoundIndicator], sentence: Sentence) -> list[FoundIndicator]:
    if item.reading is None:
        return _declared(item)
    one = measured(item, item.reading, found[-1] if found else None, sentence)
    names = naming.populations(item.text, item.reading) or naming.diseases(item.text)
    if not names:
        return [one]
    told = _("Một cụm từ nêu chung {count} đối tượng; đã tách thành {count} chỉ tiêu.").format(count=len(names))
    return [replace(one, name=name, warnings=(*one.warnings, ("name", told))) for name in names]


def _declared(item: Item) -> list[FoundIndicator]:
    """Something that is wanted without a figure: declared done or not done. A heading or an aside is nothing."""
    text = item.text.lower()
    aside = text.startswith("(") or text.endswith(_LEADING_ON) or _POINTING.search(text)
    return [] if len(text.split()) < _SHORTEST or aside else [unmeasured(item)]


def unmeasured(item: Item) -> FoundIndicator:
    """The indicator of an item in which no figure was read."""
    told = _("Văn bản không nêu con số: ghi là chỉ tiêu định tính. Nếu đây chỉ là lời dẫn, hãy bỏ chỉ tiêu này.")
    if re.search(r"\d", item.text):
        told = _("Không đọc được con số nào là mức phải đạt: tạm ghi là chỉ tiêu định tính. Hãy xem lại câu này.")
    return FoundIndicator(
        code="",
        name=naming.name_of(item.text, None),
        kind=Kind.QUALITATIVE,
        unit="",
        decimals=0,
        direction=Direction.MAINTAIN if naming.is_kept(item.text) else Direction.UP,
        accumulation=Accumulation.AT_TIME,
        aim=Aim(Comparator.DONE, item.text),
        quote=item.text,
        warnings=(("kind", told),),
    )


def measured(
    item: Item, reading: Reading, previous: FoundIndicator | None, sentence: Sentence, given: str = ""
) -> FoundIndicator:
    """The indicator of an item with a figure; `given` is its name where the document sets it apart."""
    name, warnings = (given, []) if given else _name(item, reading, previous)
    kind = _kind(reading, name)
    direction = _direction(item, reading, name, warnings)
    if sentence.kept and direction == Direction.UP:
        direction = Direction.MAINTAIN
    meaning = meaning_of(item.text, reading, direction, kind)
    accumulation = _accumulation(reading, kind, sentence, warnings)
    if kind == Kind.COUNT and not reading.unit:
        warnings.append(("unit", _("Văn bản không nêu đơn vị tính.")))
    warnings += [("target", doubt) for doubt in (item.warning, *meaning.doubts) if doubt]
    return FoundIndicator(
        code="",
        name=f"{name}: {meaning.of}" if meaning.of else name,
        kind=Kind.NUMBER if meaning.of else kind,
        unit=_unit(reading, Kind.NUMBER if meaning.of else kind),
        decimals=_decimals(reading, kind),
        direction=meaning.direction,
        accumulation=accumulation,
        aim=meaning.aim,
        quote=item.text,
        definition=". ".join(map(naming.capitalised, naming.asides(item.text))),
        baseline=meaning.baseline,
        bare=meaning.bare,
        warnings=tuple(warnings),
    )


def _name(item: Item, reading: Reading, previous: FoundIndicator | None) -> tuple[str, list[tuple[str, str]]]:
    """The name, taken over from the indicator before where the item is only a figure and a year."""
    name = naming.name_of(item.text, reading)
    counted, _slash, base = reading.unit.partition("/")
    same = not item.first and previous and name.lower() == counted and previous.unit.startswith(counted)
    if name and not same and name.lower() != "lần":
        return _in_its_sentence(item, name, base, previous)
    if previous:
        told = _("Nói tiếp về chỉ tiêu đứng trước: có thể là một mốc trên đường tới mức phải đạt của chỉ tiêu ấy.")
        stem = naming.without_year(previous.name)
        return (f"{stem} ({reading.year})" if reading.year else stem), [("name", told)]
    told = _("Không rõ con số này nói về điều gì; hãy đặt tên cho chỉ tiêu.")
    return naming.capitalised(item.text), [("name", told)]


def _in_its_sentence(
    item: Item, name: str, base: str, previous: FoundIndicator | None
) -> tuple[str, list[tuple[str, str]]]:
    """A name with what the sentence said before it: "Tỷ lệ rác được thu gom: khu vực nông thôn"."""
    if "dân" in base and "dân" not in name.lower():
        name = f"{name} trên {base}"
    if item.first or not previous or opens_with_number(item.text) or naming.names_a_measure(name):
        return name, []
    told = _("Tên nối với phần đầu câu; hãy kiểm tra.")
    rest = name[:1].lower() + name[1:] if not name.split()[0].isupper() else name
    if item.text.lower().startswith("trong đó"):
        return f"{previous.name}, trong đó {rest}", [("name", told)]
    if ": " in previous.name and not previous.baseline:
        return f"{previous.name.rsplit(': ', 1)[0]}: {rest}", [("name", told)]
    if len(name.split()) <= _SHORT_NAME and previous.kind == Kind.PERCENT:
        return name, [("name", _("Tên lấy từ giữa câu, có thể thiếu phần đầu; hãy kiểm tra."))]
    return name, []


def _direction(item: Item, reading: Reading, name: str, warnings: list[tuple[str, str]]) -> Direction:
    direction, is_said = naming.direction_of(item.text, name, reading)
    if not is_said:
        warnings.append(("direction", _("Văn bản không nói tăng hay giảm; chiều “giảm” được hiểu từ tên chỉ tiêu.")))
    return direction


def _kind(reading: Reading, name: str) -> Kind:
    if reading.kind == PhraseKind.MILESTONE:
        return Kind.MILESTONE
    if reading.kind == PhraseKind.RANK or reading.comparator in (Comparator.INCREASE, Comparator.DECREASE):
        return Kind.NUMBER
    if reading.unit in GRADES:
        return Kind.LEVEL
    counted, _slash, base = reading.unit.partition("/")
    if counted.startswith("%"):
        return Kind.NUMBER if base else Kind.PERCENT
    if counted.startswith("‰") or base[:1].isdigit() or base.startswith("vạn"):
        return Kind.RATE
    bounds = [bound for bound in (reading.lower, reading.upper) if bound is not None]
    is_whole = all(bound == bound.to_integral_value() for bound in bounds)
    money = counted.endswith("đồng")
    if base or money or counted in _MEASURES or not is_whole or name.lower().startswith(_MEASURED):
        return Kind.NUMBER
    return Kind.COUNT


def _unit(reading: Reading, kind: Kind) -> str:
    if kind == Kind.MILESTONE or (kind == Kind.NUMBER and reading.unit == "chỉ số"):
        return ""
    return reading.unit.replace("giường bệnh/", "giường/")


def _decimals(reading: Reading, kind: Kind) -> int:
    if kind in (Kind.COUNT, Kind.LEVEL, Kind.MILESTONE) or reading.kind == PhraseKind.RANK:
        return 0
    bounds = [bound for bound in (reading.lower, reading.upper) if bound is not None]
    given = [-int(bound.normalize().as_tuple().exponent) for bound in bounds]
    return min(6, max([1, *given]))


def _accumulation(reading: Reading, kind: Kind, sentence: Sentence, warnings: list[tuple[str, str]]) -> Accumulation:
    """Years add up where something countable is made or given; that is marked, for the words do not say so."""
    if kind != Kind.COUNT or not sentence.made or reading.kind == PhraseKind.PER_YEAR or reading.lower == 0:
        return Accumulation.AT_TIME
    told = _("Được hiểu là số cộng dồn qua các năm; hãy sửa nếu là số tại thời điểm báo cáo.")
    warnings.append(("accumulation", told))
    return Accumulation.WITHIN_YEAR
