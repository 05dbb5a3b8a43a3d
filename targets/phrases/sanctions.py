"""Fines and terms of punishment: rules for a case, never a target."""

from targets.phrases.lexicon import K
from targets.phrases.pieces import words
from targets.phrases.segment import Segment, has
from targets.phrases.units import LENGTHS_OF_TIME

_SANCTIONS = ("phạt", "đình chỉ", "tước", "cấm", "tịch thu", "truy thu", "kỷ luật", "cải tạo không giam giữ")
_TERMS = ("thời hạn", "thời hiệu")


def is_sanction(segment: Segment, n: int) -> bool:
    """ "phạt tiền từ 3 đến 5 triệu đồng", "đình chỉ từ 3 tháng đến 6 tháng", "trong thời hạn từ 5 đến 10 năm"."""
    amount, left = segment.amounts[n], segment.left(n)
    if amount.leads(K.LEVEL, K.TO, K.CHANGE, K.CHANGE_NOUN) or has(left, K.MEASURE, K.TO, K.LEVEL):
        return False
    said = f" {words(left)} "
    lasting = amount.unit in LENGTHS_OF_TIME and not amount.per
    punished = any(f" {word} " in said for word in _SANCTIONS)
    termed = lasting and bool(amount.second) and any(f" {word} " in said for word in _TERMS)
    return termed or (punished and (lasting or "đồng" in amount.unit))
