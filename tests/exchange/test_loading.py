"""Loading a plan file into the database and writing it back."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import CharField, SlugField

from agencies.models import Agency, AgencyGroup, AuditLine, GroupMembership
from agencies.text import sort_key
from plan.models import Coordinator, Plan, Recipient, Responsibility, Section, Task
from targets.exchange.schema import read_plan
from targets.models import Baseline, Indicator, IndicatorOwner, Target
from tests import factories as f

FILE = Path(__file__).resolve().parents[2] / "fixtures" / "plan-ha-nam-2024.json"
TEXT = FILE.read_text(encoding="utf-8")
CODE = "ha-nam-68-2024"
TABLES = [
    *(Agency, AgencyGroup, GroupMembership, Plan, Coordinator, Recipient, Section, Task, Responsibility),
    *(Indicator, IndicatorOwner, Target, Baseline, AuditLine),
]


@pytest.fixture
def data():
    return json.loads(TEXT)


@pytest.fixture
def load(db, tmp_path):
    """load(data or text) runs the command on a file with it and gives what was printed."""

    def _load(content=TEXT):
        file = tmp_path / "ke-hoach.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=2))
        output = StringIO()
        call_command("load_plan", file, stdout=output)
        return output.getvalue()

    return _load


def refusal(load, content):
    with pytest.raises(CommandError) as error:
        load(content)
    return str(error.value)


def export(*arguments):
    output = StringIO()
    call_command("export_plan", *arguments, stdout=output)
    return output.getvalue()


def counts():
    return {model.__name__: model.objects.count() for model in TABLES}


def open_a_round():
    plan = Plan.objects.get(code=CODE)
    moment = dt.datetime(2026, 12, 5, 23, 59, 59, tzinfo=f.ZONE)
    return plan.rounds.create(
        year=2026,
        data_until=moment.date(),
        parts_due_at=moment,
        due_at=moment,
        consolidation_due_at=moment + dt.timedelta(days=10),
        opened_at=f.NOW,
    )


def test_the_whole_plan_is_loaded(load):
    assert load() == f"Đã nạp kế hoạch {CODE}: 24 nhiệm vụ, 42 chỉ tiêu.\n"
    plan = Plan.objects.get(code=CODE)
    assert plan.issuer.code == "UBND-HN"
    assert Coordinator.objects.get(plan=plan).agency.code == "SLDTBXH"
    assert [task.code for task in plan.tasks.all()][:4] == ["1.1", "1.2", "2.1", "2.2"]
    housing = Target.objects.get(indicator__code="2.1.9a")
    assert (housing.comparator, housing.lower, housing.upper) == ("ge", 12392, None)
    owner = IndicatorOwner.objects.get(indicator__code="2.1.9a")
    assert (owner.agency.code, owner.confirmed) == ("SXD", False)
    assert GroupMembership.objects.filter(group__code="UBND-CAP-HUYEN").count() == 6
    assert Section.objects.get(code="III.6.2").parent.code == "III.6"


def test_loading_is_recorded_as_the_commands_work(load):
    load()
    line = AuditLine.objects.filter(table="plan_plan").get()
    assert (line.source, line.actor_id, line.action) == ("load_plan", None, "insert")


def test_loading_twice_changes_nothing(load):
    load()
    before = counts()
    assert load() == f"Kế hoạch {CODE}: không có gì thay đổi.\n"
    assert counts() == before


def test_export_after_load_gives_the_same_file(load):
    load()
    assert export() == TEXT
    assert export(CODE) == TEXT


def test_export_to_a_file(load, tmp_path):
    load()
    export("--output", tmp_path / "ra.json")
    assert (tmp_path / "ra.json").read_text(encoding="utf-8") == TEXT
    with pytest.raises(CommandError, match="Không ghi được"):
        export("--output", tmp_path / "khong-co" / "ra.json")


def test_export_asks_which_plan_where_it_cannot_know(load, data):
    with pytest.raises(CommandError, match="Chưa có kế hoạch nào"):
        export()
    load()
    data["plan"]["code"] = "ke-hoach-hai"
    load(data)
    with pytest.raises(CommandError, match="ha-nam-68-2024, ke-hoach-hai"):
        export()
    assert json.loads(export("ke-hoach-hai")) == data
    with pytest.raises(CommandError, match="Hãy chọn một kế hoạch"):
        export("ke-hoach-ba")


def test_a_wrong_file_is_refused_whole_with_its_lines(load, data):
    data["tasks"][0]["section"] = "V"
    data["indicators"][41]["owner"]["agency"] = "SO-X"
    message = refusal(load, data)
    assert "Không nạp gì từ" in message
    assert "có 2 chỗ phải sửa" in message
    line = TEXT[: TEXT.index('"section": "III.1"')].count("\n") + 1
    assert f"  dòng {line}: “V” không phải mã của mục nào đứng trước trong tệp." in message
    assert not any(counts().values())


def test_what_cannot_be_read_at_all_is_refused_in_a_sentence(db, tmp_path):
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("load_plan", tmp_path / "khong-co.json")
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("load_plan", tmp_path)
    (tmp_path / "utf16.json").write_text(TEXT, encoding="utf-16")
    with pytest.raises(CommandError, match="không phải là văn bản UTF-8"):
        call_command("load_plan", tmp_path / "utf16.json")


def test_a_file_with_a_byte_order_mark_is_read(load):
    assert "Đã nạp" in load("\ufeff" + TEXT)


def test_words_are_brought_up_to_date_and_audited_even_in_a_plan_in_use(load, data):
    load()
    open_a_round()
    data["plan"]["number"] = "1234/KH-UBND"
    data["plan"]["issued_on"] = "2024-06-28"
    data["agencies"][1]["name"] = "Sở Lao động, Thương binh và Xã hội"
    data["tasks"][0]["title"] = "Thông tin, tuyên truyền"
    data["indicators"][0]["note"] = ""
    data["indicators"][0]["baseline"] = {"year": 2023, "value": "97.5", "source": "Báo cáo năm 2023"}
    written = AuditLine.objects.count()
    message = load(data)
    assert "đã cập nhật 5 chỗ" in message
    assert "sửa nhiệm vụ “1.1. Thông tin, tuyên truyền”: tên nhiệm vụ" in message
    assert AuditLine.objects.count() == written + 5
    assert Agency.objects.get(code="SLDTBXH").sort_key == sort_key("Sở Lao động, Thương binh và Xã hội")
    assert json.loads(export()) == data


BINDING = [
    (lambda data: data["tasks"].pop(), "Nhiệm vụ 8 không còn trong tệp"),
    (lambda data: data["indicators"].pop(), "Chỉ tiêu 2.1.10g không còn trong tệp"),
    (lambda data: data["sections"].pop(), "Mục IV.3 không còn trong tệp"),
    (lambda data: data["tasks"][0].update(code="1.9"), "Nhiệm vụ 1.9 chưa có trong kế hoạch"),
    (lambda data: data["plan"].update(coordinator="SNV"), f"Kế hoạch {CODE} khác về cơ quan đầu mối"),
    (lambda data: data["plan"].update(horizon_year=2031), f"Kế hoạch {CODE} khác về thời kỳ"),
    (lambda data: data["groups"][1]["members"].pop(), "Nhóm UBND-CAP-HUYEN khác về thành viên"),
    (
        lambda data: data["tasks"][0]["responsibilities"][0].update(agency="SNV"),
        "Nhiệm vụ 1.1 khác về phân công",
    ),
    (
        lambda data: data["indicators"][3]["target"].update(lower="55"),
        "Chỉ tiêu 2.1.3 khác về mức phải đạt",
    ),
    (lambda data: data["indicators"][3]["owner"].update(agency="SNV"), "Chỉ tiêu 2.1.3 khác về cơ quan báo cáo"),
    (
        lambda data: data["indicators"][3].update(unit="phần nghìn", direction="maintain"),
        "Chỉ tiêu 2.1.3 khác về đơn vị tính, chiều",
    ),
]


@pytest.mark.parametrize(("change", "words"), BINDING, ids=[words for _change, words in BINDING])
def test_what_binds_changes_from_a_file_only_until_the_plan_is_in_use(load, data, change, words):
    load()
    change(data)
    round_ = open_a_round()
    before = counts()
    message = refusal(load, data)
    assert words in message
    assert "hãy lập điều chỉnh kế hoạch" in message
    assert counts() == before
    round_.delete()
    assert "đã cập nhật" in load(data)
    assert json.loads(export()) == data


def test_a_binding_difference_is_told_on_the_line_of_its_record(load, data):
    load()
    open_a_round()
    data["indicators"][3]["target"]["lower"] = "55"
    text = json.dumps(data, ensure_ascii=False, indent=2)
    line = text[: text.index('      "code": "2.1.3"')].count("\n")
    assert f"dòng {line}: Chỉ tiêu 2.1.3" in refusal(load, text)


def test_dated_changes_made_here_outlive_a_second_load(load):
    """The file is the plan as issued: an owner who took over later and a confirmation are not undone by it."""
    load()
    old = IndicatorOwner.objects.get(indicator__code="2.1.9a")
    old.valid_to = dt.date(2025, 3, 1)
    old.save()
    new = IndicatorOwner.objects.create(
        indicator=old.indicator, agency=Agency.objects.get(code="SNV"), valid_from=dt.date(2025, 3, 1), confirmed=True
    )
    confirmed = IndicatorOwner.objects.get(indicator__code="2.1.9b")
    confirmed.confirmed = True
    confirmed.save()
    open_a_round()
    assert "không có gì thay đổi" in load()
    new.refresh_from_db()
    confirmed.refresh_from_db()
    assert (new.agency.code, confirmed.confirmed) == ("SNV", True)
    exported = {row["code"]: row["owner"] for row in json.loads(export())["indicators"]}
    assert exported["2.1.9a"] == {"agency": "SXD", "confirmed": False}
    assert exported["2.1.9b"] == {"agency": "SXD", "confirmed": True}


def test_an_agency_without_a_duty_is_kept_in_the_file(load, data):
    spare = {"code": "STC", "name": "Sở Tài chính", "short_name": "Sở Tài chính", "level": "province", "aliases": []}
    data["agencies"].append(spare)
    load(data)
    assert json.loads(export()) == data


def test_agencies_known_from_elsewhere_are_shared_not_doubled(load):
    f.make_agency("SYT", "Sở Y tế cũ")
    load()
    assert Agency.objects.get(code="SYT").name == "Sở Y tế"


LONGEST = [
    (Agency, "name", ("agencies", 5, "name")),
    (Agency, "short_name", ("agencies", 5, "short_name")),
    (AgencyGroup, "name", ("groups", 0, "name")),
    (AgencyGroup, "note", ("groups", 0, "note")),
    (Plan, "short_title", ("plan", "short_title")),
    (Plan, "number", ("plan", "number")),
    (Plan, "place", ("plan", "place")),
    (Recipient, "text", ("recipients", 0, "text")),
    (Section, "code", ("sections", 0, "code")),
    (Task, "code", ("tasks", 0, "code")),
    (Responsibility, "wording", ("tasks", 0, "responsibilities", 0, "wording")),
    (Indicator, "code", ("indicators", 0, "code")),
    (Indicator, "unit", ("indicators", 0, "unit")),
]


@pytest.mark.parametrize(("model", "name", "place"), LONGEST, ids=lambda part: getattr(part, "__name__", str(part)))
def test_the_longest_text_a_column_takes_is_the_longest_the_reader_takes(load, data, model, name, place):
    column = model._meta.get_field(name)
    assert isinstance(column, CharField | SlugField)
    *path, last = place
    inner = data
    for step in path:
        inner = inner[step]
    inner[last] = "x" * column.max_length
    read_plan(json.dumps(data))
    inner[last] += "x"
    assert f"nhiều nhất là {column.max_length}" in refusal(load, data)


def of_another_plan(data):
    """The same agencies and groups under another plan's code."""
    data["plan"]["code"] = "ke-hoach-khac"
    return data


