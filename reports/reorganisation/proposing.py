"""Who might take what, read from the scopes of the successions in words. Pure.

Vietnamese words are pairs of syllables: a phrase of a scope ("giảm nghèo") is looked for as a whole, without marks and
case, first in the name of a task, indicator or position, then in its text.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from agencies.text import fold
from reports.reorganisation.draft import Draft, Kind, SuccessionLine
from reports.reorganisation.matters import Holding, What

BY_WORDS = frozenset({Kind.LEAD, Kind.SUPPORT, Kind.OWNER})
_SPLIT = re.compile(r"[,;.:()\n]|\s[-–]\s|\svà\s")
_EMPTY = frozenset({"", "toan bo", "chuc nang", "nhiem vu", "quyen han", "toan bo chuc nang", "toan bo nhiem vu"})


@dataclass(frozen=True, slots=True)
class Proposal:
    """`to` may take it, and `reason` says why. Nobody where no succession leads anywhere."""

    to: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """A successor and the phrases of its scope, as written and folded."""

    line: SuccessionLine
    phrases: tuple[tuple[str, str], ...]


def propose(holdings: Iterable[Holding], draft: Draft) -> dict[What, Proposal]:
    """For each holding who takes it: what the draft's lines say of others counts for those that follow them."""
    scopes: dict[str, list[_Scope]] = {}
    for line in draft.successions:
        scopes.setdefault(line.from_, []).append(_Scope(line, _phrases(line.scope)))
    chosen = {taker.what: taker.to for taker in draft.takers}
    proposals: dict[What, Proposal] = {}
    for holding in sorted(holdings, key=lambda each: bool(each.follows)):  # what others follow comes first
        own = scopes.get(holding.from_, [])
        known = {what: chosen.get(what) or _to(proposals.get(what)) for what in holding.follows}
        if holding.from_ in draft.ends:
            proposals[holding.what] = _for_ending(holding, own, known)
        else:
            proposals[holding.what] = _for_staying(holding, own)
    return proposals


def acting(draft: Draft, ending: str) -> str | None:
    """Who finishes what `ending` had sent: the successor that acts, or the only one there is."""
    lines = [line for line in draft.successions if line.from_ == ending]
    acts = [line.to for line in lines if line.acts]
    return acts[0] if acts else lines[0].to if len(lines) == 1 else None


def _to(proposal: Proposal | None) -> tuple[str, ...]:
    return proposal.to if proposal else ()


def _for_ending(holding: Holding, scopes: list[_Scope], known: Mapping[What, tuple[str, ...]]) -> Proposal:
    successors = tuple(dict.fromkeys(scope.line.to for scope in scopes))
    if not successors:
        return Proposal((), _("Chưa có cơ quan kế thừa."))
    if len(successors) == 1:
        return Proposal(successors, _("Cơ quan kế thừa duy nhất."))
    if holding.kind == Kind.MEMBER or holding.is_part:
        return Proposal(successors, _("Mọi cơ quan kế thừa."))
    for what, to in known.items():
        if to:
            return Proposal(to[:1], _followed(what))
    fitting, phrase, place = _fitting(holding, scopes)
    if fitting:
        to = fitting if holding.takes_many else fitting[:1]
        return Proposal(to, _("Phạm vi “{phrase}” có trong {place}.").format(phrase=phrase, place=place))
    acts = [scope.line.to for scope in scopes if scope.line.acts]
    if acts:
        return Proposal((acts[0],), _("Không phạm vi nào nói đến; cơ quan xử lý báo cáo đã gửi nhận thay."))
    return Proposal((), _("Không phạm vi nào nói đến; hãy chọn cơ quan nhận."))


def _for_staying(holding: Holding, scopes: list[_Scope]) -> Proposal:
    """An agency that goes on keeps what no scope names outright."""
    if holding.kind in BY_WORDS:
        fitting, phrase, place = _fitting(holding, scopes, in_text=False)
        if fitting:
            return Proposal(fitting[:1], _("Phạm vi “{phrase}” có trong {place}.").format(phrase=phrase, place=place))
    return Proposal((holding.from_,), _("Cơ quan vẫn hoạt động, giữ nguyên."))


def _followed(what: What) -> str:
    kind = Kind(what[0])
    if kind in (Kind.COORDINATOR, Kind.AUTHORITY):
        return _("Theo nhiệm vụ {kind} của kế hoạch.").format(kind=kind.label)
    return _("Theo nhiệm vụ {code}.").format(code=what[2])


def _phrases(scope: str) -> tuple[tuple[str, str], ...]:
    pairs = ((part.strip(), _words(part).strip()) for part in _SPLIT.split(scope))
    return tuple((said, folded) for said, folded in pairs if folded not in _EMPTY)


def _fitting(holding: Holding, scopes: list[_Scope], *, in_text: bool = True) -> tuple[tuple[str, ...], str, str]:
    """The successors whose scope the holding's words name, the best first, with the phrase that did and where.

    Several fit where its name speaks of several; by its text alone the one spoken of most does.
    """
    title = _words(holding.title)
    spoken = [(scope.line.to, said, folded) for scope in scopes for said, folded in scope.phrases]
    named = sorted((each for each in spoken if f" {each[2]} " in title), key=lambda each: -len(each[2]))
    if named:
        return tuple(dict.fromkeys(to for to, _said, _folded in named)), named[0][1], _("tên")
    if not in_text:
        return (), "", ""
    text = _words(holding.text)
    counted = [
        (sum(text.count(f" {folded} ") for _said, folded in scope.phrases), scope) for scope in scopes if scope.phrases
    ]
    most, scope = max(counted, key=lambda each: each[0], default=(0, None))
    if not most or scope is None:
        return (), "", ""
    phrase = max(scope.phrases, key=lambda each: text.count(f" {each[1]} "))[0]
    return (scope.line.to,), phrase, _("nội dung")


def _words(text: str) -> str:
    """The folded words of a text between single spaces, so that whole words alone are found."""
    return " " + re.sub(r"[^\w]+", " ", fold(text)).strip() + " "
