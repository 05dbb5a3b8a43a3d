"""Which reported texts a paragraph of the narrative was made from, by the words they have in common. Pure."""

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from agencies.text import nfc

Key = TypeVar("Key", bound=Hashable)
RUN = 4  # words in a row: fewer meet by chance, more lose a sentence that was shortened
ENOUGH = 0.5  # of a paragraph's runs
MOST = 3  # sources named for a paragraph


@dataclass(frozen=True, slots=True)
class Source(Generic[Key]):
    """`share` of the paragraph's runs of words stand in the text of `key` too: 1 for a paragraph taken over whole."""

    key: Key
    share: float

    @property
    def percent(self) -> int:
        """Rounded down, so that only what is the same to the word is 100."""
        return int(self.share * 100)


def sources_of(paragraph: str, texts: Iterable[tuple[Key, str]]) -> list[Source[Key]]:
    """The texts that hold at least half of `paragraph`, those that hold the most first; at most three."""
    runs = runs_of(paragraph)
    if not runs:
        return []
    found = [Source(key, len(runs & runs_of(text)) / len(runs)) for key, text in texts]
    close = [source for source in found if source.share >= ENOUGH]
    return sorted(close, key=lambda source: -source.share)[:MOST]


def runs_of(text: str) -> frozenset[tuple[str, ...]]:
    """Every run of `RUN` words, without signs and capitals; of a shorter text, all its words."""
    words = re.findall(r"\w+", nfc(text).casefold())
    if len(words) <= RUN:
        return frozenset({tuple(words)} if words else ())
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs of a passage, without the blank ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]
