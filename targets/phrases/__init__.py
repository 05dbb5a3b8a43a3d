"""Reading Vietnamese target phrases: "tỷ lệ thất nghiệp dưới 1%" asks for less than 1%. Pure: no database, no clock."""

from targets.phrases.grammar import read_phrase
from targets.phrases.reading import PhraseKind, PhraseReading, Reading
from targets.phrases.wording import in_words, obstacle, stated_year

__all__ = ["PhraseKind", "PhraseReading", "Reading", "in_words", "obstacle", "read_phrase", "stated_year"]
