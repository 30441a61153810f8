"""What "my page" says of each round by the clock: begin, go on, what was handed in, what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lantoa.apps.contests.models import Attempt, Contest, Round, Standing
from lantoa.apps.contests.presenters.spans import span_words
from lantoa.apps.contests.tokens import PREFIX, attempt_address


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One attempt that is over: when, with which slip, or why there is none."""

    number: int
    words: str
    slip: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class RoundCard:
    """One round: its state in words; at most one thing to do (`start` or `go_on`); past attempts; what came of it."""

    number: int
    title: str
    state: str
    words: str
    attempts_left: int
    start: str = ""
    go_on: str = ""
    lines: tuple[AttemptLine, ...] = ()
    result: str = ""
    place: str = ""
    certificate: str = ""


def round_cards(
    contest: Contest,
    rounds: Iterable[Round],
    attempts: Sequence[Attempt],
    standings: Iterable[Standing],
    *,
    at: datetime,
) -> list[RoundCard]:
    """Return a card for each round, in their order. No query: attempts have their round with contest, entrant,
    submission and saved answers at hand; standings their submission's attempt, of published results alone.
    """
    places = {standing.submission.attempt.round_id: standing for standing in standings}
    return [
        _card(contest, round_, [one for one in attempts if one.round_id == round_.pk], places.get(round_.pk), at=at)
        for round_ in rounds
    ]


def _card(
    contest: Contest, round_: Round, attempts: Sequence[Attempt], standing: Standing | None, *, at: datetime
) -> RoundCard:
    running = next((one for one in attempts if not _is_submitted(one) and one.ends_at > at), None)
    left = max(0, contest.attempts_allowed - len(attempts))
    lines = tuple(_line(contest, one) for one in attempts if one is not running)
    state, words = _state(contest, round_, running, attempts, left, at=at)
    published = round_.published_at is not None
    return RoundCard(
        number=round_.number,
        title=round_.title,
        state=state,
        words=words,
        attempts_left=left,
        start=f"{PREFIX}{contest.slug}/vong/{round_.number}/bat-dau/" if state == "open" else "",
        go_on=attempt_address(running) if running is not None and state == "running" else "",
        lines=lines,
        result=f"{contest.public_address}ket-qua/{round_.number}/" if published else "",
        place=_place(standing) if standing is not None else "",
        certificate=(standing.certificate_code or "") if standing is not None else "",
    )


def _state(
    contest: Contest,
    round_: Round,
    running: Attempt | None,
    attempts: Sequence[Attempt],
    left: int,
    *,
    at: datetime,
) -> tuple[str, str]:
    if contest.called_off_at is not None:
        return "over", "Cuộc thi đã bị hủy."
    if running is not None:
        return "running", f"Bạn đang làm lượt {running.number}, còn {span_words(running.ends_at - at)}."
    if at < round_.opens_at:
        return "not_yet", f"Chưa mở. Mở sau {span_words(round_.opens_at - at)}."
    if round_.published_at is not None:
        return "published", "Đã công bố kết quả."
    if at >= round_.closes_at:
        return "closed", "Đã đóng, chưa công bố kết quả." if attempts else "Đã đóng. Bạn không thi vòng này."
    if left == 0:
        return "used", "Bạn đã dùng hết lượt thi của vòng này. Kết quả công bố sau khi vòng đóng."
    return "open", f"Đang mở, còn {span_words(round_.closes_at - at)}. Bạn còn {left} lượt thi."


def _line(contest: Contest, attempt: Attempt) -> AttemptLine:
    if _is_submitted(attempt):
        slip = attempt.submission.slip_code
        by = "hết giờ, hệ thống nộp" if attempt.submission.by_clock else "đã nộp"
        return AttemptLine(attempt.number, by, slip, f"{PREFIX}{contest.slug}/phieu/{slip}/")
    if hasattr(attempt, "saved"):
        return AttemptLine(attempt.number, "hết giờ, hệ thống đang nộp những câu đã lưu")
    return AttemptLine(attempt.number, "hết giờ, không có câu trả lời nào được lưu nên không có bài nộp")


def _is_submitted(attempt: Attempt) -> bool:
    return hasattr(attempt, "submission")


def _place(standing: Standing) -> str:
    words = f"{standing.score} điểm, hạng {standing.rank}"
    return f"{words}, {standing.prize}" if standing.prize else words
