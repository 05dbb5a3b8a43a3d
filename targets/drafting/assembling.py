"""From what was found in a document to a draft: the JSON of a plan file, its quotes, and what is unsure.

Pure: what the database knows comes in as `Known`. What the file format requires and the document does not say is left
empty ("" or null): a draft can be shown and corrected before it can be loaded.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from agencies.text import fold
from plan.document.records import Found, FoundParty, FoundPlan, FoundRow, FoundTask, Header, Part
from plan.enums import Document, Duty
from targets.drafting import coding
from targets.drafting.objectives import FoundIndicator, indicators
from targets.drafting.rows import indicator_of
from targets.drafting.who import Draft, Known, Who
from targets.drafting.wording import shortened, spoken, written
from targets.exchange.records import FORMAT
from targets.figures import plain

_YEAR = re.compile(r"\b20\d\d\b")
_PERIOD = re.compile(r"\b(20\d\d)\s*[-–]\s*(20\d\d)\b")
_VISION = re.compile(r",?\s*(?:và\s+)?(?:tầm nhìn|định hướng)\b.*", re.IGNORECASE | re.DOTALL)
_BODY = r"(?:Bộ|UBND|Ủy ban nhân dân|HĐND|Hội đồng nhân dân|Chính phủ|Thủ tướng|Tỉnh ủy|Ban|Văn phòng)\b"
_SENT = re.compile(rf"\b(?:gửi|báo cáo)\s+(?:về\s+)?({_BODY}.*?)(?=\s+(?:trước|theo|để|chậm nhất|vào)\b|[;.(]|$)")
_NEXT_ADDRESSEE = re.compile(rf"(?:,|;|\s+và)\s+(?={_BODY})")
_GENERAL = ("muc tieu chung", "muc tieu tong quat", "quan diem", "dinh huong", "muc tieu chien luoc")
_LONGEST_TITLE, _LONGEST_SHORT_TITLE, _LONGEST_WORDING, _LONGEST_RECIPIENT = 120, 160, 300, 250


def assembled(found: FoundPlan, known: Known, pages: dict[int, int] | None = None) -> Draft:
    """The draft of a plan; `pages` gives the page of each line number."""
    return _Assembler(found, known, pages or {}, Who(known, found.header)).draft()


@dataclass
class _Assembler:
    found: FoundPlan
    known: Known
    pages: dict[int, int]
    who: Who
    quotes: list[Draft] = field(default_factory=list)
    warnings: list[Draft] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)

    def draft(self) -> Draft:
        """Agencies come into the file as they are named, so their list is written last and stands first."""
        for sentence in self.found.warnings:
            self.warn("", sentence)
        plan = self.plan()
        tasks = [self.task(f"tasks[{n}]", task) for n, task in enumerate(self.found.tasks)]
        rows = self.indicators(plan["horizon_year"])
        recipients = self.recipients(plan["issuer"])
        sections = [self.section(n) for n in range(len(self.found.sections))]
        return {
            "format": FORMAT,
            "plan": plan,
            "agencies": list(self.who.agencies.values()),
            "groups": list(self.who.groups.values()),
            "recipients": recipients,
            "sections": sections,
            "tasks": tasks,
            "indicators": rows,
            "quotes": self.quotes,
            "warnings": self.warnings,
        }

    def warn(self, path: str, sentence: str) -> None:
        if {"path": path, "message": sentence} not in self.warnings:
            self.warnings.append({"path": path, "message": sentence})

    def quote(self, path: str, found: Found[Any] | FoundParty) -> None:
        """Keep where a value was read, and what made it doubtful."""
        if found.quote:
            lines = [min(found.lines), max(found.lines)] if found.lines else []
            page = self.pages.get(lines[0], 0) if lines else 0
            self.quotes.append({"path": path, "text": found.quote, "lines": lines, "page": page})
        for sentence in found.warnings:
            self.warn(path, sentence)

    def take(self, path: str, found: Found[Any]) -> Any:
        self.quote(path, found)
        return found.value

    # the plan itself

    def plan(self) -> Draft:
        header = self.found.header
        issuer = self.issuer(header)
        coordinator = self.found.coordinator
        if coordinator:
            self.quote("plan.coordinator", coordinator)
        issued_on = self.take("plan.issued_on", header.issued_on)
        start, horizon = self.years(header)
        title = self.take("plan.title", header.title)
        number = self.take("plan.number", header.number)
        return {
            "code": self.plan_code(header, start),
            "title": title,
            "short_title": self.short_title(header),
            "number": number,
            "issued_on": issued_on.isoformat() if issued_on else None,
            "place": self.take("plan.place", header.place),
            "issuer": issuer,
            "coordinator": self.who.party_code(coordinator) if coordinator else "",
            "start_year": start,
            "horizon_year": horizon,
            "vision": self.vision(),
            "report_due": self.due(),
            "legal_bases": self.legal_bases(header),
            "signature": self.signature(),
            "notes": [],
        }

    def issuer(self, header: Header) -> str:
        """The People's Committee that issued the plan, by its letterhead, else by the place and the signature."""
        name = self.take("plan.issuer", header.issuer)
        place = header.place.value
        if not name and place and "uy ban nhan dan" in fold(self.found.signature.value):
            name = f"Ủy ban nhân dân tỉnh {place}"
            self.quote("plan.issuer", self.found.signature)
            self.warn("plan.issuer", _("Văn bản không có tên cơ quan ban hành ở đầu; suy ra từ địa danh và khối ký."))
        if not name:
            return ""
        name = spoken(name)
        if place and fold(name) in ("uy ban nhan dan tinh", "ubnd tinh"):
            name = f"Ủy ban nhân dân tỉnh {place}"
        return self.who.code_of_name(name)

    def years(self, header: Header) -> tuple[int | None, int | None]:
        """First and last year: a period in the title, else the year of issue and that of most objectives."""
        period = _PERIOD.search(header.title.value)
        named = Counter(one.horizon for one in self.found.objectives if one.horizon)
        written = _YEAR.findall(header.issued_on.quote)
        issued = header.issued_on.value
        start = issued.year if issued else int(written[-1]) if written else None
        horizon = max(named, key=lambda year: (named[year], year)) if named else None
        if period:
            start, horizon = int(period[1]), horizon if horizon and horizon >= int(period[1]) else int(period[2])
        elif start and horizon:
            self.warn("plan.start_year", _("Năm đầu lấy theo năm ban hành; hãy sửa nếu kế hoạch bắt đầu năm khác."))
        if horizon is None:
            years = [int(year) for year in _YEAR.findall(_VISION.sub("", header.title.value))]
            horizon = max((year for year in years if not start or year >= start), default=None)
        return start, horizon if not (start and horizon and horizon < start) else None

    def plan_code(self, header: Header, start: int | None) -> str:
        """A code made of the place, the number and the year, that no plan here has."""
        parents = [parent.value.number for parent in header.parents if parent.value.number]
        number = re.match(r"\d+", header.number.value) or (re.match(r"\d+", parents[0]) if parents else None)
        parts = [coding.slug(header.place.value)[:40], number[0] if number else "", str(start or "")]
        code = "-".join(part for part in parts if part)
        if not re.search(r"[a-z]", code):
            code = f"ke-hoach-{code}".rstrip("-")
        if code in self.known.plans:
            told = _("Đã có kế hoạch mang mã {code}. Nếu là chính văn bản này thì không nạp lần nữa.")
            self.warn("plan.code", told.format(code=code))
        return coding.unused(code, self.known.plans)

    def short_title(self, header: Header) -> str:
        parents = [parent.value for parent in header.parents if parent.value.number]
        if parents:
            kind = parents[0].kind
            return (
                _("Kế hoạch thực hiện {kind} {number}").format(kind=kind, number=parents[0].number).replace("  ", " ")
            )
        title = header.title.value
        return f"{_('Kế hoạch')} {title[:1].lower()}{shortened(title[1:], _LONGEST_SHORT_TITLE)}" if title else ""

    def vision(self) -> str:
        visions = [one for one in self.found.sections if one.part == Part.VISION and one.text.value]
        for one in visions:
            self.quote("plan.vision", one.text)
        return "\n\n".join(one.text.value for one in visions)

    def due(self) -> Draft:
        """The agencies' day and the consolidation's: the first and the last of the year that the document names."""
        named = sorted(self.found.report_deadlines, key=lambda one: one.day)
        days = [one.day for one in named]
        coordinator = self.found.coordinator
        if len(set(days)) == 1 and coordinator and all(one.who == coordinator.wording for one in named):
            self.quote("plan.report_due.consolidation", named[0].text)
            return {"agencies": "", "consolidation": days[0]}
        if named:
            self.quote("plan.report_due.agencies", named[0].text)
        if len(set(days)) > 1:
            self.quote("plan.report_due.consolidation", named[-1].text)
        return {"agencies": days[0] if days else "", "consolidation": days[-1] if len(set(days)) > 1 else ""}

    def legal_bases(self, header: Header) -> list[str]:
        lines = []
        for n, parent in enumerate(header.parents):
            self.quote(f"plan.legal_bases[{n}]", parent)
            value = parent.value
            day = value.issued_on
            dated = _("ngày {day}").format(day=written(day)) if day else ""
            by = _("của {issuer}").format(issuer=value.issuer) if value.issuer else ""
            number = _("số {number}").format(number=value.number) if value.number else ""
            lines.append(" ".join(part for part in (value.kind, number, dated, by) if part))
        return lines

    def signature(self) -> Draft:
        """Authority lines in capitals, then the name."""
        lines = [
            line.strip(" *")
            for line in self.take("plan.signature", self.found.signature).splitlines()
            if line.strip(" *")
        ]
        authority = [line for line in lines if line.isupper()]
        names = [line for line in lines if not line.isupper()]
        return {"authority": authority, "name": names[-1] if names else ""}

    def recipients(self, issuer: str) -> list[Draft]:
        """The lines of "Nơi nhận", then those to whom the consolidated report goes."""
        rows: list[Draft] = []
        for n, found in enumerate(self.found.recipients):
            self.quote(f"recipients[{n}]", found)
            rows.append(_recipient(Document.PLAN, found.value, self.who.named_agency(found.value)))
        return [*rows, *self.addressees(issuer, len(rows))]

    def addressees(self, issuer: str, first: int) -> list[Draft]:
        """As the sentence about the last report of the year names them; the issuer where none does."""
        named = sorted(self.found.report_deadlines, key=lambda one: one.day)[-1:]
        rows: list[Draft] = []
        for deadline in named:
            sent = _SENT.search(deadline.text.value)
            for words in _NEXT_ADDRESSEE.split(sent[1]) if sent else []:
                is_issuer = fold(words).startswith(("uy ban nhan dan tinh", "ubnd tinh"))
                self.quote(f"recipients[{first + len(rows)}]", deadline.text)
                agency = issuer if is_issuer and issuer else self.who.named_agency(words)
                rows.append(_recipient(Document.REPORT, words, agency))
        if not rows and issuer:
            told = _("Văn bản không nói rõ báo cáo tổng hợp gửi cho ai; đặt theo cơ quan ban hành.")
            self.warn(f"recipients[{first}]", told)
            rows.append(_recipient(Document.REPORT, self.who.agencies[issuer]["name"], issuer))
        return rows

    # what

    def section(self, n: int) -> Draft:
        one = self.found.sections[n]
        title, text = self.take(f"sections[{n}].title", one.title), self.take(f"sections[{n}].text", one.text)
        return {"code": one.code, "parent": one.parent or None, "title": title, "text": text}

    def task(self, path: str, task: FoundTask) -> Draft:
        for sentence in task.warnings:
            self.warn(path, sentence)
        title = self.take(f"{path}.title", task.title)
        text = self.take(f"{path}.text", task.text) or title
        if not title:
            title = shortened(text, _LONGEST_TITLE)
            self.warn(
                f"{path}.title", _("Văn bản không đặt tên cho nhiệm vụ này; tên tạm là những chữ đầu của nội dung.")
            )
        parties = [self.party(f"{path}.responsibilities", party) for party in task.parties]
        return {
            "code": task.code,
            "section": task.section,
            "title": title,
            "text": "\n\n".join([text, *self.terms(path, task, text)]),
            "responsibilities": self.once(f"{path}.responsibilities", parties, task),
        }

    def terms(self, path: str, task: FoundTask, text: str) -> list[str]:
        """Deadline and product have no place of their own in a plan file: the task's text says them, or gets them."""
        kept = []
        for name, label, found in (
            ("deadline", _("Thời hạn"), task.deadline),
            ("product", _("Kết quả, sản phẩm"), task.product),
        ):
            if found is None:
                continue
            self.quote(f"{path}.{name}", found)
            wording = found.value if isinstance(found.value, str) else found.value.wording
            if wording and wording not in text:
                kept.append(f"{label}: {wording}")
        return kept

    def party(self, _path: str, party: FoundParty) -> Draft:
        code = self.who.party_code(party)
        is_group = bool(party.group or (party.is_group and not party.agency))
        return {
            "role": Duty(party.duty).value,
            "agency": None if is_group else code,
            "group": code if is_group else None,
            "wording": party.wording[:_LONGEST_WORDING],
        }

    def once(self, path: str, rows: list[Draft], task: FoundTask) -> list[Draft]:
        """Each party once; who leads and is named again as a supporter leads."""
        kept: list[Draft] = []
        for row, party in zip(rows, task.parties, strict=True):
            if any((row["agency"], row["group"]) == (one["agency"], one["group"]) for one in kept):
                continue
            self.quote(f"{path}[{len(kept)}]", party)
            kept.append(row)
        return kept

    def indicators(self, horizon: int | None) -> list[Draft]:
        rows: list[Draft] = []
        codes = Counter(objective.code for objective in self.found.objectives)
        general = {one.code for one in self.found.sections if any(word in fold(one.title.value) for word in _GENERAL)}
        for objective in self.found.objectives:
            code = objective.code if codes[objective.code] == 1 else f"{objective.section}.{objective.code}"
            for one in indicators(code, objective.text.value, only_measured=objective.section in general):
                path = f"indicators[{len(rows)}]"
                quote = Found(one.quote, one.quote, objective.text.lines)
                self.quote(path, quote)
                for name, sentence in one.warnings:
                    self.warn(f"{path}.{name}", sentence)
                if one.bare:
                    self.bare.append(one.code)
                rows.append(_indicator(one, objective.section, one.aim.year or objective.horizon or horizon))
        rows += self.rows(rows)
        if self.bare:
            told = _(
                "Ở {count} chỉ tiêu ({codes}) văn bản chỉ ghi con số, không ghi “tối thiểu” hay “không quá”: được hiểu "
                "là mức ít nhất, hoặc nhiều nhất nếu càng thấp càng tốt."
            )
            self.warn("indicators", told.format(count=len(self.bare), codes=", ".join(self.bare)))
        return rows

    def rows(self, others: list[Draft]) -> list[Draft]:
        """The indicators of tables, behind those of the text; one that stands in both is told."""
        named = {fold(one["name"]): one["code"] for one in others}
        rows: list[Draft] = []
        for row in self.found.rows:
            one = indicator_of(row)
            if one is None:
                continue
            path = f"indicators[{len(others) + len(rows)}]"
            draft = _indicator(one, row.section, one.aim.year)
            self.quote(path, row.name)
            for figure in row.figures:
                self.quote(f"{path}.target", figure.text)
            for name, sentence in one.warnings:
                self.warn(f"{path}.{name}", sentence)
            if one.bare:
                self.bare.append(one.code)
            if fold(one.name) in named:
                told = _("Phần lời cũng có chỉ tiêu này ({code}); hãy giữ một.").format(code=named[fold(one.name)])
                self.warn(f"{path}.name", told)
            draft["owner"] = self.owner(f"{path}.owner", row)
            rows.append(draft)
        return rows

    def owner(self, path: str, row: FoundRow) -> Draft | None:
        """Who reports it, as the table names one agency; of several, or a group, an officer chooses."""
        named = [each for each in row.owners if not (each.is_group or each.group)]
        if row.owners:
            self.quote(path, row.owners[0])
        if len(row.owners) == len(named) == 1:
            return {"agency": self.who.party_code(named[0]), "confirmed": True}
        if row.owners:
            words = ", ".join(each.wording for each in row.owners)
            self.warn(path, _("Bảng ghi “{words}”; hãy chọn một cơ quan báo cáo số liệu.").format(words=words))
        return None


