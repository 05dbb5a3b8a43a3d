"""A reorganisation as its screen shows it: what stands in the way, each agency that ends and what becomes of it."""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from django.core.paginator import Page, Paginator
from django.utils.text import capfirst

from agencies.enums import Level
from agencies.models import Reorganisation
from plan.models import Plan
from reports.reorganisation import draft as drafts
from reports.reorganisation.book import AgencyBook
from reports.reorganisation.checking import decision_problems
from reports.reorganisation.draft import Draft, Kind, NewAgency, SuccessionLine
from reports.reorganisation.selectors import Preview, PreviewLine, preview

ENDINGS_A_PAGE = 20
OPEN_AT_MOST = 120  # lines on a page whose folds stand open


@dataclass(frozen=True)
class Successor:
    row: SuccessionLine
    name: str


@dataclass
class Ending:
    """An agency that ends, or hands on a part, with who follows it and everything it hands on."""

    code: str
    name: str
    short: str
    successors: list[Successor]
    lines: list[PreviewLine] = field(default_factory=list)
    ends: bool = True
    plans: dict[str, str] = field(default_factory=dict)

    @cached_property
    def groups(self) -> list[tuple[str, list[PreviewLine]]]:
        """The lines of each kind under its name, and under the plan's where there are several plans."""
        order = list(Kind)
        lines = sorted(self.lines, key=lambda line: (order.index(Kind(line.kind)), line.plan))
        return [
            (self._heading(kind, plan), list(found))
            for (kind, plan), found in groupby(lines, key=lambda line: (line.kind, line.plan))
        ]

    def _heading(self, kind: str, plan: str) -> str:
        words = capfirst(str(Kind(kind).label))
        return f"{words} · {self.plans.get(plan, plan)}" if plan and len(self.plans) > 1 else words

    @property
    def unconfirmed_lines(self) -> int:
        return sum(not line.confirmed for line in self.lines)

    @property
    def unconfirmed(self) -> int:
        return self.unconfirmed_lines + sum(not one.row.confirmed for one in self.successors)

    @property
    def problems(self) -> int:
        return sum(bool(line.problem) for line in self.lines)


@dataclass(frozen=True)
class Problem:
    """A sentence that stands in the way, and the end of the address at which it is put right, where there is one."""

    sentence: str
    place: str = ""


@dataclass(frozen=True)
class Screen:
    draft: Draft
    book: AgencyBook
    preview: Preview
    endings: list[Ending]
    page: Page[Ending]
    unfolded: bool
    today: dt.date

    def ending(self, code: str) -> Ending | None:
        return next((one for one in self.endings if one.code == code), None)

    def page_of(self, code: str) -> int:
        """The page on which the agency `code` stands."""
        place = next((number for number, one in enumerate(self.endings) if one.code == code), 0)
        return place // ENDINGS_A_PAGE + 1

    @property
    def ended(self) -> list[str]:
        return [one.short for one in self.endings if one.ends]

    @property
    def counted(self) -> list[str]:
        """How many things of each kind change hands, such as "17 chủ trì nhiệm vụ"."""
        counts = Counter(line.kind for line in self.preview.lines)
        return [f"{counts[kind]} {kind.label}" for kind in Kind if counts[kind]]

    @property
    def made(self) -> list[tuple[NewAgency, str]]:
        """The new agencies, each with its level in words."""
        return [(one, str(Level(one.level).label)) for one in self.draft.agencies]

    @cached_property
    def problems(self) -> list[Problem]:
        """The preview's own, in its order; those of the decision and of lines lead to where they are put right."""
        places = {line.problem: self._place_of(line.from_) for line in self.preview.lines if line.problem}
        places |= dict.fromkeys(decision_problems(self.draft.decision, self.today), "?sua=quyet-dinh#quyet-dinh")
        return [Problem(one, places.get(one, "")) for one in dict.fromkeys([*self.preview.problems, *places])]

    def _place_of(self, code: str) -> str:
        return f"?sua=ban-giao&co-quan={code}&trang={self.page_of(code)}#{code}"

    @property
    def unconfirmed(self) -> int:
        return sum(one.unconfirmed for one in self.endings) + (not self.draft.decision.confirmed)


def screen_of(row: Reorganisation, *, today: dt.date, page: str | int | None = 1) -> Screen:
    """Everything that the page of a prepared reorganisation shows. The preview's queries and two."""
    draft = drafts.of(row.draft)
    book = AgencyBook.of(draft, today=today)
    shown = preview(row, today=today)
    endings = _endings(draft, book, shown)
    paged = Paginator(endings, ENDINGS_A_PAGE).get_page(page)
    return Screen(
        draft=draft,
        book=book,
        preview=shown,
        endings=endings,
        page=paged,
        unfolded=sum(len(one.lines) for one in paged.object_list) <= OPEN_AT_MOST,
        today=today,
    )


def _endings(draft: Draft, book: AgencyBook, shown: Preview) -> list[Ending]:
    plans = dict(Plan.objects.values_list("code", "short_title"))
    givers = dict.fromkeys([*draft.ends, *(row.from_ for row in draft.successions)])
    endings = {
        code: Ending(code, book.name(code), book.short(code), [], ends=code in draft.ends, plans=plans)
        for code in givers
    }
    for row in draft.successions:
        if row.from_ in endings:
            endings[row.from_].successors.append(Successor(row, book.name(row.to)))
    for line in shown.lines:
        if line.from_ in endings:
            endings[line.from_].lines.append(line)
    return list(endings.values())


def followers(draft: Draft, book: AgencyBook) -> list[tuple[str, list[tuple[SuccessionLine, str]]]]:
    """Each agency that handed on something, with its successors."""
    by_giver: dict[str, list[tuple[SuccessionLine, str]]] = {}
    for row in draft.successions:
        by_giver.setdefault(book.name(row.from_), []).append((row, book.name(row.to)))
    return list(by_giver.items())
