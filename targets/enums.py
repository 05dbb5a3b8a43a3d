from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    PERCENT = "percent", _("tỷ lệ phần trăm")
    RATE = "rate", _("tỷ suất")
    COUNT = "count", _("số lượng")
    NUMBER = "number", _("số đo")
    LEVEL = "level", _("mức độ")
    MILESTONE = "milestone", _("mốc hoàn thành")
    QUALITATIVE = "qualitative", _("định tính")

    @property
    def is_declared(self) -> bool:
        """Whether it is declared done or not done instead of measured."""
        return self in (Kind.MILESTONE, Kind.QUALITATIVE)


class Direction(TextChoices):
    """Which way is better; what is maintained must hold every year, not only in the target's year."""

    UP = "up", _("tăng")
    DOWN = "down", _("giảm")
    MAINTAIN = "maintain", _("duy trì")


class Comparator(TextChoices):
    GE = "ge", _("tối thiểu")
    GT = "gt", _("trên")
    LE = "le", _("không quá")
    LT = "lt", _("dưới")
    EQ = "eq", _("đạt")
    RANGE = "range", _("trong khoảng")
    APPROX = "approx", _("khoảng")
    INCREASE = "increase", _("cao hơn số gốc")
    DECREASE = "decrease", _("thấp hơn số gốc")
    DONE = "done", _("hoàn thành")

    @property
    def bounds(self) -> tuple[str, ...]:
        """Which of lower, upper and tolerance a target with this comparator takes: these, and no others."""
        return _BOUNDS[self]


_BOUNDS: dict[Comparator, tuple[str, ...]] = {
    Comparator.GE: ("lower",),
    Comparator.GT: ("lower",),
    Comparator.LE: ("upper",),
    Comparator.LT: ("upper",),
    Comparator.EQ: ("lower",),
    Comparator.RANGE: ("lower", "upper"),
    Comparator.APPROX: ("lower", "tolerance"),
    Comparator.INCREASE: (),
    Comparator.DECREASE: (),
    Comparator.DONE: (),
}


class Accumulation(TextChoices):
    """What one year's figure says: how things stand, or what the year added to the running total."""

    AT_TIME = "at_time", _("Số liệu tại thời điểm báo cáo")
    WITHIN_YEAR = "within_year", _("Số liệu trong năm, cộng dồn")


class Quality(TextChoices):
    """How firm a figure is, from the least firm up."""

    ESTIMATE = "estimate", _("ước thực hiện")
    PRELIMINARY = "preliminary", _("sơ bộ")
    OFFICIAL = "official", _("chính thức")

    @property
    def is_final(self) -> bool:
        """Whether nothing firmer is to be expected; an estimate or a preliminary figure is made official later."""
        return self == Quality.OFFICIAL

    @property
    def firmness(self) -> int:
        """The firmer of two qualities has the higher one."""
        return list(Quality).index(self)


class Disagreement(TextChoices):
    """How figures for one thing can differ."""

    AGENCIES = "agencies", _("hai cơ quan báo khác nhau")
    PARTS = "parts", _("các phần cộng lại khác số chung")


class Answer(TextChoices):
    """What an agency answers for one indicator and year; zero is a figure, the last two are not."""

    FIGURE = "figure", _("có số liệu")
    DONE = "done", _("đã hoàn thành")
    NOT_DONE = "not_done", _("chưa hoàn thành")
    NO_DATA = "no_data", _("chưa có số liệu")
    NOT_DUE = "not_due", _("không thuộc kỳ")

    @property
    def is_declaration(self) -> bool:
        """Whether it says done or not done, the answers for what is declared instead of measured."""
        return self in (Answer.DONE, Answer.NOT_DONE)

    @property
    def is_nothing(self) -> bool:
        """Whether it says that there is nothing to judge."""
        return self in (Answer.NO_DATA, Answer.NOT_DUE)


class Status(TextChoices):
    """The verdicts, worst first: the order they are written in is the order lists are sorted in."""

    MISSED = "missed", _("không đạt")
    OFF_TRACK = "off_track", _("chậm")
    AT_RISK = "at_risk", _("có nguy cơ")
    NO_DATA = "no_data", _("chưa có số liệu")
    NOT_MEASURABLE = "not_measurable", _("chưa đánh giá được")
    ON_TRACK = "on_track", _("đúng tiến độ")
    MET = "met", _("đạt")
    EXCEEDED = "exceeded", _("vượt")

    @property
    def severity(self) -> int:
        """0 for the best verdict, more for a worse one; sort by `-severity` to see the worst first."""
        return _SEVERITY[self]


_SEVERITY = {status: place for place, status in enumerate(reversed(Status))}
