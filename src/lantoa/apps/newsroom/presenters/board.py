"""What the board says of a story on its way: lateness in words beside its colour."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lantoa.apps.newsroom.queries.board import StoryAtStep

_MOST_PEOPLE = 3


@dataclass(frozen=True, slots=True)
class BoardLine:
    """One line of the board. `tone` is the end of a CSS class of marks: late, due, returned, under_way."""

    key: int
    title: str
    portal: str
    step: str
    people: str
    due_on: date | None
    words: str
    tone: str


def board_lines(rows: Iterable[StoryAtStep], *, today: date) -> list[BoardLine]:
    """Return the lines of the board, in the order of the rows. No queries."""
    return [
        BoardLine(
            key=row.story.pk,
            title=row.story.draft_title,
            portal=row.portal.title if row.portal else "",
            step=row.step,
            people=people_words(row.people),
            due_on=None if row.returned else row.state.due_on,
            words=due_words(row, today=today)[1],
            tone=due_words(row, today=today)[0],
        )
        for row in rows
    ]


def due_words(row: StoryAtStep, *, today: date) -> tuple[str, str]:
    """Return the tone and the words for how a story stands with its due date."""
    if row.returned:
        return "returned", "bị trả lại, chờ người viết sửa"
    due = row.state.due_on
    if due is None:
        return "under_way", "không có hạn"
    if row.late:
        return "late", f"quá hạn {(today - due).days} ngày"
    if due == today:
        return "due", "đến hạn hôm nay"
    return "under_way", f"còn {(due - today).days} ngày"


def people_words(people: tuple[str, ...]) -> str:
    """Return the names of a few, and how many more.

    >>> people_words(("An", "Bình", "Chi", "Dũng"))
    'An, Bình, Chi và 1 người nữa'
    """
    if not people:
        return "chưa cử ai"
    more = len(people) - _MOST_PEOPLE
    return ", ".join(people[:_MOST_PEOPLE]) + (f" và {more} người nữa" if more > 0 else "")
