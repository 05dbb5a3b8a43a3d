"""The texts of reminders: the software's own, and how the words in braces are filled in. Pure.

A text is what the office writes to another, in the office's language whatever the reader of a page has chosen. So the
originals are no strings of the interface.
"""

import re
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.errors import Refused
from agencies.text import clean, fold
from reports.enums import ReminderKind

LONGEST = 3000  # characters of a text

PLACEHOLDERS: dict[str, Promise | str] = {
    "cơ quan": gettext_lazy("tên cơ quan nhận thư"),
    "năm": gettext_lazy("năm của kỳ báo cáo"),
    "kế hoạch": gettext_lazy("tên gọi tắt của kế hoạch"),
    "hạn": gettext_lazy("hạn gửi của cơ quan ấy, đã tính gia hạn; ví dụ: hết ngày 05/12/2026"),
    "số ngày": gettext_lazy("số ngày còn lại, số ngày đã quá hạn hoặc số ngày từ khi trả lại"),
    "liên kết": gettext_lazy("địa chỉ mở thẳng báo cáo của cơ quan ấy"),
}

ORIGINALS = {
    ReminderKind.BEFORE: (
        "Còn {số ngày} ngày là đến hạn gửi báo cáo năm {năm} thực hiện {kế hoạch}. "
        "Đề nghị {cơ quan} hoàn thành và gửi báo cáo trước khi {hạn}."
    ),
    ReminderKind.TODAY: (
        "Hôm nay là ngày cuối gửi báo cáo năm {năm} thực hiện {kế hoạch}. "
        "Đề nghị {cơ quan} gửi báo cáo trong ngày; nếu chưa gửi được, xin báo ngay cho cơ quan đầu mối."
    ),
    ReminderKind.AFTER: (
        "Báo cáo năm {năm} thực hiện {kế hoạch} của {cơ quan} đã quá hạn {số ngày} ngày (hạn: {hạn}). "
        "Đề nghị gửi báo cáo ngay, để kịp đưa vào báo cáo tổng hợp của tỉnh."
    ),
    ReminderKind.RETURNED: (
        "Báo cáo năm {năm} của {cơ quan} đã được trả lại {số ngày} ngày mà chưa gửi lại. "
        "Đề nghị bổ sung các mục đã nêu và gửi lại báo cáo."
    ),
    ReminderKind.BY_HAND: (
        "Cơ quan đầu mối đề nghị {cơ quan} hoàn thành và gửi báo cáo năm {năm} thực hiện {kế hoạch} (hạn: {hạn})."
    ),
}

_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_NAMES = {fold(name): name for name in PLACEHOLDERS}


def checked(text: str) -> str:
    """`text` as it is stored. Refused where it is empty or too long, where a brace stands alone, or where braces hold
    what is not among `PLACEHOLDERS`; the sentence names it."""
    body = clean(text)
    if not body:
        raise Refused(_("Hãy ghi lời nhắc."), field="body")
    if len(body) > LONGEST:
        words = _("Lời nhắc dài {count} ký tự; hãy rút xuống còn nhiều nhất {most} ký tự.")
        raise Refused(words.format(count=len(body), most=LONGEST), field="body")
    for match in _IN_BRACES.finditer(body):
        if fold(match[1]) not in _NAMES:
            words = _("Không có chữ thay nào tên là {name}. Các chữ thay dùng được: {known}.")
            known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
            raise Refused(words.format(name=match[0], known=known), field="body")
    alone = re.search(r"[{}]", _IN_BRACES.sub(lambda match: " " * len(match[0]), body))
    if alone:
        words = _("Dấu {brace} ở “{near}” không có dấu kia đi cùng. Chữ thay phải nằm giữa hai dấu ngoặc nhọn.")
        raise Refused(words.format(brace=alone[0], near=_near(body, alone.start())), field="body")
    return body


def filled(text: str, values: Mapping[str, str]) -> str:
    """`text` with each placeholder replaced by its value. What is put in is not looked at again, and nothing but the
    names in `values` means anything: braces around other words stay as they are."""
    return _IN_BRACES.sub(lambda match: values.get(_NAMES.get(fold(match[1]), ""), match[0]), text)


def _near(body: str, position: int) -> str:
    """A few words around a place in the text, on one line."""
    return " ".join(body[max(0, position - 15) : position + 16].split())
