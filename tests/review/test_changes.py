"""What changed between two sendings, word by word."""

import time

from reports.review.changes import Change, Piece, changes_between, word_changes


def content(**item):
    task = {"entry": 7, "progress": "in_progress", "result": "", "difficulty": "", "proposal": ""} | item
    return {"tasks": [task], "indicators": []}


def test_words_that_came_and_went_stand_between_those_that_stayed():
    before, after = "Đã tổ chức 12 lớp tập huấn cho cán bộ.", "Đã tổ chức 15 lớp tập huấn cho cán bộ xã."
    assert word_changes(before, after) == (
        Piece("same", "Đã tổ chức "),
        Piece("removed", "12 "),
        Piece("added", "15 "),
        Piece("same", "lớp tập huấn cho cán "),
        Piece("removed", "bộ."),
        Piece("added", "bộ xã."),
    )


def test_kept_and_added_pieces_read_as_the_new_text():
    before = "Một hai ba bốn năm.\nSáu bảy tám."
    after = "Một hai năm.\nSáu chín mười bảy tám.\nHết."
    assert "".join(p.text for p in word_changes(before, after) if p.kind != "removed") == after


def test_a_text_written_anew_is_shown_whole_not_mixed():
    pieces = word_changes("Chưa triển khai do thiếu kinh phí.", "Đã ban hành kế hoạch số 12/KH-SYT.")
    assert [piece.kind for piece in pieces] == ["removed", "added"]


def test_from_and_to_nothing():
    assert word_changes("", "Có.") == (Piece("added", "Có."),)
    assert word_changes("Có.", "") == (Piece("removed", "Có."),)


def test_long_unchanged_stretches_are_cut_to_the_words_around_a_change():
    words = " ".join(f"w{n}" for n in range(100))
    kept = word_changes(f"{words} cũ", f"{words} mới")[0].text
    assert kept.startswith("[…] w88")
    assert kept.endswith("w99 ")
    kept = word_changes(f"cũ {words} xưa", f"mới {words} nay")[2].text
    assert kept == " ".join([*(f"w{n}" for n in range(12)), "[…]", *(f"w{n}" for n in range(88, 100)), ""])


def test_changed_fields_are_named_and_choices_are_in_words():
    before = content(progress="in_progress", result="Một.")
    after = content(progress="done", result="Một.")
    assert changes_between(before, after) == {
        ("task", 7): (Change("Tiến độ", (Piece("removed", "Đang thực hiện"), Piece("added", "Hoàn thành"))),)
    }


def test_an_indicators_figure_is_compared_as_it_was_typed():
    def indicator(**fields):
        item = {"entry": 3, "answer": "figure", "typed": "94,2", "value": "94.2", "quality": "estimate", "note": ""}
        return {"tasks": [], "indicators": [item | fields]}

    changes = changes_between(indicator(), indicator(typed="104,2", value="104.2"))
    assert [change.label for change in changes["indicator", 3]] == ["Giá trị"]


def test_what_did_not_change_is_left_out_and_an_item_new_to_the_report_is_all_new():
    assert changes_between(content(result="Một."), content(result="Một.")) == {}
    only_after = changes_between({"tasks": [], "indicators": []}, content(result="Một."))
    assert [change.label for change in only_after["task", 7]] == ["Tiến độ", "Kết quả"]


def test_the_longest_texts_are_compared_in_good_time():
    before = " ".join(f"từ{n % 300}" for n in range(4000))
    after = " ".join(f"từ{n * 7 % 300}" for n in range(4000))
    start = time.perf_counter()
    word_changes(before, after)
    assert time.perf_counter() - start < 1