class TestWhatPlansShare:
    """Agencies and groups belong to all plans: the file of one changes nothing under another."""

    def test_the_same_ones_are_named_by_both(self, load, data):
        load()
        before = GroupMembership.objects.count()
        load(of_another_plan(data))
        assert GroupMembership.objects.count() == before
        assert Responsibility.objects.filter(task__plan__code="ke-hoach-khac").exists()

    def test_a_group_with_other_members_is_refused(self, load, data):
        load()
        before = set(GroupMembership.objects.values_list("group__code", "agency__code"))
        group = next(g for g in of_another_plan(data)["groups"] if g["code"] == "UBND-CAP-HUYEN")
        group["members"] = ["UBND-PHULY"]
        assert "Nhóm UBND-CAP-HUYEN đang được kế hoạch khác dùng" in refusal(load, data)
        assert set(GroupMembership.objects.values_list("group__code", "agency__code")) == before

    def test_a_code_that_stands_for_somebody_else_is_refused(self, load, data):
        load()
        agency = next(a for a in of_another_plan(data)["agencies"] if a["code"] == "SYT")
        agency["name"] = "Sở Y tế tỉnh Ninh Bình"
        assert "Mã SYT đang là của Sở Y tế" in refusal(load, data)
        assert Agency.objects.get(code="SYT").name == "Sở Y tế"

    def test_an_agency_gains_names_and_loses_none(self, load, data):
        load()
        names = Agency.objects.get(code="SYT").aliases
        agency = next(a for a in of_another_plan(data)["agencies"] if a["code"] == "SYT")
        agency["aliases"] = ["Sở Y"]
        load(data)
        assert Agency.objects.get(code="SYT").aliases == [*names, "Sở Y"]
