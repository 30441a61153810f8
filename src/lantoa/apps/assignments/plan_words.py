"""The words of a reminder plan: its steps, and what they will do to one assignment."""

from dataclasses import dataclass
from datetime import date, datetime

from lantoa.apps.assignments.ladder import Facts, Ladder, Step


def step_words(step: Step) -> str:
    """Return when a step is taken.

    >>> step_words(Step(True, -3)), step_words(Step(True, 0)), step_words(Step(False, 2))
    ('3 ngày làm việc trước hạn', 'đúng ngày đến hạn', '2 ngày làm việc sau khi gửi mà chưa báo đã nhận')
    """
    days = f"{abs(step.working_days)} ngày làm việc"
    if not step.from_due:
        return f"{days} sau khi gửi mà chưa báo đã nhận"
    if step.working_days == 0:
        return "đúng ngày đến hạn"
    return f"{days} {'sau' if step.working_days > 0 else 'trước'} hạn"


def audience_words(step: Step) -> str:
    """Return who is told at a step."""
    return "nhắc cơ quan, báo cấp trên" if step.superior else "nhắc cơ quan"


@dataclass(frozen=True, slots=True)
class Mark:
    """One day on the picture of the ladder: a step, or the day of sending or the due date itself."""

    day: date
    words: str
    told: str = ""
    moment: datetime | None = None
    superior: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """What the ladder does to one assignment: the sentence, and every day in order."""

    sentence: str
    marks: tuple[Mark, ...]
    sample: bool


def example_of(ladder: Ladder, *, sent_on: date, due_date: date | None, sample: bool) -> Example:
    """Return what would be said of an assignment sent on that day that is never received nor done."""
    moments = ladder.moments(Facts(sent_on, received=False, due_date=due_date))
    marks = [Mark(sent_on, "gửi việc")]
    if due_date:
        marks.append(Mark(due_date, "đến hạn"))
    marks += [
        Mark(moment.date(), step_words(step), audience_words(step), moment, step.superior) for moment, step in moments
    ]
    due = f"hạn {due_date:%d/%m/%Y}" if due_date else "không có hạn"
    agency = _days([moment for moment, step in moments])
    superior = _days([moment for moment, step in moments if step.superior])
    sentence = f"Việc gửi ngày {sent_on:%d/%m/%Y}, {due}"
    sentence += f": nhắc cơ quan {agency}" if agency else ": không nhắc lần nào"
    sentence += f"; báo cả cấp trên {superior}." if superior else "."
    return Example(sentence, tuple(sorted(marks, key=lambda mark: (mark.day, mark.moment is not None))), sample)


def _days(moments: list[datetime]) -> str:
    """Return the days of the moments, each once: one digest says all that falls on a day."""
    days = sorted({moment.date() for moment in moments})
    return f"ngày {', '.join(f'{day:%d/%m}' for day in days)}" if days else ""
