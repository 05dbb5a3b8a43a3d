"""The rules without a database: how duties pass, who is proposed, how texts are joined, what a file may hold."""

import datetime as dt
import json

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reports.reorganisation import draft as drafts
from reports.reorganisation.draft import Draft, Kind, SuccessionLine, Taker
from reports.reorganisation.joining import joined_indicator, joined_progress, joined_task
from reports.reorganisation.matters import Begin, Holding, Row, pass_on
from reports.reorganisation.proposing import propose
from targets.exchange.nodes import FileRefused
from tests.reorganisation.building import draft

DAY = dt.date(2025, 3, 1)
DAYS = [DAY + dt.timedelta(days=n) for n in (-400, -1, 0, 1, 400)]
OLD, NEW = ["A", "B", "C"], ["C", "D", "E"]  # C goes on and takes; A and B end
ENDS = st.sampled_from([None, DAY + dt.timedelta(days=30)])


@st.composite
def worlds(draw):
    """Duties of three agencies for three tasks, and who takes those of the two that end."""
    rows = []
    for subject in range(3):
        for holder in draw(st.sets(st.sampled_from(OLD))):
            start = draw(st.sampled_from([None, DAY - dt.timedelta(days=9), DAY]))
            rows.append(Row(len(rows), subject, holder, draw(st.integers(0, 1)), start, draw(ENDS)))
    takers = {
        row.pk: tuple(draw(st.lists(st.sampled_from(NEW), min_size=1, max_size=2, unique=True)))
        for row in rows
        if row.holder != "C"
    }
    return rows, takers


def holding(rows, day):
    """(subject, holder, rank) of a day, as often as it is said."""
    return sorted(
        (row.subject, row.holder, row.rank)
        for row in rows
        if (row.start is None or row.start <= day) and (row.end is None or day < row.end)
    )


def passed(rows, takers):
    """The rows as they stand after it; None where a later change stands in the way."""
    passing = pass_on(rows, takers, DAY)
    if passing.later:
        return None
    by_pk = {row.pk: row for row in rows}
    after = [row for row in rows if row.pk not in passing.ends + passing.gone]
    after += [
        Row(row.pk, row.subject, row.holder, row.rank, row.start, DAY) for pk in passing.ends for row in [by_pk[pk]]
    ]
    return after + [
        Row(-1, by_pk[new.like].subject, new.holder, by_pk[new.like].rank, new.start, new.end) for new in passing.begins
    ]


@settings(max_examples=60)
@given(worlds())
def test_what_had_a_lead_has_one_on_every_day_and_nobody_has_anything_twice(world):
    rows, takers = world
    after = passed(rows, takers)
    assume(after is not None)
    for day in DAYS:
        before, now = holding(rows, day), holding(after, day)
        assert {(subject, rank) for subject, _, rank in now if rank == 0} == {
            (subject, rank) for subject, _, rank in before if rank == 0
        }
        assert {subject for subject, _, _ in now} == {subject for subject, _, _ in before}
        pairs = [(subject, holder) for subject, holder, _ in now]
        assert len(pairs) == len(set(pairs))
        if day < DAY:
            assert now == before
        else:
            assert not {holder for _, holder, _ in now} & {"A", "B"}


def test_a_duty_of_a_later_day_stands_in_the_way_and_an_account_made_since_goes_along():
    later = DAY + dt.timedelta(days=9)
    rows = [Row(1, "an", "A", 0, None, None), Row(2, "binh", "A", 0, later, None), Row(3, "cuc", "C", 0, later, None)]
    takers = {1: ("C",), 2: ("C",)}
    assert pass_on(rows, takers, DAY).later == [2]
    passing = pass_on(rows, takers, DAY, later_too=True)
    assert (passing.ends, passing.gone, passing.later) == ([1], [2], [])
    assert passing.begins == [Begin(1, "C", DAY, None), Begin(2, "C", later, None)]
    rows[2] = Row(3, "binh", "C", 0, later, None)
    assert pass_on(rows, takers, DAY, later_too=True).later == [2]


def task(title, text="", key="1", giver="SLD"):
    return Holding(Kind.LEAD, "kh", key, giver, title, title=title, text=text)


SCOPES = (
    SuccessionLine("SLD", "SNV", "lao động, việc làm, người có công", acts=True),
    SuccessionLine("SLD", "SYT", "trợ giúp xã hội, trẻ em"),
    SuccessionLine("SLD", "SNN", "giảm nghèo"),
)


@pytest.mark.parametrize(
    ("held", "to", "reason"),
    [
        (task("Phát triển hệ thống TRỢ GIÚP xã hội, giảm nghèo"), ("SYT", "SNN"), "“trợ giúp xã hội” có trong tên"),
        (task("Nâng cao đời sống", "Chăm sóc trẻ em; việc làm; trẻ em."), ("SYT",), "“trẻ em” có trong nội dung"),
        (task("Hợp tác quốc tế"), ("SNV",), "Không phạm vi nào nói đến"),
        (task("Giảm nghèochung"), ("SNV",), "Không phạm vi nào nói đến"),
        (
            Holding(Kind.OWNER, "kh", "1", "SLD", "", title="Việc làm, giảm nghèo"),
            ("SNN",),
            "“giảm nghèo” có trong tên",
        ),
        (Holding(Kind.MEMBER, "", "NHOM", "SLD", ""), ("SNV", "SYT", "SNN"), "Mọi cơ quan kế thừa"),
        (Holding(Kind.PERSON, "", "an", "SLD", "", title="Chuyên viên phòng Trẻ em"), ("SYT",), "có trong tên"),
    ],
)
def test_proposals_come_from_the_words_of_the_scopes(held, to, reason):
    proposal = propose([held], Draft(ends=("SLD",), successions=SCOPES))[held.what]
    assert proposal.to == to
    assert reason in proposal.reason


