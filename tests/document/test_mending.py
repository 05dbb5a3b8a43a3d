"""Lines into sentences, and what can never happen to them."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.document import AgencyBook, KnownAgency, Line, Unreadable, found_in, read_file
from plan.document.mending import paragraphs
from plan.document.records import Cell


def mended(*texts, opens=None):
    return [each.text for each in paragraphs([Line(at, text, opens=opens) for at, text in enumerate(texts, start=1)])]


JOINED = {
    "a page break": (["Duy trì 100% học sinh", "hoàn thành."], ["Duy trì 100% học sinh hoàn thành."]),
    "a page number": (["- Học sinh trung học cơ", "2", "sở vào lớp 10."], ["- Học sinh trung học cơ sở vào lớp 10."]),
    "a comma": (["Sở Y tế,", "Uỷ ban nhân dân xã"], ["Sở Y tế, Uỷ ban nhân dân xã"]),
    "a number cut in two": (["Chương trình số 113-", "cTr/TU."], ["Chương trình số 113-cTr/TU."]),
    "a heading of two lines": (["III. NHIỆM VỤ", "CHỦ YẾU", "1. Làm"], ["III. NHIỆM VỤ CHỦ YẾU", "1. Làm"]),
    "new sentences": (["Làm xong.", "rà soát", "- Mục", "a) điểm"], ["Làm xong.", "rà soát", "- Mục", "a) điểm"]),
    "labels": (["Rà soát văn bản", "chủ trì: Sở Tư pháp"], ["Rà soát văn bản", "chủ trì: Sở Tư pháp"]),
    "markup": (["**I. MỤC TIÊU**", "(*sau đây", "gọi là tỉnh*) ."], ["I. MỤC TIÊU", "(sau đây gọi là tỉnh)."]),
    "page footers": (["Trang 3/10", "- 4 -", "Việc"], ["Việc"]),
    "signs": (["Ðoàn\u00a0thể\u00ad \u200bcủa  tỉnh ."], ["Đoàn thể của tỉnh."]),
    "marks apart": ([unicodedata.normalize("NFD", "Thủy lợi")], ["Thủy lợi"]),
}  # fmt: skip


@pytest.mark.parametrize("case", JOINED)
def test_lines_become_the_sentences_that_were_meant(case):
    texts, wanted = JOINED[case]
    assert mended(*texts) == wanted


def test_lines_broken_to_a_width_go_on_where_no_paragraph_begins():
    assert mended("Giao Sở Y tế và", "Sở Tài chính lập.", opens=False) == ["Giao Sở Y tế và Sở Tài chính lập."]
    assert mended("Giao Sở Y tế và", "Sở Tài chính lập.", opens=True) == ["Giao Sở Y tế và", "Sở Tài chính lập."]


def test_a_stray_page_number_goes_only_where_the_document_has_the_words_without_it():
    text = "Phổ cập giáo dục trung học 3 cơ sở mức độ 3 và ít nhất 3 xã đạt chuẩn."
    assert mended(text) == [text]
    assert mended(text, "Giáo viên trung học cơ sở.")[0] == text.replace("học 3 cơ", "học cơ")


WORDS = st.sampled_from(
    [
        "KẾ HOẠCH", "I.", "II.", "1.", "1.1.", "a)", "-", "+", "NHIỆM VỤ", "MỤC TIÊU", "TỔ CHỨC THỰC HIỆN",
        "\n", "\n\n", "Sở Y tế", "chủ trì", "Cơ quan chủ trì:", "phối hợp với", "các sở, ban, ngành", "UBND", "(", ")",
        ";", ".", ",", "Nơi nhận:", "Số: 12/KH-UBND", "ngày 31 tháng 2 năm 2026", "trước ngày 05/12", "báo cáo",
        "Thời gian:", "Phần thứ hai", "Nhiệm vụ 1:",
        "PHỤ LỤC", "100%", "2", "đ)", "ð", "*", "**", "\u0301", "\x00", "TM.", "giao", "\ufeff", "ß", "İ", "Điều 1.",
    ]
)  # fmt: skip
BOOK = AgencyBook((KnownAgency("SYT", ("Sở Y tế",)),))


def quotes_of(plan):
    yield from (plan.header.title, plan.header.number, plan.header.issued_on, plan.header.issuer, *plan.header.parents)
    for section in plan.sections:
        yield from (section.title, section.text)
    for task in plan.tasks:
        yield from (task.title, task.text, *task.parties, *filter(None, (task.deadline, task.product)))
    yield from (objective.text for objective in plan.objectives)
    yield from (duty.text for duty in plan.general_duties)
    yield from (*plan.recipients, plan.signature)


def check(lines):
    """Reading gives a plan or a sentence; every quote is made of lines as they stand; every code is there once."""
    printed = {line.number: line.text for line in lines}
    try:
        plan = found_in(lines, BOOK)
    except Unreadable as refused:
        return bool(refused.sentence)
    for quoted in quotes_of(plan):
        assert quoted.quote == "\n".join(printed[number] for number in quoted.lines)
    for codes in ([task.code for task in plan.tasks], [section.code for section in plan.sections]):
        assert len(codes) == len(set(codes))
        assert all(0 < len(code) <= 20 for code in codes)
    assert all(
        party.wording in party.quote.replace("\n", " ") or party.lines for task in plan.tasks for party in task.parties
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_text_gives_a_plan_with_verbatim_quotes_or_a_sentence(text):
    try:
        lines = read_file(text.encode(), "x.txt")
    except Unreadable:
        return
    check(lines)


CELLS = st.builds(Cell, st.integers(0, 1), st.integers(0, 3), st.integers(0, 4), st.integers(1, 2))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.one_of(st.none(), CELLS), st.one_of(WORDS, st.text(max_size=20), st.just("Cơ quan chủ trì"))),
        max_size=25,
    )
)
def test_any_table_gives_a_plan_or_a_sentence(parts):
    check([Line(at, text, cell=cell) for at, (cell, text) in enumerate(parts, start=1)])


@settings(max_examples=60, deadline=None)
@given(
    st.binary(max_size=300)
    | st.binary(max_size=200).map(lambda tail: b"PK\x03\x04" + tail)
    | st.binary(max_size=200).map(lambda tail: b"%PDF-1.4" + tail)
)
def test_any_bytes_are_read_or_refused(data):
    try:
        read_file(data, "x")
    except Unreadable:
        return
