"""The close of a plan: who it is sent to, and who signed it."""

import re
from collections.abc import Iterator, Sequence

from plan.document.letters import HYPHENS, pattern, plain
from plan.document.mending import tidy
from plan.document.records import Found, Line
from plan.document.zones import columns

_RECIPIENTS = pattern(r"[*_ ]*nơi nhận\s*:?[*_ ]*")
_BULLET = re.compile(rf"[{HYPHENS}•+*]\s*(?=\S)")
_OFFICE = pattern(r"(?:tm|kt|tl|tuq|q)\.|t/m|(?:phó )?(?:chủ tịch|bí thư|giám đốc|trưởng ban|thủ trưởng)\b")


def recipients_and_signature(close: Sequence[Line]) -> tuple[list[Found[str]], Found[str]]:
    """The lines of "Nơi nhận" without dash and semicolon; the lines of the signature, one below the other."""
    recipients: list[Found[str]] = []
    signature: list[tuple[Line, str]] = []
    for line, part in _parts(close):
        bullet = _BULLET.match(part)
        if _is_office(part) or (signature and not bullet and len(part.split()) <= 6):
            signature.append((line, part))
        elif bullet:
            recipients.append(Found(part[bullet.end() :].rstrip(" ;.,/"), line.text, (line.number,)))
        elif recipients and not signature:
            last = recipients[-1]
            value = f"{last.value} {part}".rstrip(" ;.,/")
            recipients[-1] = Found(value, f"{last.quote}\n{line.text}", (*last.lines, line.number))
    lines = list(dict.fromkeys(line for line, _part in signature))
    words = "\n".join(part for _line, part in signature)
    return recipients, Found(words, "\n".join(line.text for line in lines), tuple(line.number for line in lines))


def _parts(close: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    for line in close:
        for part in columns(line):
            opening = _RECIPIENTS.match(plain(part))
            words = tidy(part[opening.end() :] if opening else part).strip("*_ ")
            if words:
                yield line, words


def _is_office(part: str) -> bool:
    return part.isupper() and _OFFICE.match(plain(part)) is not None
