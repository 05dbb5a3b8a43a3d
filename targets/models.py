"""What must be reached: indicators, their dated owners, targets and milestones, and the accepted figures."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from agencies.models import Agency, User
from agencies.models.dated import Dated, one_at_a_time, period_is_ordered
from plan.models import Amendment, Plan, Section, ended_by_decision
from targets.enums import Accumulation, Answer, Comparator, Direction, Disagreement, Kind, Quality


class FigureField(models.DecimalField):  # type: ignore[type-arg]
    """A figure as reported: exact, up to 15 digits before and 6 after the decimal comma."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.update(max_digits=21, decimal_places=6)
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


class Indicator(Dated):
    """A figure (or a fact) by which the plan is judged, under the plan's clause number and in its own words.

    Amended in what it measures, it is a new row with the same code and a later period that `replaces` the old one.
    Where numerator and denominator are defined, the figure is their quotient times `multiplier` (100 for a share,
    10.000 for "trên 10.000 dân"). `highest_level` is the last grade of an ordinal scale that begins at 1.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="indicators")
    section = models.ForeignKey(Section, models.PROTECT, related_name="indicators")
    code = models.CharField(_("mã"), max_length=20)
    name = models.TextField(_("tên chỉ tiêu"))
    kind = models.CharField(_("loại"), max_length=12, choices=Kind)
    unit = models.CharField(_("đơn vị tính"), max_length=40, blank=True)
    decimals = models.PositiveSmallIntegerField(_("số chữ số thập phân"), default=0)
    direction = models.CharField(_("chiều"), max_length=8, choices=Direction)
    accumulation = models.CharField(_("cách cộng"), max_length=12, choices=Accumulation)
    numerator = models.TextField(_("tử số"), blank=True)
    denominator = models.TextField(_("mẫu số"), blank=True)
    multiplier = models.PositiveIntegerField(_("hệ số nhân"), null=True, blank=True)
    highest_level = models.PositiveSmallIntegerField(_("mức cao nhất"), null=True, blank=True)
    definition = models.TextField(_("định nghĩa"), blank=True)
    quote = models.TextField(_("nguyên văn trong kế hoạch"))
    note = models.TextField(_("ghi chú"), blank=True)
    order = models.PositiveSmallIntegerField(_("thứ tự"))
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="indicators")
    replaces = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="replaced_by")
    ended_by = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="indicators_ended")
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged_from")

    class Meta:
        verbose_name = _("chỉ tiêu")
        ordering = ["order"]
        constraints = [
            period_is_ordered("indicator_period"),
            *ended_by_decision("indicator"),
            one_at_a_time("indicator_code", "plan", "code"),
            models.CheckConstraint(name="indicator_kind", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(name="indicator_direction", condition=Q(direction__in=Direction.values)),
            models.CheckConstraint(name="indicator_accumulation", condition=Q(accumulation__in=Accumulation.values)),
            models.CheckConstraint(name="indicator_decimals", condition=Q(decimals__lte=6)),
            models.CheckConstraint(
                name="indicator_quotient_is_whole",
                condition=Q(numerator="", denominator="", multiplier=None)
                | (~Q(numerator="") & ~Q(denominator="") & Q(multiplier__gte=1)),
            ),
            models.CheckConstraint(
                name="indicator_grades_are_of_a_level",
                condition=Q(highest_level=None) | Q(kind=Kind.LEVEL, highest_level__gte=2),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def has_quotient(self) -> bool:
        """Whether the figure is a numerator over a denominator, both of them defined."""
        return self.multiplier is not None


class IndicatorOwner(Dated):
    """Which agency reports an indicator during a period; unconfirmed where the plan does not say.

    With `is_part` it reports only its own part (a district's flats) beside the agency that reports the whole.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="owners")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="owned_indicators")
    confirmed = models.BooleanField(_("đã xác nhận"), default=False)
    is_part = models.BooleanField(_("chỉ báo cáo phần của mình"), default=False)
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("cơ quan báo cáo chỉ tiêu")
        constraints = [
            period_is_ordered("indicatorowner_period"),
            one_at_a_time("indicatorowner_once", "indicator", "agency"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code}: {self.agency}"


class Baseline(models.Model):
    """The published figure from which the path to the target starts."""

    indicator = models.OneToOneField(Indicator, models.PROTECT, related_name="baseline")
    year = models.PositiveSmallIntegerField(_("năm"))
    value = FigureField(_("số gốc"))
    source = models.TextField(_("nguồn"))

    class Meta:
        verbose_name = _("số gốc")
        constraints = [models.CheckConstraint(name="baseline_source", condition=~Q(source=""))]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}"


def _bounded(*bounds: str) -> list[str]:
    """The comparators that take just these of the two bounds."""
    return [comparator.value for comparator in Comparator if {"lower", "upper"} & set(comparator.bounds) == set(bounds)]


class Target(Dated):
    """What must be reached by `year`. An amended target is a new row; old years are judged by the row valid then."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="targets")
    year = models.PositiveSmallIntegerField(_("năm"))
    comparator = models.CharField(_("so sánh"), max_length=10, choices=Comparator)
    lower = FigureField(_("cận dưới"), null=True, blank=True)
    upper = FigureField(_("cận trên"), null=True, blank=True)
    tolerance = FigureField(_("dung sai"), null=True, blank=True)
    wording = models.TextField(_("nguyên văn"))
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="targets")

    class Meta:
        verbose_name = _("mức phải đạt")
        ordering = ["year"]
        constraints = [
            period_is_ordered("target_period"),
            one_at_a_time("target_once", "indicator", "year"),
            models.CheckConstraint(name="target_comparator", condition=Q(comparator__in=Comparator.values)),
            models.CheckConstraint(
                name="target_bounds_fit_comparator",
                condition=Q(comparator__in=_bounded("lower"), lower__isnull=False, upper=None)
                | Q(comparator__in=_bounded("upper"), lower=None, upper__isnull=False)
                | Q(comparator=Comparator.RANGE.value, lower__lt=F("upper"))
                | Q(comparator__in=_bounded(), lower=None, upper=None),
                violation_error_message=_("Cận không khớp với cách so sánh."),
            ),
            models.CheckConstraint(
                name="target_tolerance_only_for_approx",
                condition=Q(comparator=Comparator.APPROX.value, tolerance__gte=0)
                | (~Q(comparator=Comparator.APPROX.value) & Q(tolerance=None)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}: {self.wording}"


class Milestone(Dated):
    """What the yearly schedule (lộ trình) asks for in `year`, by a decision where there is one."""

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="milestones")
    year = models.PositiveSmallIntegerField(_("năm"))
    value = FigureField(_("mốc"))
    amendment = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="milestones")
    ended_by = models.ForeignKey(Amendment, models.PROTECT, null=True, blank=True, related_name="milestones_ended")

    class Meta:
        verbose_name = _("mốc từng năm")
        ordering = ["year"]
        constraints = [
            period_is_ordered("milestone_period"),
            one_at_a_time("milestone_once", "indicator", "year"),
            models.CheckConstraint(
                name="milestone_ended_has_day", condition=Q(ended_by=None) | Q(valid_to__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}"


def answer_fits_value(name: str, extra: Q | None = None) -> models.CheckConstraint:
    """A figure has a value; every other answer (done, no data, not due) has none, so zero is never a stand-in."""
    fits = Q(answer=Answer.FIGURE, value__isnull=False) | (~Q(answer=Answer.FIGURE) & Q(value=None))
    return models.CheckConstraint(name=name, condition=fits | extra if extra is not None else fits)


def quotient_is_whole(name: str) -> models.CheckConstraint:
    """A figure has numerator and denominator or neither; what is no figure has none."""
    both = Q(numerator__isnull=False, denominator__isnull=False, answer=Answer.FIGURE)
    return models.CheckConstraint(name=name, condition=Q(numerator=None, denominator=None) | both)


class WholeFigures(models.Manager["Measurement"]):
    """Without the parts: what is shown, judged and totalled for an indicator."""

    def get_queryset(self) -> models.QuerySet["Measurement"]:
        return super().get_queryset().filter(is_part=False)


class PartFigures(models.Manager["Measurement"]):
    """What single agencies reported as their part of an indicator; never the indicator's figure itself."""

    def get_queryset(self) -> models.QuerySet["Measurement"]:
        return super().get_queryset().filter(is_part=True)


class Measurement(models.Model):
    """The accepted answer for one indicator and year. Only acceptance writes one; a correction appends a revision.

    The current answer of a year is its highest revision; of a part, the highest of its agency. Append-only in the
    database. `objects` leaves the parts out, so that a forgotten filter cannot show a part for the whole.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="measurements")
    year = models.PositiveSmallIntegerField(_("năm"))
    revision = models.PositiveSmallIntegerField(_("lần"))
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="measurements")
    is_part = models.BooleanField(_("chỉ là một phần"), default=False)
    answer = models.CharField(_("câu trả lời"), max_length=8, choices=Answer)
    value = FigureField(_("giá trị"), null=True)
    numerator = FigureField(_("tử số"), null=True)
    denominator = FigureField(_("mẫu số"), null=True)
    quality = models.CharField(_("loại số"), max_length=11, choices=Quality)
    note = models.TextField(_("ghi chú"), blank=True)
    reason = models.TextField(_("lý do sửa"), blank=True)
    recorded_at = models.DateTimeField(_("duyệt lúc"))
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = WholeFigures()
    parts = PartFigures()
    everything = models.Manager["Measurement"]()

    class Meta:
        verbose_name = _("số liệu đã duyệt")
        ordering = ["year", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "year", "revision"], name="measurement_revision", condition=Q(is_part=False)
            ),
            models.UniqueConstraint(
                fields=["indicator", "year", "agency", "revision"],
                name="measurement_part_revision",
                condition=Q(is_part=True),
            ),
            quotient_is_whole("measurement_quotient_is_whole"),
            models.CheckConstraint(name="measurement_answer", condition=Q(answer__in=Answer.values)),
            models.CheckConstraint(name="measurement_quality", condition=Q(quality__in=Quality.values)),
            models.CheckConstraint(name="measurement_revision_explained", condition=Q(revision=1) | ~Q(reason="")),
            answer_fits_value("measurement_answer_value"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year} ({self.revision})"


class Resolution(models.Model):
    """A person's word on figures that disagree: what was chosen for an indicator and year, and why. Append-only.

    `figures` are those that stood side by side, as (agency, figure) in words; nothing of them is lost when one of the
    two is corrected later.
    """

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="resolutions")
    year = models.PositiveSmallIntegerField(_("năm"))
    kind = models.CharField(_("loại"), max_length=8, choices=Disagreement)
    figures = models.JSONField(_("các số liệu"))
    chosen = models.TextField(_("số được chọn"))
    reason = models.TextField(_("lý do"))
    at = models.DateTimeField(_("lúc"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("xử lý số liệu khác nhau")
        ordering = ["year", "at", "pk"]
        constraints = [
            models.CheckConstraint(name="resolution_kind", condition=Q(kind__in=Disagreement.values)),
            models.CheckConstraint(name="resolution_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.indicator.code} {self.year}: {self.chosen}"
