"""The written part of a consolidated report, and what it says of difficulties, findings and corrections.

Rows of their own like all its content; triggers (migration 0007) refuse any change once the report is issued.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agencies.models import User
from reports.enums import ChangeKind, DifficultyState, FindingState
from reports.models.consolidation import Consolidation
from reports.models.difficulty import Difficulty
from reports.models.inspection import Finding


class ConsolidatedPassage(models.Model):
    """One passage of the narrative under the outline's `key`.

    `prefilled` is what the accepted texts gave when the draft was built, `text` what stands in the report. `version`
    counts edits: a save names the one it was made from.
    """

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="passages")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=60)
    heading = models.TextField(blank=True)
    prefilled = models.TextField(blank=True)
    text = models.TextField(_("nội dung"), blank=True)
    version = models.PositiveIntegerField(default=0)
    edited_at = models.DateTimeField(_("sửa lúc"), null=True, blank=True)
    edited_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("đoạn trong báo cáo tổng hợp")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["consolidation", "key"], name="consolidatedpassage_once")]

    def __str__(self) -> str:
        return f"{self.consolidation}: {self.key}"

    @property
    def is_edited(self) -> bool:
        """Whether an officer's own words stand here."""
        return self.text != self.prefilled


class ConsolidatedDifficulty(models.Model):
    """A difficulty that was not closed when the draft was built."""

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="difficulties")
    difficulty = models.ForeignKey(Difficulty, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=250, blank=True)
    agency_name = models.CharField(max_length=250)
    task_code = models.CharField(max_length=20, blank=True)
    text = models.TextField()
    proposal = models.TextField(blank=True)
    state = models.CharField(max_length=9, choices=DifficultyState)
    raised_on = models.DateField()
    answer = models.TextField(blank=True)
    document = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("khó khăn, vướng mắc trong báo cáo tổng hợp")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["consolidation", "difficulty"], name="consolidateddifficulty_once")
        ]

    def __str__(self) -> str:
        return f"{self.consolidation}: {self.agency_name}"


class ConsolidatedFinding(models.Model):
    """A finding of an inspection of the year, or an older one that was still open, when the draft was built."""

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="findings")
    finding = models.ForeignKey(Finding, models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField()
    agency_name = models.CharField(max_length=250)
    held_on = models.DateField()
    text = models.TextField()
    mend_by = models.DateField(null=True)
    state = models.CharField(max_length=6, choices=FindingState)
    mended = models.TextField(blank=True)

    class Meta:
        verbose_name = _("tồn tại qua kiểm tra trong báo cáo tổng hợp")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["consolidation", "finding"], name="consolidatedfinding_once")]

    def __str__(self) -> str:
        return f"{self.consolidation}: {self.agency_name}"


class ConsolidatedChange(models.Model):
    """One difference between a correction (đính chính) and the report it corrects, in words as a reader sees them."""

    consolidation = models.ForeignKey(Consolidation, models.CASCADE, related_name="changes")
    order = models.PositiveIntegerField()
    kind = models.CharField(max_length=7, choices=ChangeKind)
    place = models.CharField(max_length=120)
    name = models.TextField(blank=True)
    field = models.CharField(max_length=120)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        verbose_name = _("điểm đính chính")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["consolidation", "order"], name="consolidatedchange_order"),
            models.CheckConstraint(name="consolidatedchange_kind", condition=Q(kind__in=ChangeKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.consolidation}: {self.place}"
