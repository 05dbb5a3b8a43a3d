"""JSON whose values know their line, so that a refusal can say where in the file something is wrong.

A reader takes what it expects from a node; where the file holds something else the problem is noted, the reader
gets an empty stand-in and goes on, so that one run tells everything that is wrong.
"""

import json
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from agencies.text import nfc

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+')


@dataclass(frozen=True, order=True)
class Problem:
    """What is wrong, on which line of the file, and under which key: `path` is like "tasks[3].text"."""

    line: int
    message: str
    path: str = ""

    def __str__(self) -> str:
        return _("dòng {line}: {message}").format(line=self.line, message=self.message)


class FileRefused(Exception):
    """The file cannot be taken. `problems` holds all that is wrong with it, in the order of its lines."""

    def __init__(self, problems: Collection[Problem]) -> None:
        super().__init__(problems)
        self.problems = sorted(dict.fromkeys(problems), key=lambda problem: problem.line)


@dataclass
class Node:
    """A value of the file: an object (dict of nodes), an array (list of nodes) or a scalar, with its line and path."""

    value: object
    line: int
    problems: list[Problem] = field(repr=False)
    path: str = ""

    def refuse(self, message: str) -> None:
        self.problems.append(Problem(self.line, message, self.path))

    def fields(self, *keys: str, ignored: Collection[str] = ()) -> dict[str, "Node"]:
        """The values under exactly these keys; those under `ignored` may be there and are not read."""
        if not isinstance(self.value, dict):
            self.refuse(_("Ở đây phải là một đối tượng {…}."))
            return dict.fromkeys(keys, self._stand_in())
        for key, node in self.value.items():
            if key not in keys and key not in ignored:
                known = ", ".join(keys)
                node.refuse(_("Không có khóa “{key}”. Các khóa được dùng: {known}.").format(key=key, known=known))
        for key in keys:
            if key not in self.value:
                self.refuse(_("Thiếu khóa “{key}”.").format(key=key))
        return {key: self.value.get(key) or self._stand_in() for key in keys}

    def rows(self) -> list["Node"]:
        if not isinstance(self.value, list):
            self.refuse(_("Ở đây phải là một danh sách […]."))
            return []
        return self.value

    def text(self, limit: int | None = None, *, blank: bool = True) -> str:
        """A string in composed form, of at most `limit` characters."""
        if not isinstance(self.value, str):
            self.refuse(_("Ở đây phải là chữ, đặt trong dấu ngoặc kép."))
            return ""
        text = nfc(self.value)
        if limit is not None and len(text) > limit:
            self.refuse(_("Dài {length} ký tự, nhiều nhất là {limit}.").format(length=len(text), limit=limit))
        if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in text):
            self.refuse(_("Có ký tự không in được; hãy xóa đi và gõ lại."))
        if not blank and not text.strip():
            self.refuse(_("Không được để trống."))
        return text

    def number(self, lowest: int, highest: int) -> int:
        """A whole number within these limits."""
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self.refuse(_("Ở đây phải là một số nguyên, không đặt trong dấu ngoặc kép."))
        elif not lowest <= self.value <= highest:
            self.refuse(_("Số phải từ {lowest} đến {highest}.").format(lowest=lowest, highest=highest))
        else:
            return self.value
        return lowest

    def yes_or_no(self) -> bool:
        if not isinstance(self.value, bool):
            self.refuse(_("Ở đây phải là true hoặc false."))
        return self.value is True

    @property
    def is_null(self) -> bool:
        return self.value is None

    def _stand_in(self) -> "Node":
        """An empty node whose problems nobody reads: that it is missing has been said."""
        return Node(None, self.line, [])


def read_nodes(text: str, problems: list[Problem]) -> Node:
    """The tree of a JSON text whose nodes note their problems in `problems`. Raises FileRefused on bad syntax."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        reason = _syntax_reason(error.msg)
        message = _("Không đúng cú pháp JSON ở cột {column}: {reason}.").format(column=error.colno, reason=reason)
        raise FileRefused([Problem(error.lineno, message)]) from None
    except RecursionError:
        raise FileRefused([Problem(1, _("Tệp lồng nhau quá sâu."))]) from None
    except ValueError:  # a whole number of thousands of digits
        raise FileRefused([Problem(1, _("Tệp có số quá dài."))]) from None
    tokens = _tokens(text)
    return _read(*next(tokens), tokens, problems, "")


def as_nodes(value: object, problems: list[Problem], path: str = "") -> Node:
    """The tree of a value that was never a text: without lines, with paths."""
    if isinstance(value, dict):
        members = {key: as_nodes(held, problems, f"{path}.{key}" if path else key) for key, held in value.items()}
        return Node(members, 0, problems, path)
    if isinstance(value, list):
        return Node([as_nodes(held, problems, f"{path}[{n}]") for n, held in enumerate(value)], 0, problems, path)
    return Node(value, 0, problems, path)


def _syntax_reason(message: str) -> str:
    """Python's words for a slip in JSON, in Vietnamese where it is one that people make."""
    return {
        "Expecting ',' delimiter": _("thiếu dấu phẩy, hoặc thiếu dấu đóng ngoặc"),
        "Expecting ':' delimiter": _("thiếu dấu hai chấm sau tên khóa"),
        "Expecting value": _("thiếu giá trị"),
        "Expecting property name enclosed in double quotes": _("thừa dấu phẩy, hoặc tên khóa thiếu dấu ngoặc kép"),
        "Illegal trailing comma before end of object": _("thừa dấu phẩy"),
        "Illegal trailing comma before end of array": _("thừa dấu phẩy"),
        "Unterminated string starting at": _("thiếu dấu ngoặc kép đóng"),
        "Invalid control character at": _("chuỗi không được xuống dòng; hãy viết \\n"),
        "Extra data": _("còn nội dung sau dấu đóng ngoặc cuối cùng"),
    }.get(message, message)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line_ends = [match.start() for match in re.finditer("\n", text)]
    for match in _TOKEN.finditer(text):
        yield match.group(), bisect_left(line_ends, match.start()) + 1


def _read(piece: str, line: int, tokens: Iterator[tuple[str, int]], problems: list[Problem], path: str) -> Node:
    """The value that begins with `piece`; the text is known to be valid JSON."""
    if piece == "[":
        items: list[Node] = []
        for piece, at in tokens:
            if piece == "]":
                break
            if piece != ",":
                items.append(_read(piece, at, tokens, problems, f"{path}[{len(items)}]"))
        return Node(items, line, problems, path)
    if piece == "{":
        members: dict[str, Node] = {}
        for piece, at in tokens:
            if piece == "}":
                break
            if piece != ",":
                key = json.loads(piece)
                next(tokens)  # the colon
                node = _read(*next(tokens), tokens, problems, f"{path}.{key}" if path else key)
                if key in members:
                    problems.append(Problem(at, _("Khóa “{key}” bị lặp lại.").format(key=key)))
                members[key] = node
        return Node(members, line, problems, path)
    return Node(json.loads(piece), line, problems, path)
