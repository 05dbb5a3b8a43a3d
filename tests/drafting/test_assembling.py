"""From a document's bytes to the draft: `labels.txt`, `inline.txt`, and `whole.txt`, which lacks nothing."""

from pathlib import Path

import pytest

from agencies.enums import Level
from plan.document import Unreadable
from targets.drafting.gaps import gaps, plan_file
from targets.drafting.paths import value_at
from targets.drafting.reading import read_document
from targets.drafting.who import Known
from targets.exchange.records import AgencyRecord, GroupRecord

HERE = Path(__file__).parent
KNOWN = Known(
    agencies=(
        AgencyRecord("SLD", "Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH", Level.PROVINCE, ["Sở LĐ-TB&XH"]),
        AgencyRecord("UB-1", "Ủy ban nhân dân huyện Một", "UBND huyện Một", Level.DISTRICT, []),
    ),
    groups=(GroupRecord("CAC-SO", "Các sở, ban, ngành có liên quan", ["UB-1"], "đã có"),),
    plans=frozenset({"song-lam-88-2026"}),
)


def draft_of(name, known=KNOWN):
    return read_document((HERE / name).read_bytes(), name, known)[1]


def targets(draft):
    return [
        (
            row["target"]["comparator"],
            row["target"]["lower"],
            row["target"]["upper"],
            row["target"]["year"],
            row["unit"],
        )
        for row in draft["indicators"]
    ]


def test_a_plan_with_labels():
    draft = draft_of("labels.txt")
    assert targets(draft) == [
        ("lt", None, "2.5", 2030, "%"),
        ("le", None, "2", 2030, "%"),
        ("range", "0.3", "0.5", 2030, "%/năm"),
        ("ge", "70", None, 2030, "%"),
        ("ge", "98.5", None, 2030, "%"),
        ("ge", "3200", None, 2030, "căn hộ"),
        ("ge", "1100", None, 2025, "căn"),
        ("ge", "33", None, 2030, "giường/vạn dân"),
        ("ge", "12.5", None, 2030, "bác sĩ/vạn dân"),
        ("ge", "3", None, 2030, "dược sĩ đại học/vạn dân"),
    ]
    assert [(task["code"], len(task["responsibilities"])) for task in draft["tasks"]] == [
        ("1.1", 4),
        ("1.2", 1),
        ("2.a", 2),
        ("2.b", 1),
    ]
    assert {gap.path for gap in gaps(draft)} == {
        "plan.coordinator",
        "plan.report_due.agencies",
        "plan.report_due.consolidation",
    }
    assert "Thời hạn: Quý IV/2025" in draft["tasks"][2]["text"]


def test_a_plan_in_sentences_knows_its_agencies_by_their_aliases():
    draft = draft_of("inline.txt")
    leads = [task["responsibilities"][0]["agency"] for task in draft["tasks"]]
    assert leads[0] == "SLD" == draft["plan"]["coordinator"]
    assert len(leads) == 3  # the duty of all agencies is no task
    assert draft["tasks"][0]["text"].count("trong năm 2026") == 1  # the sentence says it already
    assert draft["plan"]["report_due"] == {"agencies": "12-05", "consolidation": "12-15"}
    assert draft["agencies"][0]["aliases"] == ["Sở LĐ-TB&XH"]


def test_a_whole_plan_lacks_nothing_and_names_each_party_once():
    draft = draft_of("whole.txt")
    assert gaps(draft) == []
    file = plan_file(draft)
    assert (file.plan.number, str(file.plan.issued_on), file.plan.start_year) == ("88/KH-UBND", "2026-04-02", 2026)
    assert file.plan.code == "song-lam-88-2026-2"  # the first is taken
    assert [group.code for group in file.groups] == ["CAC-SO"]
    assert "UB-1" in [agency.code for agency in file.agencies]  # a known group comes with its members
    assert [one.name for one in file.indicators] == [
        "Tỷ lệ hộ nghèo",
        "Người khuyết tật được hưởng trợ cấp",
        "Trung tâm công tác xã hội",
    ]
    assert [row.text for row in file.recipients][-1] == "Ủy ban nhân dân tỉnh"


@pytest.mark.parametrize("name", ["labels.txt", "inline.txt", "whole.txt"])
def test_quotes_and_warnings_point_into_the_draft_and_the_document(name):
    lines, draft = read_document((HERE / name).read_bytes(), name, KNOWN)
    printed = {line.number: line.text for line in lines}
    for quote in draft["quotes"]:
        text = " ".join(printed.get(n, "") for n in range(quote["lines"][0], quote["lines"][-1] + 1))
        assert set(quote["text"].split()) <= set(text.split()) | {""} or quote["text"].split()[0] in text
    extra = (".deadline", ".product")
    named = [said["path"] for said in [*draft["quotes"], *draft["warnings"]] if not said["path"].endswith(extra)]
    assert [path for path in named if path and value_at(draft, path) is None and path != "plan.issued_on"] == []


def test_what_is_no_plan_is_refused_with_a_sentence():
    with pytest.raises(Unreadable) as refused:
        read_document("Hôm nay trời đẹp. Tôi đi chợ mua rau.".encode(), "nhật ký.txt", Known())
    assert refused.value.sentence.endswith(".")
