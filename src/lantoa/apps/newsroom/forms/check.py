"""What is posted to the plain-language check, and its limits."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from lantoa.apps.newsroom.story_text import StoryText, read_form

MOST_CHARACTERS = 200_000
# The form holds the text twice and more: as JSON, with names of fields.
MOST_BYTES = 1_500_000


class TooLong(ValueError):
    """The story is longer than is checked; the message, in Vietnamese, says what to do."""


@dataclass(frozen=True, slots=True)
class PostedStory:
    """The story of the form, and what is ticked in it."""

    text: StoryText
    themes: frozenset[int]
    assignments: frozenset[int]
    asks_links: bool


def posted_story(data: QueryDict, *, on: date) -> PostedStory:
    """Return what the editor's form holds; TooLong above 200 000 characters."""
    text = read_form(data, on=on)
    if text.size > MOST_CHARACTERS:
        raise TooLong("Bài dài hơn 200 000 chữ cái nên không soát được. Hãy tách thành nhiều bài.")
    return PostedStory(
        text, _numbers(data.getlist("themes")), _numbers(data.getlist("assignments")), bool(data.get("_links"))
    )


def _numbers(values: Iterable[str]) -> frozenset[int]:
    return frozenset(int(value) for value in values if value.isdecimal() and len(value) < 10)
