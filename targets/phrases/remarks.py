"""Why a phrase, or a part of it, must be looked at by a person: one sentence each."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

MOST = 3
_QUOTED = 60


class Remarks:
    """The sentences collected while a phrase is read; each is said once."""

    def __init__(self) -> None:
        self.sentences: list[str] = []

    def __call__(self, sentence: str) -> None:
        if sentence not in self.sentences:
            self.sentences.append(sentence)

    def text(self) -> str | None:
        """The first few as one text, or None where there is nothing to say."""
        return " ".join(self.sentences[:MOST]) or None


def quoted(text: str) -> str:
    """A part of the phrase, shortened: “tỷ lệ hộ nghèo …”."""
    shown = text if len(text) <= _QUOTED else f"{text[:_QUOTED].rstrip()}…"
    return f"“{shown}”"


def nothing_found() -> str:
    return _("Không đọc được mức, mốc hay thời hạn nào từ câu này; hãy nhập mức phải đạt bằng tay.")


def too_long(most: int) -> str:
    return _("Câu dài quá {most} ký tự; hãy chỉ nhập phần nêu mức phải đạt.").format(most=most)


def too_many(most: int) -> str:
    return _("Câu có quá {most} con số; hãy nhập từng mức phải đạt một.").format(most=most)


def damaged() -> str:
    return _("Câu có ký tự hỏng hoặc chữ không phải tiếng Việt; hãy gõ lại câu.")


def without_marks() -> str:
    return _("Câu viết không dấu nên không đọc chắc được; hãy gõ lại câu có dấu.")


def unclear_number(text: str) -> str:
    return _("{text} không giống một mức phải đạt.").format(text=quoted(text))


def fraction(text: str) -> str:
    return _("{text} là phân số; hãy nhập mức phải đạt bằng số thập phân.").format(text=quoted(text))


def number_in_letters(text: str) -> str:
    return _("Số viết bằng chữ ở {text} chưa đọc được; hãy viết bằng chữ số.").format(text=quoted(text))


def contradiction(words: Sequence[str]) -> str:
    return _("Các chữ {words} không đi với nhau; hãy chọn một cách so sánh.").format(
        words=", ".join(map(quoted, words))
    )


def half_open(text: str) -> str:
    return _("Khoảng {text} có một đầu không kể chính nó nên chưa ghi được; hãy nhập bằng tay.").format(
        text=quoted(text)
    )


def clipped_unit(text: str) -> str:
    return _("Chưa rõ đơn vị viết tắt {text}; hãy viết đủ chữ.").format(text=quoted(text))


def mixed_units(text: str) -> str:
    return _("Hai đầu của khoảng {text} có đơn vị khác nhau.").format(text=quoted(text))


def wrong_order(text: str) -> str:
    return _("Khoảng {text} có số đầu không nhỏ hơn số sau.").format(text=quoted(text))


def negated(text: str) -> str:
    return _("Chữ phủ định ở {text} làm câu chưa rõ nghĩa.").format(text=quoted(text))


def unsure_word(text: str) -> str:
    return _("Chưa rõ chữ {text} đứng ngay trước số có nghĩa là gì.").format(text=quoted(text))


def misspelled(text: str) -> str:
    return _("Chữ {text} đứng trước số có vẻ sai dấu; hãy gõ lại.").format(text=quoted(text))


def letters_among_digits(text: str) -> str:
    return _("{text} lẫn chữ với số; hãy gõ lại số.").format(text=quoted(text))


def sanction(text: str) -> str:
    return _("{text} là mức hoặc thời hạn xử lý theo quy định, không phải mức phải đạt.").format(text=quoted(text))


def selecting_time(text: str) -> str:
    return _("Chưa rõ {text} là hạn phải đạt hay chỉ nêu đối tượng.").format(text=quoted(text))


def split_number(text: str) -> str:
    return _("Không rõ {text} là một số hay nhiều số; hàng nghìn tách bằng dấu chấm.").format(text=quoted(text))


def condition(text: str) -> str:
    return _("{text} được hiểu là điều kiện, không phải mức phải đạt.").format(text=quoted(text))


def selects(text: str) -> str:
    return _("{text} chỉ nêu đối tượng của biện pháp, không phải mức phải đạt.").format(text=quoted(text))


def may_select(text: str) -> str:
    return _("{text} có thể chỉ nêu đối tượng của biện pháp, không phải mức phải đạt.").format(text=quoted(text))


def points_or_share(text: str) -> str:
    return _("Chưa rõ {text} là số điểm phần trăm hay là phần của số gốc.").format(text=quoted(text))


def allowance(text: str) -> str:
    return _("{text} có thể là mức hỗ trợ hoặc mức phạt theo quy định, không phải mức phải đạt.").format(
        text=quoted(text)
    )


def aside(text: str) -> str:
    return _("Số ở {text} được hiểu là số nói thêm, không phải mức phải đạt.").format(text=quoted(text))


def two_in_one(texts: Sequence[str]) -> str:
    return _("Chưa rõ {texts} là một hay nhiều mức phải đạt.").format(texts=", ".join(map(quoted, texts)))


def either_or() -> str:
    return _("Câu nêu nhiều mức để chọn (“hoặc”); hãy chọn một mức.")


def carried(word: str, text: str) -> str:
    return _("Chưa rõ chữ {word} có áp dụng cho {text} hay không.").format(word=quoted(word), text=quoted(text))


def carried_change(text: str) -> str:
    return _("{text} được hiểu là cùng tăng hoặc giảm như số đứng trước.").format(text=quoted(text))


def about_a_range() -> str:
    return _("Câu ghi “khoảng” trước hai số; được đọc là từ số đầu đến số sau.")


def forecast() -> str:
    return _("Câu ghi “dự kiến” hoặc “ước”: đây có thể là số dự báo, chưa phải mức phải đạt.")


def open_from() -> str:
    return _("Câu ghi “từ” mà không có “đến” hay “trở lên”; được đọc là từ số đó trở lên.")


def restated() -> str:
    return _("“Tương đương” có thể chỉ nói lại một số khác.")


def open_until() -> str:
    return _("Chưa rõ “đến” trước số nghĩa là đạt đúng hay nhiều nhất bằng số đó.")


def level_or_change(text: str) -> str:
    return _("Chưa rõ {text} là mức phải đạt hay là mức tăng, giảm.").format(text=quoted(text))


def average_per_year() -> str:
    return _("“Bình quân” được hiểu là bình quân mỗi năm.")


def yearly_or_not() -> str:
    return _("Chưa rõ “hằng năm” nói về mức phải đạt hay về việc làm.")


def total_or_yearly() -> str:
    return _("Câu không nói đây là số của mỗi năm hay của cả giai đoạn.")


def rank_assumed() -> str:
    return _("Số nguyên không đơn vị được hiểu là thứ hạng; nếu không phải, hãy nhập đơn vị.")


def rank_unclear(text: str) -> str:
    return _("Chưa rõ thứ hạng ở {text} cần cao hơn hay thấp hơn.").format(text=quoted(text))


def times_assumed() -> str:
    return _("Chưa rõ “lần” là số lần thực hiện hay số lần tăng so với năm gốc.")


def each(text: str) -> str:
    return _("Mức ở {text} là của mỗi đơn vị, không phải của toàn tỉnh.").format(text=quoted(text))


def not_a_measure(text: str) -> str:
    return _("{text} có thể là tên gọi hoặc số việc, không phải mức phải đạt.").format(text=quoted(text))


def unread_word(text: str) -> str:
    return _("Chữ {text} chưa gắn được với số nào.").format(text=quoted(text))


def unread_part(text: str) -> str:
    return _("Chưa đọc được phần {text}.").format(text=quoted(text))


def essentially() -> str:
    return _("“Cơ bản” cho phép chưa đạt trọn; hãy xác nhận mức phải đạt.")


def narrower_than_year(text: str) -> str:
    return _("Mốc này có hạn {text}, hẹp hơn một năm.").format(text=quoted(text))


def compared(text: str) -> str:
    return _("{text} là mức so với một số khác.").format(text=quoted(text))


def several_years(text: str) -> str:
    return _("Câu nêu nhiều năm ({text}); hãy nhập mức của từng năm.").format(text=text)


def grade_assumed(text: str) -> str:
    return _("{text} được hiểu là cấp bậc phải đạt.").format(text=quoted(text))


def present_state(text: str) -> str:
    return _("Số ở {text} có thể là số hiện trạng, không phải mức phải đạt.").format(text=quoted(text))


def series() -> str:
    return _("Câu nêu mức từng năm trong ngoặc; hãy xem lại từng mức.")


def stretch(text: str) -> str:
    return _("{text} là mức phấn đấu thêm, có thể không phải mức phải đạt.").format(text=quoted(text))


def bare_time(text: str) -> str:
    return _("{text} có vẻ là năm hoặc khoảng thời gian, không phải mức phải đạt.").format(text=quoted(text))


def minus(text: str) -> str:
    return _("Chưa rõ dấu trước số ở {text} là dấu trừ hay gạch đầu dòng.").format(text=quoted(text))


def said_besides(text: str) -> str:
    return _("{text} có thể chỉ nói thêm về mức đứng trước.").format(text=quoted(text))
