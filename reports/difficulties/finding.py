"""Finding words in Vietnamese text with or without their marks, in the database.

The database knows no Vietnamese rules, so each letter of what is searched for stands for all its forms.
"""

import re
from collections import defaultdict

from django.db.models import QuerySet, TextField, Value
from django.db.models.functions import Coalesce, Concat

from agencies.text import fold
from reports.models import Difficulty

LONGEST = 100  # characters of what is searched for
_FORMS: dict[str, str] = defaultdict(str)  # of a letter without marks: its capitals and what has marks
for code in (*range(0x41, 0x5B), *range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
    _FORMS[fold(chr(code))] += chr(code)


def with_words(rows: QuerySet[Difficulty], text: str) -> QuerySet[Difficulty]:
    """Those in whose text, proposal, agency, task or group every word of `text` occurs."""
    wanted = fold(text[:LONGEST]).split()
    if not wanted:
        return rows
    fields = ["text", "proposal", "agency_name", "agency__short_name", "task__code", "task__title", "group__title"]
    parts = [part for field in fields for part in (_text(field), Value(" "))]
    rows = rows.alias(words=Concat(*parts, output_field=TextField()))
    for word in wanted:
        rows = rows.filter(words__regex=pattern(word))
    return rows


def pattern(word: str) -> str:
    """A regular expression for `word`, which has no marks, however it is written."""
    return "".join(f"[{letter}{_FORMS[letter]}]" if letter in _FORMS else re.escape(letter) for letter in word)


def _text(field: str) -> Coalesce:
    return Coalesce(field, Value(""), output_field=TextField())
