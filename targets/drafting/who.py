"""Who is named in a document: agencies and groups of the instance, and new ones under a code of their own. Pure."""

import re
from dataclasses import asdict, dataclass
from typing import Any

from agencies.naming import proposed_level, proposed_short_name
from agencies.text import fold
from plan.document.parties import AgencyBook, KnownAgency, KnownGroup
from plan.document.provinces import reader_for
from plan.document.records import FoundParty, Header
from targets.drafting import coding
from targets.exchange.records import AgencyRecord, GroupRecord

Draft = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What the instance holds already: agencies and groups as a plan file has them, and the codes of its plans."""

    agencies: tuple[AgencyRecord, ...] = ()
    groups: tuple[GroupRecord, ...] = ()
    plans: frozenset[str] = frozenset()

    @property
    def book(self) -> AgencyBook:
        return AgencyBook(
            agencies=tuple(KnownAgency(a.code, (a.name, a.short_name, *a.aliases)) for a in self.agencies),
            groups=tuple(KnownGroup(g.code, (g.name,)) for g in self.groups),
        )


class Who:
    """The agencies and groups that a draft names, in the order in which it names them."""

    def __init__(self, known: Known, header: Header) -> None:
        self.known = known
        self.reader, _doubts = reader_for(known.book, header)  # that of the document: of another province, none of ours
        self.agencies: dict[str, Draft] = {}
        self.groups: dict[str, Draft] = {}
        self.proposed: dict[str, str] = {}  # what names a new one -> its code

    def party_code(self, party: FoundParty) -> str:
        """The code of an agency or a group, which comes into the file with it."""
        if party.agency:
            return self.known_agency(party.agency)
        if party.group:
            return self.known_group(party.group)
        return self.new_group(party.proposed) if party.is_group else self.code_of_name(party.proposed)

    def known_agency(self, code: str) -> str:
        record = next(one for one in self.known.agencies if one.code == code)
        self.agencies.setdefault(code, asdict(record))
        return code

    def known_group(self, code: str) -> str:
        record = next(one for one in self.known.groups if one.code == code)
        for member in record.members:
            self.known_agency(member)
        self.groups.setdefault(code, asdict(record))
        return code

    def code_of_name(self, name: str) -> str:
        """The code of the agency with this name: one of the instance, one proposed before, or a new one."""
        mentions = self.reader.whole(name)
        if len(mentions) == 1 and mentions[0].agency:
            return self.known_agency(mentions[0].agency)
        key = coding.agency_key(name)
        if key not in self.proposed:
            taken = {*self.agencies, *(one.code for one in self.known.agencies)}
            code = coding.agency_code(name, taken)
            self.proposed[key] = code
            self.agencies[code] = {
                "code": code,
                "name": name,
                "short_name": proposed_short_name(name),
                "level": proposed_level(name).value,
                "aliases": [],
            }
        return self.proposed[key]

    def new_group(self, name: str) -> str:
        key = "group " + re.sub(r"\W", "", fold(name))
        if key not in self.proposed:
            taken = {*self.groups, *(one.code for one in self.known.groups)}
            code = coding.group_code(name, taken)
            self.proposed[key] = code
            self.groups[code] = {"code": code, "name": name[:250], "members": [], "note": ""}
        return self.proposed[key]

    def named_agency(self, text: str) -> str | None:
        """The one agency that a line names, if it is on record or in the draft already."""
        mentions = self.reader.whole(text)
        if len(mentions) != 1:
            return None
        if mentions[0].agency:
            return self.known_agency(mentions[0].agency)
        return self.proposed.get(coding.agency_key(mentions[0].proposed))
