"""What stands in the way of a reorganisation, in sentences that name it. Pure."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.reorganisation.draft import Decision, Draft, Taker
from reports.reorganisation.matters import Holding, What
from reports.reorganisation.proposing import Proposal

MOST_SAID = 10
MOST_YEARS_AGO = 10  # a day further back was mistyped


@dataclass(frozen=True, slots=True)
class Known:
    """An agency that stands, with the days on which it holds."""

    name: str
    short_name: str
    start: dt.date | None = None
    end: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


@dataclass(frozen=True, slots=True)
class Line:
    """Who takes a holding in the end: the draft's own word, else what was proposed."""

    holding: Holding
    to: tuple[str, ...]
    reason: str
    taker: Taker | None = None

    @property
    def moves(self) -> bool:
        return self.to != (self.holding.from_,)


def resolved(holdings: Iterable[Holding], draft: Draft, proposals: Mapping[What, Proposal]) -> list[Line]:
    """A line for each holding."""
    chosen = {taker.what: taker for taker in draft.takers}
    lines = []
    for holding in holdings:
        taker, proposal = chosen.get(holding.what), proposals[holding.what]
        to = tuple(dict.fromkeys(taker.to)) if taker else proposal.to
        lines.append(Line(holding, to, "" if taker else proposal.reason, taker))
    return lines


def decision_problems(decision: Decision, today: dt.date) -> Iterator[str]:
    """What is missing of the decision, and that its day has not come."""
    if not decision.number:
        yield _("Chưa có số, ký hiệu của quyết định.")
    if not decision.title:
        yield _("Chưa có trích yếu của quyết định.")
    if decision.effective_on is None:
        yield _("Chưa có ngày hiệu lực của quyết định.")
    elif decision.effective_on > today:
        message = _("Quyết định có hiệu lực từ ngày {day}; từ ngày đó mới áp dụng được.")
        yield message.format(day=f"{decision.effective_on:%d/%m/%Y}")
    elif decision.effective_on.year < today.year - MOST_YEARS_AGO:
        message = _("Ngày hiệu lực {day} quá xa; hãy kiểm tra lại năm.")
        yield message.format(day=f"{decision.effective_on:%d/%m/%Y}")
    if decision.decided_on and decision.effective_on and decision.decided_on > decision.effective_on:
        yield _("Ngày quyết định không được sau ngày hiệu lực.")


