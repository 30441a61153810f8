"""The list of what is to be done: procedures, the papers they ask for without doubles, and what they cost and take.

Pure: takes procedures as told, knows no database. What no source states is not guessed: it is named as not known.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lantoa.core.viettext import standard_tone, to_nfc


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as one procedure asks for it; `only_if` is "" where it is always asked for."""

    name: str
    only_if: str = ""
    copies: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Price:
    """What one pays in one case; None where no source states it."""

    name: str
    dong: int | None
    online_dong: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A procedure as the list needs it."""

    title: str
    papers: tuple[Paper, ...] = ()
    prices: tuple[Price, ...] = ()
    fee_words: str = ""
    working_days: int | None = None
    time_words: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Use:
    """For which procedure a paper is asked, when, and how many."""

    task: str
    only_if: str = ""
    copies: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NeededPaper:
    """A paper that stands once, with everything it is needed for."""

    name: str
    uses: tuple[Use, ...]

    @property
    def always(self) -> bool:
        """Return whether at least one procedure asks for it in every case."""
        return any(not use.only_if for use in self.uses)


@dataclass(frozen=True, slots=True)
class Sum:
    """A total of what is known, and the titles of the procedures that could not be counted, each with why."""

    total: int
    counted: int
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go, with what is done there; "" for procedures of which no source states the place."""

    where: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    """All that somebody takes along; `days_in_turn` when one thing follows another, `days_at_once` when all are filed
    together.
    """

    tasks: tuple[Task, ...]
    papers: tuple[NeededPaper, ...]
    papers_sometimes: tuple[NeededPaper, ...]
    fees: Sum
    days_in_turn: Sum
    days_at_once: int
    places: tuple[Place, ...]


def checklist(tasks: Iterable[Task]) -> Checklist:
    """Return the list for these procedures, papers in the order in which they are first asked for.

    >>> birth = Task("Khai sinh", papers=(Paper("Tờ khai"), Paper("Căn cước", copies="1 bản chụp")), working_days=1)
    >>> home = Task("Thường trú", papers=(Paper("Căn cước"), Paper("Giấy khai sinh", only_if="có con nhỏ")))
    >>> made = checklist([birth, home])
    >>> [(paper.name, [use.task for use in paper.uses]) for paper in made.papers]
    [('Tờ khai', ['Khai sinh']), ('Căn cước', ['Khai sinh', 'Thường trú'])]
    >>> [paper.name for paper in made.papers_sometimes], made.days_in_turn.left_out
    (['Giấy khai sinh'], (('Thường trú', 'chưa có nguồn nêu số ngày'),))
    """
    known = tuple(tasks)
    papers = _papers(known)
    return Checklist(
        tasks=known,
        papers=tuple(paper for paper in papers if paper.always),
        papers_sometimes=tuple(paper for paper in papers if not paper.always),
        fees=_fees(known),
        days_in_turn=_days(known),
        days_at_once=max((task.working_days for task in known if task.working_days is not None), default=0),
        places=_places(known),
    )


def _papers(tasks: Sequence[Task]) -> list[NeededPaper]:
    names: dict[str, str] = {}
    uses: dict[str, list[Use]] = {}
    for task in tasks:
        for paper in task.papers:
            key = same_words(paper.name)
            names.setdefault(key, paper.name)
            use = Use(task.title, paper.only_if, paper.copies, paper.note)
            if use not in uses.setdefault(key, []):
                uses[key].append(use)
    return [NeededPaper(name, tuple(uses[key])) for key, name in names.items()]


def same_words(text: str) -> str:
    """Return what two texts share that say the same: without tones' placement, case, spaces and the closing stop.

    >>> same_words("Tờ khai  đăng ký khai sinh.") == same_words("tờ khai đăng ký khai sinh")
    True
    >>> same_words("Giấy tạm trú") == same_words("Giấy tạm trừ")
    False
    """
    return " ".join(standard_tone(to_nfc(text)).casefold().split()).rstrip(" .;,")


def _fees(tasks: Sequence[Task]) -> Sum:
    """Amounts of several cases are not added up: which of them holds only the office knows."""
    total, counted, left_out = 0, 0, []
    for task in tasks:
        amounts = {price.dong for price in task.prices}
        cheaper_online = any(price.online_dong not in (None, price.dong) for price in task.prices)
        if not task.prices or None in amounts:
            left_out.append((task.title, task.fee_words or "chưa có nguồn nêu mức thu"))
        elif len(amounts) > 1:
            left_out.append((task.title, "mức thu tùy trường hợp"))
        elif cheaper_online:
            left_out.append((task.title, "nộp trực tuyến thu mức khác"))
        else:
            total, counted = total + (amounts.pop() or 0), counted + 1
    return Sum(total, counted, tuple(left_out))


def _days(tasks: Sequence[Task]) -> Sum:
    known = [task.working_days for task in tasks if task.working_days is not None]
    unknown = tuple(
        (task.title, task.time_words or "chưa có nguồn nêu số ngày") for task in tasks if task.working_days is None
    )
    return Sum(sum(known), len(known), unknown)


def _places(tasks: Sequence[Task]) -> tuple[Place, ...]:
    names: dict[str, str] = {}
    found: dict[str, list[str]] = {}
    for task in tasks:
        key = same_words(task.where)
        names.setdefault(key, task.where)
        found.setdefault(key, []).append(task.title)
    told = [Place(names[key], tuple(titles)) for key, titles in found.items() if key]
    return (*told, Place("", tuple(found[""]))) if "" in found else tuple(told)
