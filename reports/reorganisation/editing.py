"""Changes of a draft, one part of its screen at a time. Pure: a draft and what was typed in, a draft out.

Nothing is judged here: `checking` does that for the draft as a whole.
"""

import re
from collections.abc import Container, Iterable
from dataclasses import replace

from agencies.text import fold
from reports.reorganisation.draft import Decision, Draft, NewAgency, SuccessionLine, Taker

COMMITTEE = "Ủy ban nhân dân"
_LONGEST_CODE = 36  # leaves room for a number behind it
_JOINING = frozenset({"va", "cua", "cac"})  # words that no initial stands for
_UNITS = frozenset({"xa", "phuong", "dac", "khu"})  # said of every commune, so no part of its code


def with_decision(draft: Draft, decision: Decision) -> Draft:
    return replace(draft, decision=decision)


def with_ends(draft: Draft, codes: Iterable[str]) -> Draft:
    """Just `codes` end. What was said of an agency that goes on after all is dropped."""
    ends = tuple(codes)
    spared = set(draft.ends) - set(ends)
    return replace(
        draft,
        ends=ends,
        successions=tuple(row for row in draft.successions if row.from_ not in spared),
        takers=tuple(row for row in draft.takers if row.from_ not in spared),
    )


def with_agencies(draft: Draft, agencies: Iterable[tuple[str, NewAgency]]) -> Draft:
    """Just these agencies are new, each beside the code that it had before ("" for one more).

    What was to go to one of them goes there under its new code; to one that is left out, nothing goes.
    """
    rows = list(agencies)
    renamed = {was: row.code for was, row in rows if was}
    dropped = {row.code for row in draft.agencies} - set(renamed)
    return replace(
        draft,
        agencies=tuple(row for _, row in rows),
        successions=tuple(
            replace(row, to=renamed.get(row.to, row.to)) for row in draft.successions if row.to not in dropped
        ),
        takers=tuple(
            replace(row, to=tuple(renamed.get(code, code) for code in row.to if code not in dropped))
            for row in draft.takers
        ),
    )


def with_successions(draft: Draft, code: str, successions: Iterable[SuccessionLine]) -> Draft:
    """Just these successors of the agency `code`, where its first one stood."""
    others = [row for row in draft.successions if row.from_ != code]
    place = next((number for number, row in enumerate(draft.successions) if row.from_ == code), len(others))
    return replace(draft, successions=(*others[:place], *successions, *others[place:]))


def with_takers(draft: Draft, takers: Iterable[Taker]) -> Draft:
    """Each of `takers` in place of what the draft says of the same thing."""
    said = {row.what: row for row in draft.takers} | {row.what: row for row in takers}
    return replace(draft, takers=tuple(said.values()))


def as_proposed(draft: Draft, whats: Iterable[tuple[str, str, str, str]]) -> Draft:
    """What the successions propose for each of `whats`, whatever the draft said."""
    named = set(whats)
    return replace(draft, takers=tuple(row for row in draft.takers if row.what not in named))


def proposed_agency(name: str, level: str, taken: Container[str]) -> NewAgency:
    """A new agency by its name alone; code, which nobody has in `taken`, and short name are there to be changed."""
    short = re.sub(f"^{COMMITTEE}", "UBND", name, flags=re.IGNORECASE)
    return NewAgency(code=proposed_code(name, taken), name=name, short_name=short[:80].strip(), level=level)


def proposed_code(name: str, taken: Container[str]) -> str:
    """Initials, as agencies sign ("Sở Nội vụ": SNV); for a people's committee its place ("UBND-PHU-LY")."""
    words = re.findall(r"[a-z0-9]+", fold(name))
    committee = fold(COMMITTEE).split()
    if words[: len(committee)] == committee:
        code = "-".join(["ubnd", *(word for word in words[len(committee) :] if word not in _UNITS)])
    else:
        code = "".join(word[0] for word in words if word not in _JOINING)
    code = code.upper()[:_LONGEST_CODE].strip("-") or "CQ"
    numbered = (f"{code}-{number}" for number in range(2, 1000))
    return code if code not in taken else next(one for one in numbered if one not in taken)