class Checker:
    """Reads one draft against the agencies that stand (`known`, by code) on the day it takes effect."""

    def __init__(self, draft: Draft, known: Mapping[str, Known], day: dt.date) -> None:
        self.draft = draft
        self.known = known
        self.day = day
        self.new = {agency.code: agency for agency in draft.agencies}
        self.ends = set(draft.ends)

    def name(self, code: str) -> str:
        """What a sentence calls the agency."""
        if code in self.known:
            return self.known[code].short_name
        return self.new[code].short_name if code in self.new else f"“{code}”"

    def names(self, codes: Iterable[str]) -> str:
        return ", ".join(self.name(code) for code in codes)

    def problems(self) -> Iterator[str]:
        """Of agencies and successions."""
        yield from self._of_new()
        yield from self._of_ends()
        yield from self._of_successions()
        yield from self._of_acting()
        if not self.draft.ends and not self.draft.successions:
            yield _("Chưa có cơ quan nào kết thúc hay được kế thừa.")

    def _of_new(self) -> Iterator[str]:
        for code, count in Counter(agency.code for agency in self.draft.agencies).items():
            if count > 1:
                yield _("Mã {code} được đặt cho {count} cơ quan mới.").format(code=code, count=count)
            if code in self.known:
                message = _("Mã {code} đã là của {name}; hãy đặt mã khác cho cơ quan mới.")
                yield message.format(code=code, name=self.known[code].name)

    def _of_ends(self) -> Iterator[str]:
        for code, count in Counter(self.draft.ends).items():
            if count > 1:
                yield _("{agency} được ghi kết thúc {count} lần.").format(agency=self.name(code), count=count)
            if code not in self.known:
                yield _("Không có cơ quan mã {code} để kết thúc.").format(code=code)
            else:
                yield from self._of_end(self.known[code])

    def _of_end(self, agency: Known) -> Iterator[str]:
        day = f"{self.day:%d/%m/%Y}"
        if not agency.holds_on(self.day):
            yield _("{agency} không hoạt động vào ngày {day}.").format(agency=agency.short_name, day=day)
        elif agency.end:
            message = _("{agency} đã có ngày kết thúc {day} do thay đổi khác.")
            yield message.format(agency=agency.short_name, day=f"{agency.end:%d/%m/%Y}")
        elif agency.start == self.day:
            yield _("{agency} mới hoạt động từ chính ngày {day}.").format(agency=agency.short_name, day=day)

    def _of_successions(self) -> Iterator[str]:
        for pair, count in Counter((line.from_, line.to) for line in self.draft.successions).items():
            if count > 1:
                names = {"old": self.name(pair[0]), "new": self.name(pair[1])}
                yield _("Kế thừa {old} → {new} được ghi {count} lần.").format(count=count, **names)
        for line in self.draft.successions:
            if line.from_ == line.to:
                yield _("{agency} không thể kế thừa chính mình.").format(agency=self.name(line.from_))
            elif line.from_ not in self.known:
                yield _("Không có cơ quan mã {code} để được kế thừa.").format(code=line.from_)
            elif not self.known[line.from_].holds_on(self.day) and line.from_ not in self.ends:
                yield from self._of_end(self.known[line.from_])
            elif problem := self.unfit(line.to):
                yield _("Kế thừa của {agency}: {problem}").format(agency=self.name(line.from_), problem=problem)

    def unfit(self, code: str) -> str:
        """Why an agency can take nothing; empty where it can."""
        if code in self.ends:
            return _("{agency} cũng kết thúc theo quyết định này nên không nhận được gì.").format(
                agency=self.name(code)
            )
        if code in self.known and not self.known[code].holds_on(self.day):
            message = _("{agency} không hoạt động vào ngày {day}.")
            return message.format(agency=self.name(code), day=f"{self.day:%d/%m/%Y}")
        if code not in self.known and code not in self.new:
            return _("không có cơ quan mã {code}.").format(code=code)
        return ""

    def _of_acting(self) -> Iterator[str]:
        for code in dict.fromkeys(line.from_ for line in self.draft.successions):
            lines = [line for line in self.draft.successions if line.from_ == code]
            acts = sum(line.acts for line in lines)
            if code not in self.ends and acts:
                message = _("{agency} vẫn hoạt động nên tự xử lý báo cáo đã gửi; không chọn cơ quan xử lý thay.")
                yield message.format(agency=self.name(code))
            elif acts > 1:
                message = _("{agency} chỉ được có một cơ quan xử lý báo cáo đã gửi.")
                yield message.format(agency=self.name(code))
            elif code in self.ends and len(lines) > 1 and not acts:
                message = _("{agency} có nhiều cơ quan kế thừa; hãy chọn cơ quan xử lý báo cáo đã gửi.")
                yield message.format(agency=self.name(code))
            if len(lines) > 1:
                for line in lines:
                    if not line.scope:
                        names = {"old": self.name(line.from_), "new": self.name(line.to)}
                        yield _("Kế thừa {old} → {new} chưa có phạm vi.").format(**names)

    def line_problem(self, line: Line) -> str:
        """Why the holding cannot be taken so; empty where it can."""
        holding = line.holding
        parts = {"agency": self.name(holding.from_), "kind": str(holding.kind.label), "what": holding.label}
        if not line.to and not holding.may_be_dropped:
            return _("{agency}, {kind} “{what}”: chưa có cơ quan nhận.").format(**parts)
        if len(line.to) > 1 and not holding.takes_many:
            message = _("{agency}, {kind} “{what}”: chỉ một cơ quan được nhận, không phải {names}.")
            return message.format(names=self.names(line.to), **parts)
        for code in line.to:
            if (code != holding.from_ or code in self.ends) and (problem := self.unfit(code)):
                return _("{agency}, {kind} “{what}”: {problem}").format(problem=problem, **parts)
        return ""

    def stray(self, known: Collection[What]) -> Iterator[str]:
        """Lines of the draft that name what nobody holds on the day, or the same thing twice."""
        for what, count in Counter(taker.what for taker in self.draft.takers).items():
            kind, plan, key, code = what
            parts = {"agency": self.name(code), "kind": kind, "key": " ".join(part for part in (plan, key) if part)}
            if count > 1:
                yield _("{agency}, {kind} {key}: có {count} dòng phân công.").format(count=count, **parts)
            elif what not in known:
                message = _("{agency} không giữ {kind} {key} vào ngày hiệu lực; hãy bỏ dòng phân công này.")
                yield message.format(**parts)


def in_short(problems: Collection[str]) -> str:
    """The first of many problems, and how many more there are."""
    said = list(problems)[:MOST_SAID]
    if len(problems) > MOST_SAID:
        said.append(_("Và {count} vấn đề khác.").format(count=len(problems) - MOST_SAID))
    return " ".join(said)
