"""What the pages say of a round by the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lantoa.apps.contests.models import Round


@dataclass(frozen=True, slots=True)
class RoundLine:
    """One round: its time and its state in words."""

    round: Round
    state: str
    state_words: str


def round_lines(rounds: Iterable[Round], *, at: datetime) -> list[RoundLine]:
    """Return a line for each round."""
    return [RoundLine(round_, *_state(round_, at)) for round_ in rounds]


def _state(round_: Round, at: datetime) -> tuple[str, str]:
    if round_.published_at:
        return "done", "đã có kết quả"
    if round_.closed_at:
        return "waiting", "đã khóa sổ, chờ công bố kết quả"
    if at >= round_.closes_at:
        return "waiting", "hết giờ, chờ khóa sổ"
    return ("running", "đang mở") if at >= round_.opens_at else ("coming", "chưa mở")
