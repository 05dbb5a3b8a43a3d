"""The number of a document as appendix I of Decree 30/2020/NĐ-CP writes it. Pure."""

import re

from django.utils.translation import gettext as _

from agencies.errors import Refused
from agencies.text import clean

# "125/BC-SNV", "05/BC-SLĐ-TB&XH"; Party bodies write "125-BC/TU". What follows the kind is the office's own.
_NUMBER = re.compile(r"(?P<count>\d{1,6})(?P<rest>[a-zđ]?[/-]BC[/-][^\W\d_][^\s/]*)")


def numbered(typed: str) -> str:
    """The number as it stands on paper: no spaces, and a zero before a number below ten.

    Raises Refused (field "document_number") for what is not the number of a report.
    """
    found = _NUMBER.fullmatch(re.sub(r"\s+", "", clean(typed)))
    if found is None or int(found["count"]) == 0:
        message = _("Hãy ghi số, ký hiệu báo cáo theo mẫu số/BC-chữ viết tắt tên cơ quan, ví dụ 125/BC-SNV.")
        raise Refused(message, field="document_number")
    return f"{int(found['count']):02}{found['rest']}"
