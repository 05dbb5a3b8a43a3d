"""A stretch of paragraphs into the tasks that stand in it: their texts, and what is said about who, when and what."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from plan.document.deadlines import deadline_of, inline_deadline
from plan.document.labels import Field, Label, labels_in
from plan.document.mending import Paragraph, found
from plan.document.numbering import marker_of
from plan.document.parties import Mention, Reader
from plan.document.records import Deadline, Found, FoundParty
from plan.document.sentences import Assigned, assigned_in, assigned_to


@dataclass
class Draft:
    """A task while it is read."""

    texts: list[Paragraph] = field(default_factory=list)
    parties: list[FoundParty] = field(default_factory=list)
    deadline: Found[Deadline] | None = None
    product: Found[str] | None = None
    warnings: list[str] = field(default_factory=list)
    labelled: bool = False

    @property
    def has_lead(self) -> bool:
        return any(party.duty == "lead" for party in self.parties)

    def take(self, assigned: Assigned, paragraph: Paragraph) -> None:
        for duty, mention, text in assigned.parties:
            self.add(party(duty, mention, text, paragraph))
        self.warnings += assigned.warnings

    def add(self, new: FoundParty) -> None:
        """Once each: whoever leads does not support as well."""
        whom = (new.agency, new.group, new.proposed)
        if all((old.agency, old.group, old.proposed) != whom for old in self.parties):
            self.parties.append(new)


@dataclass(frozen=True)
class Owner:
    """The agency that a heading consists of, for the items under it."""

    mentions: list[Mention]
    heading: str


def party(duty: str, mention: Mention, text: str, *sources: Paragraph) -> FoundParty:
    quoted = found("", *sources)
    return FoundParty(
        duty=duty,
        wording=text[mention.start : mention.end],
        agency=mention.agency,
        group=mention.group,
        proposed=mention.proposed,
        is_group=mention.is_group,
        quote=quoted.quote,
        lines=quoted.lines,
        warnings=mention.warnings,
    )


class Drafting:
    """Goes through the paragraphs of one numbered part."""

    def __init__(self, paragraphs: Sequence[Paragraph], reader: Reader, owner: Owner | None = None) -> None:
        self._paragraphs = paragraphs
        self._reader = reader
        self._owner = owner
        self._pending: Field | None = None
        self._assigned = [self._sentences(paragraph) for paragraph in paragraphs]
        led = [paragraph for paragraph, said in zip(paragraphs, self._assigned, strict=True) if said.has_lead]
        self._by_item = sum(_is_item(paragraph) for paragraph in led) > 1
        self.drafts = [Draft()]

    def read(self) -> list[Draft]:
        """At least one draft; a new one begins behind the labels of the one before, where labels follow again."""
        for at, paragraph in enumerate(self._paragraphs):
            labels = labels_in(paragraph.text)
            if labels and labels[0].at == 0:
                self._pending = None
                for label in labels:
                    self._label(label, paragraph)
            elif not self._continues(paragraph):
                self._text(at, paragraph, labels)
        for draft in self.drafts:
            _inline_deadline(draft)
        return self.drafts

    def _sentences(self, paragraph: Paragraph) -> Assigned:
        marker = marker_of(paragraph.text)
        text = paragraph.text[marker.rest if marker else 0 :]
        if self._owner:
            return assigned_to(self._owner.mentions, self._owner.heading, text, self._reader)
        labels = labels_in(paragraph.text)
        return Assigned() if labels and labels[0].at == 0 else assigned_in(text, self._reader)

    def _text(self, at: int, paragraph: Paragraph, labels: Sequence[Label]) -> None:
        self._pending = None
        if self._begins_new(at, paragraph):
            self.drafts.append(Draft())
        draft, said = self.drafts[-1], self._assigned[at]
        draft.texts.append(paragraph)
        draft.take(said, paragraph)
        for label in labels:
            if label.field in (Field.DEADLINE, Field.PRODUCT) or not said.parties:
                self._label(label, paragraph)

    def _begins_new(self, at: int, paragraph: Paragraph) -> bool:
        last = self.drafts[-1]
        if self._by_item:
            return _is_item(paragraph) and (last.has_lead or any(map(_is_item, last.texts)))
        if last.has_lead and self._assigned[at].has_lead and _is_item(paragraph):
            return True
        behind = self._paragraphs[at + 1 :]
        return last.labelled and any(each.field == Field.LEAD for later in behind for each in labels_in(later.text))

    def _label(self, label: Label, paragraph: Paragraph) -> None:
        draft = self.drafts[-1]
        value = paragraph.text[label.start : label.end].strip(" .;,")
        if value.endswith(")") and value.count("(") < value.count(")"):
            value = value[:-1]
        if not value:
            self._pending = label.field
        elif label.field in (Field.LEAD, Field.SUPPORT):
            draft.labelled = True
            for mention in self._reader.whole(value):
                draft.add(party(label.field, mention, value, paragraph))
        elif label.field == Field.DEADLINE:
            draft.deadline = draft.deadline or found(deadline_of(value), paragraph)
        elif label.field == Field.PRODUCT:
            draft.product = draft.product or found(value, paragraph)

    def _continues(self, paragraph: Paragraph) -> bool:
        """Whether this is the value of a label that stood alone on its line."""
        if self._pending is None:
            return False
        marker = marker_of(paragraph.text)
        value = paragraph.text[marker.rest if marker else 0 :].strip(" .;,")
        if self._pending in (Field.LEAD, Field.SUPPORT):
            mentions = self._reader.whole(value)
            if not mentions or not all(mention.is_name for mention in mentions):
                return False
            self.drafts[-1].labelled = True
            for mention in mentions:
                self.drafts[-1].add(party(self._pending, mention, value, paragraph))
            return True
        self._label(Label(self._pending, 0, len(paragraph.text) - len(value), len(paragraph.text)), paragraph)
        self._pending = None
        return True


def _is_item(paragraph: Paragraph) -> bool:
    marker = marker_of(paragraph.text)
    return marker is not None and marker.is_bullet


def _inline_deadline(draft: Draft) -> None:
    for paragraph in draft.texts:
        where = None if draft.deadline else inline_deadline(paragraph.text)
        if where:
            words = paragraph.text[where[0] : where[1]]
            warning = _("Thời hạn lấy từ trong câu; đề nghị kiểm tra lại.")
            draft.deadline = found(deadline_of(words), paragraph, warnings=[warning])
