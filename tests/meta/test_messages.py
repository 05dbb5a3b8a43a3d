"""English is complete: every string in use is translated, with the same placeholders, and compiled."""

import re

import pytest

from tools import messages

USED = messages.collect()
ENGLISH = messages.read()
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%%")


def texts(value):
    return value if isinstance(value, tuple) else (value,)


def test_no_string_is_without_english():
    assert messages.missing(USED, ENGLISH) == []


def test_nothing_is_translated_that_is_no_longer_used():
    used = {message.id for message in USED}
    assert [message.id for message in ENGLISH if message.id not in used] == []


def test_placeholders_survive_translation():
    wrong = []
    for message in ENGLISH:
        wanted = set().union(*(PLACEHOLDER.findall(text) for text in texts(message.id)))
        for text in texts(message.string):
            if message.id and set(PLACEHOLDER.findall(text)) - wanted:
                wrong.append(message.id)
        if message.id and not wanted <= set().union(*(PLACEHOLDER.findall(t) for t in texts(message.string))):
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "vi"])
def test_the_compiled_catalogue_is_the_written_one(language):
    written = messages.compiled(messages.read(language))
    assert messages.folder(language).joinpath("django.mo").read_bytes() == written


def test_the_check_can_fail():
    used = messages.collect()
    used.add("Một câu chưa ai dịch")
    assert messages.missing(used, ENGLISH)[-1:] == ["Một câu chưa ai dịch"]


@pytest.mark.parametrize("text", ["Đang soạn", "Chờ duyệt"])
def test_the_extractor_reads_python_and_templates(text):
    assert text in {message.id for message in USED}
