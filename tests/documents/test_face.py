"""The font is read as it is: which letters it has, and how wide they are."""

import pytest

from reports.documents import face

VIETNAMESE = (
    "aàáảãạăằắẳẵặâầấẩẫậbcdđeèéẻẽẹêềếểễệghiìíỉĩịklmnoòóỏõọôồốổỗộơờớởỡợpqrstuùúủũụưừứửữựvxyỳýỷỹỵfjwz"
    "0123456789.,;:!?-–—()[]/%+−=<>≥≤×“”‘’\"'…₫°²³"
)


@pytest.mark.parametrize("name", face.FACES)
def test_every_face_has_every_vietnamese_letter(name):
    known = face._face(name)[0]
    assert [char for char in VIETNAMESE + VIETNAMESE.upper() if char not in known] == []
    assert face.INSTEAD in known


def test_what_cannot_be_printed_is_told():
    assert face.unprintable("Tốt \U0001f600, \u4e2d\u6587 và e\u0302\u0323.") == {"\U0001f600", "\u4e2d", "\u6587"}
    assert face.unprintable(VIETNAMESE + "\n\t\u00a0\u200b\u200d") == set()


def test_what_cannot_be_printed_becomes_a_square_and_marks_go():
    assert face.printable("a \U0001f44d\U0001f3fd b") == "a \u25a1\u25a1 b"
    assert face.printable("e\u0302\u0323") == "ệ"


def test_widths_are_those_of_times_new_roman():
    """Of the face that the decree names: a capital M is 0.889 of the size, a digit a half."""
    size = 72 / 25.4  # points: one millimetre
    assert face.width("M", size) == pytest.approx(0.889, abs=0.001)
    assert face.width("0123456789", size) == pytest.approx(5, abs=0.001)
    assert face.width("M", size, is_bold=True) == pytest.approx(0.944, abs=0.001)