def test_who_works_for_the_coordination_or_on_a_task_follows_it():
    office = Holding(Kind.COORDINATOR, "kh", "", "SLD", "")
    officer = Holding(Kind.PERSON, "", "tu", "SLD", "", title="Trẻ em", follows=(office.what,))
    lead = task("Hợp tác", key="8")
    matter = Holding(Kind.DIFFICULTY, "kh", "7", "SLD", "", text="giảm nghèo", follows=(lead.what,))
    chosen = Taker(Kind.COORDINATOR, "kh", "", "SLD", ("SNN",))
    told = propose([officer, matter, lead, office], Draft(ends=("SLD",), successions=SCOPES, takers=(chosen,)))
    assert told[officer.what].to == ("SNN",)
    assert told[matter.what].to == told[lead.what].to == ("SNV",)


def test_an_agency_that_goes_on_keeps_what_no_scope_names():
    lines = (SuccessionLine("SNV", "SDT", "tôn giáo"),)
    kept, given_on = (
        task("Cải cách hành chính", "tôn giáo", giver="SNV"),
        task("Công tác tôn giáo", key="2", giver="SNV"),
    )
    told = propose([kept, given_on], Draft(successions=lines))
    assert (told[kept.what].to, told[given_on.what].to) == (("SNV",), ("SDT",))


@pytest.mark.parametrize(
    ("told", "joined"),
    [
        ([], ""),
        (["", "done"], "done"),
        (["done", "done"], "done"),
        (["done", "not_started"], "in_progress"),
        (["not_arisen", "done"], "done"),
        (["not_arisen", ""], "not_arisen"),
    ],
)
def test_the_progress_of_several_claims_no_more_than_all_of_them(told, joined):
    assert joined_progress(told) == joined


def entry(**said):
    return {"duty": "support", "progress": "", "result": "", "difficulty": "", "proposal": "", **said}


def test_texts_of_several_stand_under_their_names():
    said = [("", entry(result="a")), ("Sở X", entry(result="b", duty="lead")), ("Sở Y", entry(proposal="c"))]
    joined = joined_task(said)
    assert (joined["result"], joined["proposal"], joined["duty"]) == ("a\n\nSở X:\nb", "c", "lead")


def test_a_figure_of_the_whole_wins_over_one_of_a_part():
    blank = dict.fromkeys(("typed_numerator", "typed_denominator", "note", "quality"), "")
    blank |= dict.fromkeys(("value", "numerator", "denominator"))
    part = {**blank, "answer": "figure", "typed": "7", "is_part": True}
    whole = {**blank, "answer": "figure", "typed": "90", "is_part": False}
    joined = joined_indicator([("", part), ("Sở X", whole)])
    assert (joined["typed"], joined["is_part"], joined["note"]) == ("90", False, "7 (phần của cơ quan này)")


def test_a_draft_is_read_as_it_is_written():
    value = draft(("SOA", "SOB", "việc làm", True), ends=["SOA"], new=["SOC"], takers=[("lead", "1.1", "SOA", ["SOB"])])
    assert drafts.as_value(drafts.of(value)) == value
    assert drafts.write(drafts.read(drafts.write(drafts.of(value)))) == drafts.write(drafts.of(value))


@pytest.mark.parametrize(
    ("place", "wrong", "sentence"),
    [
        (("format",), "tien-do/plan/1", "dòng 2: Tệp này không phải tệp sắp xếp cơ quan"),
        (("thừa",), 1, "Không có khóa “thừa”"),
        (("decision", "effective_on"), "01/03/2025", "dòng 6: Ngày phải ghi theo dạng năm-tháng-ngày"),
        (("decision", "effective_on"), "2025-02-30", "Ngày phải ghi theo dạng"),
        (("decision", "number"), "1" * 121, "nhiều nhất là 120"),
        (("agencies", 0, "level"), "xã", "Cấp không hợp lệ"),
        (("ends", 0), "Sở A", "Mã cơ quan chỉ gồm"),
        (("takers", 0, "kind"), "chief", "Không có loại “chief”"),
        (("takers", 0, "to"), "SOB", "Ở đây phải là một danh sách"),
        (("successions",), [{}] * 5001, "Có 5001 dòng, nhiều nhất là 5000"),
    ],
)
def test_a_file_out_of_form_is_refused_with_the_place(place, wrong, sentence):
    value = draft(("SOA", "SOB", "a"), ends=["SOA"], new=["SOC"], takers=[("lead", "1.1", "SOA", ["SOB"])])
    node = value
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = wrong
    with pytest.raises(FileRefused) as refusal:
        drafts.read(json.dumps(value, ensure_ascii=False, indent=2))
    assert [problem for problem in map(str, refusal.value.problems) if sentence in problem]
