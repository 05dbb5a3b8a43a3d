"""The parts of a reorganisation's screen that are open for change: one at a time, so that nothing else typed is lost.

An editor shows what the draft says or, once something came from the browser, what was typed; asked for `changed`, it
gives the draft with it.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from django.core.paginator import Page, Paginator
from django.forms import BaseForm
from django.http import QueryDict
from django.utils.translation import gettext as _

from agencies.enums import Level
from agencies.errors import Refused, Stale
from reports.reorganisation import editing
from reports.reorganisation.draft import Draft, SuccessionLine, Taker
from reports.reorganisation.forms import AgencyForm, DecisionForm, LineForm, MoreAgenciesForm, SuccessionForm
from reports.reorganisation.presenting import Ending, Screen
from reports.reorganisation.selectors import PreviewLine

DECISION, ENDS, AGENCIES, HANDOVER = "quyet-dinh", "ket-thuc", "co-quan-moi", "ban-giao"
AGENCIES_A_PAGE = 100
MOST_CONTROLS = 700  # of the lines on one page: a browser may send 1.000 in one form
MOST_LINES = 60  # on one page of an agency's form
MOST_SUCCESSORS = 60
BLANK_ROWS = 2


class Editor:
    """`data` is what was typed, None where nothing was; `stale` where somebody saved something else meanwhile."""

    part: ClassVar[str]
    template: ClassVar[str]
    code = ""

    def __init__(self, screen: Screen, data: QueryDict | None, part_page: str | int | None = 1) -> None:
        self.screen = screen
        self.data = data
        self.stale = False
        self.refusal = ""

    def refuse(self, refused: Refused) -> None:
        """Show why it was not saved; what stands now is shown beside what was typed where somebody was first."""
        self.refusal, self.stale = refused.message, isinstance(refused, Stale)

    @property
    def forms(self) -> list[BaseForm]:
        """Everything in it that can be wrong."""
        return []

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(label, id, sentence) of everything that is wrong, in the order of the page."""
        return [
            (str(form[name].label), form[name].id_for_label or form[name].auto_id, str(message))
            for form in self.forms
            if form.is_bound
            for name, messages in form.errors.items()
            for message in messages
        ]

    @property
    def place(self) -> str:
        """Where the saved part stands: the end of its address."""
        return f"#{self.part}"

    def is_valid(self) -> bool:
        raise NotImplementedError

    def changed(self, draft: Draft) -> Draft:
        """`draft` with what was typed; only after `is_valid`."""
        raise NotImplementedError


class DecisionEditor(Editor):
    part = DECISION
    template = "reports/reorganisation/_edit_decision.html"

    def __init__(self, screen: Screen, data: QueryDict | None, part_page: str | int | None = 1) -> None:
        super().__init__(screen, data)
        said = screen.draft.decision
        initial = {name: getattr(said, name) for name in DecisionForm.base_fields}
        self.form = DecisionForm(data, initial=initial)

    @property
    def forms(self) -> list[BaseForm]:
        return [self.form]

    def is_valid(self) -> bool:
        return self.form.is_valid()

    def changed(self, draft: Draft) -> Draft:
        return editing.with_decision(draft, self.form.decision)


class EndsEditor(Editor):
    """Which of the agencies on record end, by level."""

    part = ENDS
    template = "reports/reorganisation/_edit_ends.html"

    def __init__(self, screen: Screen, data: QueryDict | None, part_page: str | int | None = 1) -> None:
        super().__init__(screen, data)
        self.chosen = data.getlist("ends") if data is not None else list(screen.draft.ends)

    @property
    def levels(self) -> list[tuple[str, list[tuple[str, str]]]]:
        book = self.screen.book
        living = list(book.living.values())
        levels = [(str(level.label), [(one.code, one.name) for one in living if one.level == level]) for level in Level]
        unknown = [(code, code) for code in self.screen.draft.ends if code not in book.living]
        return [(label, rows) for label, rows in [*levels, (_("Không có trong phần mềm"), unknown)] if rows]

    def is_valid(self) -> bool:
        return True

    def changed(self, draft: Draft) -> Draft:
        known = [code for code in draft.ends if code in self.chosen]
        more = [code for code in self.chosen if code in self.screen.book.living and code not in known]
        return editing.with_ends(draft, [*known, *more])