def _indicator(one: FoundIndicator, section: str, year: int | None) -> Draft:
    aim = one.aim
    baseline = None
    if one.baseline:
        source = _("Nêu trong kế hoạch: {quote}").format(quote=" ".join(one.quote.split()))
        baseline = {"year": one.baseline[0], "value": plain(one.baseline[1]), "source": source}
    return {
        "code": one.code,
        "section": section,
        "name": one.name,
        "kind": one.kind.value,
        "unit": one.unit[:40],
        "decimals": one.decimals,
        "direction": one.direction.value,
        "accumulation": one.accumulation.value,
        "numerator": "",
        "denominator": "",
        "multiplier": None,
        "highest_level": None,
        "definition": one.definition,
        "quote": one.quote,
        "note": "",
        "owner": None,
        "target": {
            "year": year,
            "comparator": aim.comparator.value,
            "lower": None if aim.lower is None else plain(aim.lower),
            "upper": None if aim.upper is None else plain(aim.upper),
            "tolerance": None if aim.tolerance is None else plain(aim.tolerance),
            "wording": aim.wording,
        },
        "baseline": baseline,
    }


def _recipient(document: Document, text: str, agency: str | None) -> Draft:
    return {"document": document.value, "text": text.rstrip(" .;")[:_LONGEST_RECIPIENT], "agency": agency or None}
