"""What a workbook would change: every control of the form beside the cell that was filled in for it. No query."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _

from reports.collect.figures import echo_of
from reports.collect.forms import Entry, anchor, controls_of, statuses_for, values_of
from reports.collect.judging import as_read
from reports.collect.presenters import control_labels
from reports.collect.selectors import FormContent
from reports.collect.services import LONGEST_TEXT
from reports.enums import ItemState, Progress, State
from reports.models import IndicatorEntry, TaskEntry
from reports.typed import FIGURE_FIELDS, Typed, read
from reports.workbook.cells import Given, Told, tell_figure, tell_text, tell_word
from reports.workbook.comparing import Comparison, Outcome, compare
from reports.workbook.layout import INDICATOR, TASK, Key, Memory
from reports.workbook.reading import Fault, Filled
from reports.workflow import item_is_editable
from targets.enums import Kind


@dataclass(frozen=True)
class Line:
    """One control of one item: what the form holds, what the file says, and what would become of it.

    `theirs`, and the words of the options, are as people read them; `echo` says how a figure would be read.
    """

    name: str
    control: str
    label: str
    sheet: str
    place: str
    comparison: Comparison
    theirs: str
    echo: str = ""

    @property
    def outcome(self) -> Outcome:
        return self.comparison.outcome

    @property
    def mine(self) -> str:
        """What the file has; nothing where a doubt is told in a sentence of its own."""
        if self.outcome == Outcome.DOUBT:
            return ""
        return _(" hoặc ").join(option.words or option.text for option in self.comparison.options)


@dataclass(frozen=True)
class Sheet:
    """One item with the controls that the file says something new about."""

    entry: Entry
    title: str
    lines: list[Line]

    @property
    def anchor(self) -> str:
        return anchor(self.entry)

    @property
    def is_open(self) -> bool:
        return any(line.comparison.is_open for line in self.lines)


@dataclass(frozen=True)
class Preview:
    """`items` are those about which the file says something, in the order of the plan; `faults` what it says where it
    cannot be matched; `notes` what is missing in it."""

    items: list[Sheet]
    faults: list[Fault]
    notes: list[str]
    kept: int

    @cached_property
    def lines(self) -> list[Line]:
        return [line for item in self.items for line in item.lines]

    def count(self, *outcomes: Outcome) -> int:
        return sum(line.outcome in outcomes for line in self.lines)

    @property
    def changes(self) -> int:
        return self.count(Outcome.CHANGE)

    @property
    def questions(self) -> int:
        return sum(line.comparison.asks for line in self.lines)

    @property
    def doubts(self) -> int:
        """Cells that can be read in two styles of writing numbers."""
        return sum(_has_styles(line) for line in self.lines)

    @property
    def taken(self) -> int:
        return self.count(Outcome.TAKEN)

    @property
    def is_open(self) -> bool:
        return any(item.is_open for item in self.items)

    @cached_property
    def all_faults(self) -> list[Fault]:
        """Everything wrong in the file, cell by cell."""
        lines = [line for line in self.lines if line.outcome == Outcome.FAULT]
        return [*self.faults, *(Fault(line.sheet, line.place, line.comparison.why) for line in lines)]

    @cached_property
    def marks(self) -> list[Fault]:
        """The cells to look at, with what to say at each: faults, and what the file leaves open."""
        asked = [Fault(line.sheet, line.place, _why(line)) for line in self.lines if line.comparison.asks]
        return [*self.all_faults, *asked]


def preview_of(filled: Filled, content: FormContent) -> Preview:
    entries: list[Entry] = [*content.tasks, *content.indicators]
    items = [item for entry in entries if (item := _item(entry, filled)).lines]
    faults = [*filled.faults, *_misplaced(filled, entries)]
    return Preview(items, faults, filled.notes, kept=len(entries) - len(items))


def key_of(entry: Entry) -> Key:
    return (TASK if isinstance(entry, TaskEntry) else INDICATOR, entry.code)


def _item(entry: Entry, filled: Filled) -> Sheet:
    title = entry.task.title if isinstance(entry, TaskEntry) else entry.indicator.name
    return Sheet(entry, title, list(_lines(entry, filled)))


def _lines(entry: Entry, filled: Filled) -> Iterator[Line]:
    submission = entry.submission
    is_editable = item_is_editable(State(submission.state), ItemState(entry.state)) and not submission.round.locked_at
    theirs, labels = values_of(entry), control_labels(entry)
    for control in controls_of(entry):
        given = filled.cells.get((*key_of(entry), control))
        if given is None:
            continue
        told = _told(entry, control, given, filled.memory)
        base = filled.memory.held.get((*key_of(entry), control), "")
        comparison = compare(
            told, base=base, theirs=theirs[control], is_editable=is_editable, is_figure=control in FIGURE_FIELDS
        )
        if comparison.outcome == Outcome.SAME:
            continue
        name = f"{anchor(entry)}-{control}"
        yield Line(
            name=name,
            control=control,
            label=labels[control],
            sheet=given.sheet,
            place=given.place,
            comparison=comparison,
            theirs=_words(entry, control).get(theirs[control], theirs[control]),
            echo=_echo(entry, control, comparison),
        )


def _told(entry: Entry, control: str, given: Given, memory: Memory) -> Told:
    words = _words(entry, control)
    if words:
        return tell_word(
            given, _in_the_file(words, memory, (key_of(entry)[0], control)), control_labels(entry)[control]
        )
    if isinstance(entry, IndicatorEntry) and control in FIGURE_FIELDS:
        return _graded(entry, control, tell_figure(given, entry.indicator.decimals))
    return tell_text(given, LONGEST_TEXT)


def _words(entry: Entry, control: str) -> dict[str, str]:
    """The words of a control with a list, by value; empty for others."""
    if isinstance(entry, TaskEntry):
        return {str(value): str(label) for value, label in Progress.choices} if control == "progress" else {}
    return dict(statuses_for(Kind(entry.indicator.kind))) if control == "status" else {}


def _in_the_file(words: Mapping[str, str], memory: Memory, of: tuple[str, str]) -> dict[str, str]:
    """`words` as the file was made with, in whatever language."""
    known = memory.words.get(of, {})
    return {value: known.get(value, word) for value, word in words.items()}


def _graded(entry: IndicatorEntry, control: str, told: Told) -> Told:
    """A grade is one of those there are."""
    if control != "typed" or entry.indicator.kind != Kind.LEVEL or told.problem or not told.shown:
        return told
    typed = as_read(entry)
    for text, _words, _style in told.readings:
        alone = Typed(figure=text, kind=typed.kind, highest_level=typed.highest_level)
        if problem := read(alone).problem:
            return replace(told, problem=problem.sentence)
    return told


def _echo(entry: Entry, control: str, comparison: Comparison) -> str:
    """How the form would read the figure, where the file has one to give."""
    options = comparison.options
    if not isinstance(entry, IndicatorEntry) or control != "typed" or len(options) != 1 or not options[0].text:
        return ""
    unset = IndicatorEntry(indicator=entry.indicator, year=entry.year)
    return echo_of(unset, {"typed": options[0].text}).words


def _misplaced(filled: Filled, entries: list[Entry]) -> Iterator[Fault]:
    """What was written into cells that mean nothing for their item."""
    controls = {key_of(entry): controls_of(entry) for entry in entries}
    for (kind, code, control), given in filled.cells.items():
        if control in controls.get((kind, code), ()) or given.value in (None, "") or str(given.value).isspace():
            continue
        if (kind, code) in controls:
            label = filled.memory.labels[kind, control]
            sentence = _("Mục {code} không có ô {label}. Hãy xóa nội dung ở ô này.").format(code=code, label=label)
        else:
            sentence = _("Mục {code} không còn trong biểu của cơ quan.").format(code=code)
        yield Fault(given.sheet, given.place, sentence)


def _has_styles(line: Line) -> bool:
    return line.outcome == Outcome.DOUBT and any(option.style for option in line.comparison.options)


def _why(line: Line) -> str:
    match line.outcome:
        case Outcome.CLASH:
            sentence = _("Trên biểu đã có nội dung khác: {text}. Hãy chọn một trong hai bản ở trang xem trước.")
            return sentence.format(text=line.theirs or _("(để trống)"))
        case Outcome.CLEAR:
            return _("Ô để trống, trong khi trên biểu đang có: {text}.").format(text=line.theirs)
    choices = _(" hoặc ").join(option.words for option in line.comparison.options)
    return f"{line.comparison.why} " + _("Có thể là {choices}.").format(choices=choices)