class AgenciesEditor(Editor):
    """The agencies that the reorganisation makes, `AGENCIES_A_PAGE` at a time."""

    part = AGENCIES
    template = "reports/reorganisation/_edit_agencies.html"

    def __init__(self, screen: Screen, data: QueryDict | None, part_page: str | int | None = 1) -> None:
        super().__init__(screen, data)
        self.page = Paginator(screen.draft.agencies, AGENCIES_A_PAGE).get_page(part_page)
        self.rows = [
            AgencyForm(data, row=row, prefix=f"agency-{number}") for number, row in enumerate(self.page.object_list)
        ]
        self.more = MoreAgenciesForm(data)

    @property
    def forms(self) -> list[BaseForm]:
        return [*self.rows, self.more]

    def is_valid(self) -> bool:
        valid = [row.is_valid() for row in self.rows]
        if not (self.more.is_valid() and all(valid)):
            return False
        start = self.page.start_index() - 1 if self.rows else 0
        elsewhere = [*self.screen.draft.agencies[:start], *self.screen.draft.agencies[start + len(self.rows) :]]
        taken = {*self.screen.book.living, *(row.code for row in elsewhere)}
        for row in self.rows:
            code = row.cleaned_data["code"]
            if code in taken and not row.cleaned_data["remove"]:
                row.add_error("code", _("Đã có cơ quan mang mã {code}.").format(code=code))
            taken.add(code)
        return not any(row.errors for row in self.rows)

    def changed(self, draft: Draft) -> Draft:
        typed = dict(zip((row.row.code for row in self.rows), self.rows, strict=True))
        kept = []
        for agency in draft.agencies:
            form = typed.get(agency.code)
            if form is None:
                kept.append((agency.code, agency))
            elif not form.cleaned_data["remove"]:
                kept.append((agency.code, form.agency))
        taken = {*self.screen.book.living, *(agency.code for _, agency in kept)}
        for name in self.more.cleaned_data["names"]:
            agency = editing.proposed_agency(name, self.more.cleaned_data["level"], taken)
            taken.add(agency.code)
            kept.append(("", agency))
        return editing.with_agencies(draft, kept)


class HandoverEditor(Editor):
    """The successors of one agency that ends, and who takes what it holds."""

    part = HANDOVER
    template = "reports/reorganisation/_edit_handover.html"

    def __init__(
        self, screen: Screen, data: QueryDict | None, part_page: str | int | None = 1, *, ending: Ending
    ) -> None:
        super().__init__(screen, data)
        self.ending, self.code = ending, ending.code
        said: list[SuccessionLine | None] = [one.row for one in ending.successors]
        count = len(said) + BLANK_ROWS if data is None else _number(data.get("successors"), MOST_SUCCESSORS)
        padded = [*said, *[None] * (count - len(said))][:count]
        self.successors = [
            SuccessionForm(data, row=row, book=screen.book, prefix=f"successor-{number}")
            for number, row in enumerate(padded)
        ]
        acting = next((number for number, row in enumerate(said) if row and row.acts), -1)
        self.acting = acting if data is None else _number(data.get("acts"), MOST_SUCCESSORS, missing=-1)
        offered = list(dict.fromkeys(one.row.to for one in ending.successors))
        self.page = _lines_page(ending, len(offered), part_page)
        self.lines = [LineForm(data, line=line, offered=offered, book=screen.book) for line in self.page.object_list]

    @property
    def place(self) -> str:
        page = self.screen.page_of(self.code)
        return f"?trang={page}#{self.code}" if page > 1 else f"#{self.code}"

    @property
    def is_new(self) -> bool:
        """Whether the agency stands nowhere in the draft yet."""
        return self.screen.ending(self.code) is None

    @property
    def forms(self) -> list[BaseForm]:
        return [*self.successors, *self.lines]

    def is_valid(self) -> bool:
        return not [form for form in self.forms if not form.is_valid()]  # each is asked, so that all is told at once

    def changed(self, draft: Draft) -> Draft:
        assert self.data is not None  # noqa: S101  # see `changed` above
        everything = "confirm" in self.data
        draft = editing.with_successions(draft, self.code, self._successions(confirm=everything))
        if "proposed" in self.data:
            return editing.as_proposed(draft, [form.taker.what for form in self.lines])
        return editing.with_takers(draft, self._takers(confirm=everything))

    def _successions(self, *, confirm: bool) -> list[SuccessionLine]:
        rows = [(number, form.cleaned_data) for number, form in enumerate(self.successors) if form.cleaned_data["to"]]
        return [
            SuccessionLine(
                from_=self.code,
                to=given["to"],
                scope=given["scope"],
                acts=number == self.acting or len(rows) == 1,
                confirmed=given["confirmed"] or confirm,
                note=given["note"],
            )
            for number, given in rows
        ]

    def _takers(self, *, confirm: bool) -> list[Taker]:
        """The lines that are to say something else than they do."""
        takers = [form.taker for form in self.lines if form.differs or (confirm and not form.line.confirmed)]
        return [replace(taker, confirmed=True) for taker in takers] if confirm else takers


def editor_of(screen: Screen, asked: Mapping[str, str], data: QueryDict | None) -> Editor | None:
    """The part that the address asks for, if there is such a part."""
    part, code, page = asked.get("sua", ""), asked.get("co-quan", ""), asked.get("phan")
    if part == HANDOVER:
        ending = screen.ending(code)
        if ending is None and (found := screen.book.find(code)):  # it goes on, and hands on a part
            ending = Ending(found, screen.book.name(found), screen.book.short(found), [], ends=False)
        return HandoverEditor(screen, data, page, ending=ending) if ending else None
    plain = {DECISION: DecisionEditor, ENDS: EndsEditor, AGENCIES: AgenciesEditor}
    return plain[part](screen, data, page) if part in plain else None


def _lines_page(ending: Ending, successors: int, page: str | int | None) -> Page[PreviewLine]:
    size = max(5, min(MOST_LINES, MOST_CONTROLS // (successors + 3)))
    return Paginator(ending.lines, size).get_page(page)


def _number(text: str | None, most: int, *, missing: int = 0) -> int:
    return min(int(text), most) if text and text.isdecimal() and len(text) < 6 else missing
