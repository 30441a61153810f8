"""Words of results, the same in the back office and in public: every percentage with its denominator."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lantoa.apps.base.templatetags.vietnamese import number
from lantoa.apps.contests.models import Contest, UnitStanding
from lantoa.apps.contests.models.contest import Audience
from lantoa.core.scoring import Share
from lantoa.core.viettext import format_number

DECIDED_BY = {
    "": "đứng đầu",
    "score": "điểm",
    "prediction": "dự đoán gần hơn",
    "seconds": "thời gian ngắn hơn",
    "received": "nộp sớm hơn",
    "draw": "bốc thăm bằng số gốc",
}
AUDIENCES = {str(audience): str(audience.label) for audience in Audience}


def share_words(part: int, of: int, noun: str) -> str:
    """Return a part, its whole and the percentage between them; without a whole there is no percentage.

    >>> share_words(5945, 25980, "người thi")
    '5.945 trên 25.980 người thi, 22,9%'
    >>> share_words(0, 0, "người thi")
    '0 trên 0 người thi'
    """
    percent = Share(part, of=of).percent
    words = f"{number(part)} trên {number(of)} {noun}"
    return words if percent is None else f"{words}, {format_number(percent, 1)}%"


def time_words(seconds: int) -> str:
    """Return a length of time in minutes and seconds.

    >>> time_words(59), time_words(605), time_words(3600)
    ('59 giây', '10 phút 5 giây', '60 phút')
    """
    minutes, rest = divmod(seconds, 60)
    parts = [f"{number(minutes)} phút" if minutes else "", f"{rest} giây" if rest or not minutes else ""]
    return " ".join(part for part in parts if part)


def audience_words(audience: str) -> str:
    """Return who is ranked in it."""
    return AUDIENCES.get(audience, audience)


@dataclass(frozen=True, slots=True)
class Total:
    """A figure with its words; the note holds what it is a part of."""

    value: str
    label: str
    note: str = ""


def totals_of(figures: Mapping[str, Any]) -> list[Total]:
    """Return the totals of a round: people and attempts apart, shares with their wholes; empty where none are kept."""
    if "entrants" not in figures:
        return []
    perfect = figures["perfect"]
    begun = figures.get("begun", figures["attempts"])
    totals = [
        Total(number(figures["entrants"]), "người thi", "mỗi người tính một lần"),
        Total(
            number(figures["attempts"]),
            "lượt thi đã nộp",
            f"trong {number(begun)} lượt đã bắt đầu" if begun else "",
        ),
        Total(
            number(perfect["part"]),
            "người trả lời đúng tất cả",
            share_words(perfect["part"], perfect["of"], "người thi"),
        ),
    ]
    if figures["excluded"]:
        totals.append(Total(number(figures["excluded"]), "bài nộp bị loại", "không tính vào các con số trên"))
    if figures.get("truth") is not None:
        totals.append(Total(number(figures["truth"]), "đáp số câu dự đoán"))
    return totals


def audience_lines(figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what is known of each audience: its name, and a sentence with every denominator."""
    lines = []
    for audience, own in figures.get("by_audience", {}).items():
        perfect = own["perfect"]
        words = (
            f"{share_words(own['entrants'], figures['entrants'], 'người thi')}; "
            f"{number(own['attempts'])} lượt thi; trả lời đúng tất cả {number(own.get('questions'))} câu: "
            f"{share_words(perfect['part'], perfect['of'], 'người thi')}"
        )
        if own["entrants"]:
            words += f"; điểm trung bình {format_number(own['score_sum'] / own['entrants'], 2)}"
        lines.append((audience_words(audience), words + "."))
    return lines


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit among those of its kind, in words."""

    rank: str
    name: str
    participation: str
    average: str
    entrants: int
    attempts: int
    people: int | None
    reason: str


def unit_row(unit: UnitStanding) -> UnitRow:
    """Return a unit's row. Needs its agency at hand."""
    if unit.people is None:
        participation = f"{number(unit.entrants)} người thi, chưa có sĩ số"
    else:
        participation = share_words(unit.entrants, unit.people, "người")
    average = ""
    if unit.entrants:
        mean = format_number(unit.score_sum / unit.entrants, 2)
        average = f"{mean} (của {number(unit.entrants)} người thi)"
    return UnitRow(
        rank=str(unit.rank) if unit.rank else "—",
        name=unit.agency.name,
        participation=participation,
        average=average,
        entrants=unit.entrants,
        attempts=unit.attempts,
        people=unit.people,
        reason="" if unit.rank else _why_unranked(unit),
    )


def _why_unranked(unit: UnitStanding) -> str:
    if unit.people is None:
        return "không xếp hạng: chưa có sĩ số"
    if unit.entrants > unit.people:
        return "không xếp hạng: số người thi lớn hơn sĩ số, cần kiểm tra lại sĩ số"
    return "không xếp hạng"


def tie_break_words(contest: Contest) -> str:
    """Return in which order places are decided.

    The score comes first and the draw last, whatever the rules put between them.
    """
    named = [DECIDED_BY[word] for word in ("score", *contest.tie_breaks, "draw")]
    return " → ".join(named)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a version changed, in sentences; `moves` are the first ones, with rank and score before and after."""

    sentences: tuple[str, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    moves: tuple[Mapping[str, Any], ...]
    more: int


def change_words(changes: Mapping[str, Any], *, names: Mapping[str, str] | None = None) -> Changes | None:
    """Return what a version changed; None for the first one. `names`: those of entrants by code, where one may read
    them.
    """
    if not changes:
        return None
    before, after = (share or {"part": 0, "of": 0} for share in changes["perfect"])
    ranked = [number(changes[name]) for name in ("entrants_before", "entrants_after")]
    sentences = [
        f"{number(changes['scores_changed'])} người thi có điểm khác trước, {number(changes['moved'])} người đổi hạng.",
        f"Người thi được xếp hạng: trước {ranked[0]}, sau {ranked[1]}.",
        f"Trả lời đúng tất cả: trước {share_words(before['part'], before['of'], 'người thi')}; "
        f"sau {share_words(after['part'], after['of'], 'người thi')}.",
    ]
    if changes["questions"]:
        sentences.insert(0, f"Chấm lại câu hỏi số {_listed(changes['questions'])} trong bộ câu hỏi niêm phong.")
    for key, words in (("excluded", "Loại bài của"), ("readmitted", "Tính lại bài của")):
        if changes[key]:
            sentences.insert(0, f"{words} {_listed(changes[key])}.")
    moves = tuple({**move, "audience_words": audience_words(move["audience"])} for move in changes["moves"][:50])
    return Changes(
        sentences=tuple(sentences),
        gained=tuple(_prize_words(row, names or {}) for row in changes["gained"]),
        lost=tuple(_prize_words(row, names or {}) for row in changes["lost"]),
        moves=moves,
        more=changes["moved"] - len(moves),
    )


def _listed(values: Sequence[Any]) -> str:
    shown = ", ".join(str(value) for value in values[:20])
    return shown + (f" và {len(values) - 20} nữa" if len(values) > 20 else "")


def _prize_words(row: Mapping[str, Any], names: Mapping[str, str]) -> str:
    name = names.get(row["code"], "")
    who = f"{name} ({row['code']})" if name else row["code"]
    return f"{row['prize']}: {who}, hạng {row['rank']}, {audience_words(row['audience'])}"
