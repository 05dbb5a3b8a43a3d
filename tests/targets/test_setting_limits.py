"""Whatever is typed into the coordinator's forms is answered with a sentence; units that differ are never mixed up."""

from decimal import Decimal

import pytest
from django.utils import timezone

from targets.enums import Accumulation, Kind
from targets.setting.units import factor_between
from targets.setting.wordings import reading_of
from tests import factories as f

HOME = "/ke-hoach/ke-hoach-thu"
FLATS = "12.000"
NUMBERS = ["0", "-1", "99999", "12345678901234567890", "9" * 5000, "NaN", "2027\0"]
DAYS = ["01/01/0001", "31/12/9999", "9999-12-31", "99999", "2026-01-01\0"]
FIGURES = ["123456789012345,123456", "-999999999999999", "12345678901234567890", "1e400", "5\0"]
DECISION = {"number": "45/QĐ", "decided_on": "01/06/2026"}
WORDING = {"wording": "trên 65%", "comparator": "gt", "lower": "65", "year": "2029"}
FIELDS = [
    ("muc-tieu/lo-trinh/", DECISION, {"y2027": FIGURES, "decided_on": DAYS, "effective_on": DAYS, "existing": NUMBERS}),
    ("muc-tieu/lo-trinh/?cach=dan", DECISION, {"text": [f"{year} 50" for year in NUMBERS]}),
    ("muc-tieu/dieu-chinh/", DECISION | WORDING, {"year": NUMBERS, "lower": FIGURES, "instead_of": NUMBERS}),
    ("muc-tieu/so-goc/", {"year": "2022", "value": "40", "source": "a", "reason": "b"}, {"year": NUMBERS}),
    ("muc-tieu/so-goc/", {"year": "2022", "value": "40", "source": "a", "reason": "b"}, {"value": FIGURES}),
    ("muc-tieu/dinh-nghia/", {"numerator": "a", "denominator": "b"}, {"multiplier": NUMBERS}),
    ("muc-tieu/doc-cum-tu/", WORDING, {"wording": FIGURES, "existing": NUMBERS}),
    ("co-quan/", {"agency": "SOB", "on": "01/12/2026"}, {"agency": NUMBERS, "on": DAYS}),
    ("co-quan/them/", {"is_part": "1", "agencies": "SOB", "on": "01/12/2026"}, {"agencies": NUMBERS, "on": DAYS}),
    ("co-quan/ket-thuc/", {"agency": "SOA", "on": "01/12/2026"}, {"agency": NUMBERS, "on": DAYS}),
]


@pytest.mark.parametrize(("path", "data", "hostile"), FIELDS)
def test_no_field_takes_a_page_down(world, sign_in, monkeypatch, path, data, hostile):
    monkeypatch.setattr(timezone, "now", lambda: f.NOW)
    client, agencies = sign_in(world.dung), {"SOA": world.a.pk, "SOB": world.b.pk}
    data = {name: agencies.get(value, value) for name, value in data.items()}
    for name, values in hostile.items():
        for typed in values:
            answer = client.post(f"{HOME}/chi-tieu/2.1.1/{path}", data | {name: typed})
            assert answer.status_code in (200, 422), (name, typed)


def test_a_scale_has_so_many_grades(world, sign_in):
    f.make_indicator(world.plan, "7", kind=Kind.LEVEL, unit="mức độ", lower="3", decimals=0)
    for typed in NUMBERS:
        answer = sign_in(world.dung).post(f"{HOME}/chi-tieu/7/muc-tieu/dinh-nghia/", {"highest_level": typed})
        assert list(answer.context["form"].errors) == ["highest_level"]


@pytest.fixture
def reads(world):
    """reads(wording, unit) is what a target of an indicator in that unit would be filled in with."""

    def _reads(wording, unit):
        indicator = f.make_indicator(
            world.plan, "9", kind=Kind.COUNT, unit=unit, accumulation=Accumulation.WITHIN_YEAR, decimals=0
        )
        return reading_of(wording, indicator)

    return _reads


@pytest.mark.parametrize(
    ("wording", "unit", "lower", "words"),
    [
        ("Đạt 12 nghìn căn hộ", "căn hộ", FLATS, "12 được đổi thành 12.000"),
        ("Đạt 1,2 vạn căn hộ", "căn hộ", FLATS, "1,2 được đổi thành 12.000"),
        ("Đạt 12.000 căn hộ", "nghìn căn hộ", "12", "12.000 được đổi thành 12"),
        ("Đạt 12 nghìn tỷ đồng", "triệu đồng", "12.000.000", "12 được đổi thành 12.000.000"),
        ("Đạt ít nhất 12 nghìn", "căn hộ", FLATS, "12 được đổi thành 12.000"),
        ("Đạt 15 bác sĩ/vạn dân", "bác sĩ/10.000 dân", "15", ""),
        ("Đạt 15 bác sĩ/1.000 dân", "bác sĩ/10.000 dân", "150", "15 được đổi thành 150"),
        ("Đạt 40 giường bệnh/10.000 dân", "giường/10.000 dân", "40", "Hãy kiểm tra có phải cùng một số"),
        ("Đạt 12.392 căn hộ", "căn hộ", "12.392", ""),
    ],
)
def test_a_multiple_of_the_unit_is_multiplied_exactly_and_said(reads, wording, unit, lower, words):
    found = reads(wording, unit)
    assert found.fields["lower"] == Decimal(lower.replace(".", ""))
    assert words in " ".join(found.warnings)
    assert bool(found.warnings) == bool(words)


@pytest.mark.parametrize(
    ("wording", "unit"),
    [
        ("Đạt 12 nghìn hộ", "căn hộ"),
        ("Đạt 12 căn hộ", "m² sàn/người"),
        ("Đạt 15 bác sĩ", "bác sĩ/10.000 dân"),
        ("Đạt 12 nghìn", "bác sĩ/10.000 dân"),
        ("Đạt 12‰", "%"),
        ("Đạt 12 nghìn", "%"),
        ("Đạt 12 tỷ đồng", "tỷ USD"),
        ("Đạt 1 căn hộ", "tỷ căn hộ"),  # more decimals than a figure has
    ],
)
def test_another_unit_fills_in_nothing(reads, wording, unit):
    found = reads(wording, unit)
    assert found.fields == {}
    assert "chỉ tiêu tính bằng" in found.warnings[-1]


def test_the_other_way_round_is_the_inverse():
    assert factor_between("tỷ đồng", "triệu đồng") == 1 / factor_between("triệu đồng", "tỷ đồng") == 1000
