"""Lists of agencies are cut between names and never inside them."""

import pytest

from plan.document.parties import AgencyBook, KnownAgency, KnownGroup, Reader, group_key
from plan.document.provinces import reader_for
from plan.document.records import Found, Header

BOOK = AgencyBook(
    (
        KnownAgency("VH", ("Sở Văn hóa, Thể thao và Du lịch", "Sở VHTTDL")),
        KnownAgency("LD", ("Sở Lao động - Thương binh và Xã hội", "Sở LĐTBXH")),
        KnownAgency("GD", ("Sở Giáo dục và Đào tạo",)),
        KnownAgency("BH", ("Bảo hiểm xã hội tỉnh Sông Lam", "BHXH tỉnh")),
        KnownAgency("PL", ("Ủy ban nhân dân thành phố Phủ Lam",)),
    ),
    (
        KnownGroup("SBN", ("Các sở, ban, ngành có liên quan",)),
        KnownGroup("HUYEN", ("Ủy ban nhân dân các huyện, thị xã, thành phố",)),
    ),
)
LISTS = {
    "Sở Văn hoá, Thể thao & Du lịch, Sở LĐ-TB&XH; SGD&ĐT": ["VH", "LD", "GD"],
    "Sở VH,TT&DL và Bảo hiểm xã hội tỉnh": ["VH", "BH"],
    "Sở Lao động – Thương binh và Xã hội và các sở, ban, ngành liên quan.": ["LD", "SBN"],
    "Các sở, ban, ngành có liên quan, UBND các huyện, thành phố": ["SBN", "HUYEN"],
    "UBND cấp huyện; BHXH": ["HUYEN", "BH"],
    "UBND thành phố Phủ Lam; Ban quản lý các khu công nghiệp tỉnh": ["PL", "+Ban Quản lý các khu công nghiệp"],
    "UBND các huyện, thị xã, thành phố, Ban Dân tộc": ["HUYEN", "+Ban Dân tộc tỉnh"],
    "các sở: Giáo dục và Đào tạo, Tài chính; Công an tỉnh": ["GD", "+Sở Tài chính", "+Công an tỉnh"],
    "Bộ Thông tin và Truyền thông Bộ Khoa học và Công nghệ": [
        "+Bộ Thông tin và Truyền thông",
        "+Bộ Khoa học và Công nghệ",
    ],
    "Báo Sông Lam, Đài Phát thanh và Truyền hình tỉnh": ["+Báo Sông Lam", "+Đài Phát thanh và Truyền hình tỉnh"],
    "Sở KH&ĐT, NHCSXH tỉnh": ["+Sở Kế hoạch và Đầu tư", "+Ngân hàng Chính sách xã hội chi nhánh tỉnh"],
    "Các doanh nghiệp viễn thông": ["*Các doanh nghiệp viễn thông"],
    "Sở Y tế Hà Nội": ["+Sở Y tế Hà Nội"],
    "Sở Y tế, Giáo dục và Đào tạo": ["+Sở Y tế", "?GD"],
    "Sở Khoáng sản, Dầu khí và Năng lượng; Sở VHTTDL": ["?+Sở Khoáng sản, Dầu khí và Năng lượng", "VH"],
    "nhóm chuyên gia độc lập, BHXH tỉnh": ["?+nhóm chuyên gia độc lập", "BH"],
    "Sở ABCD": ["+Sở ABCD"],
    "": [],
    " ;,. ": [],
}


def told(mention):
    """A code as it is; "+" before a proposed agency, "*" before a proposed group, "?" before what is unsure."""
    name = mention.agency or mention.group or ("*" if mention.is_group else "+") + mention.proposed
    return ("?" if mention.warnings else "") + name


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_cut_between_names(text):
    mentions = Reader(BOOK, ("Sông Lam",)).whole(text)
    assert [told(mention) for mention in mentions] == LISTS[text]
    assert all(text[mention.start : mention.end].strip() for mention in mentions)


def test_two_agencies_with_the_same_initials_have_none():
    book = AgencyBook((KnownAgency("A", ("Sở Tự pháo",)), KnownAgency("B", ("Sở Thể phát",))))
    assert told(Reader(book).whole("Sở TP")[0]).startswith("+")


def test_a_group_is_known_by_its_words_and_not_by_its_likeness():
    assert group_key("UBND cấp huyện") == group_key("Ủy ban nhân dân các huyện, thị xã, thành phố trực thuộc tỉnh")
    assert group_key("UBND cấp xã") == group_key("Uỷ ban nhân dân các xã, phường, thị trấn")
    assert group_key("UBND cấp xã") != group_key("UBND cấp huyện")
    assert group_key("Các sở, ban, ngành") != group_key("Các sở, ban, ngành liên quan")


def header(issuer, place=""):
    blank = Found("")
    return Header(Found(issuer), blank, Found(place), Found(None), blank, blank)


HA_NAM = AgencyBook(
    (
        KnownAgency("UBND", ("Ủy ban nhân dân tỉnh Hà Nam", "Ủy ban nhân dân tỉnh")),
        KnownAgency("SYT", ("Sở Y tế",)),
        KnownAgency("BYT", ("Bộ Y tế",)),
    ),
    (KnownGroup("HUYEN", ("UBND cấp huyện",)),),
)


@pytest.mark.parametrize(
    ("issuer", "place", "wanted"),
    [
        ("ỦY BAN NHÂN DÂN TỈNH HÀ NAM", "", ["UBND", "SYT", "BYT", "HUYEN"]),
        ("", "Hà Nam", ["UBND", "SYT", "BYT", "HUYEN"]),
        ("", "", ["UBND", "SYT", "BYT", "HUYEN"]),
        ("ỦY BAN NHÂN DÂN TỈNH AN BÌNH", "", ["+Ủy ban nhân dân tỉnh", "+Sở Y tế", "BYT", "*UBND cấp huyện"]),
        ("Ủy ban nhân dân tỉnh", "An Bình", ["+Ủy ban nhân dân tỉnh", "+Sở Y tế", "BYT", "*UBND cấp huyện"]),
    ],
)
def test_an_agency_of_another_province_is_another_agency(issuer, place, wanted):
    reader, warnings = reader_for(HA_NAM, header(issuer, place))
    mentions = reader.whole("Ủy ban nhân dân tỉnh, Sở Y tế, Bộ Y tế, UBND cấp huyện")
    assert [told(mention) for mention in mentions] == wanted
    assert bool(warnings) == ("+Sở Y tế" in wanted)
