"""Prizes as lines of text: how they are changed together after the announcement."""

from collections.abc import Iterable

from django import forms

from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.contests.models import Prize
from lantoa.apps.contests.models.contest import Audience
from lantoa.core.viettext import fold

_MOST_DONG = 2_000_000_000
_WINNERS = {fold(winner.label): winner for winner in Prize.Winner}
_AUDIENCES = {fold(audience.label): audience for audience in Audience}
_KINDS = {fold(kind.label): kind for kind in AgencyKind}


def prize_lines(prizes: Iterable[Prize]) -> str:
    """Return prizes as lines that read_prize_lines reads."""
    return "\n".join(_line(prize) for prize in prizes)


def _line(prize: Prize) -> str:
    of = prize.get_unit_kind_display() if prize.unit_kind else prize.get_audience_display() if prize.audience else ""
    whom = ", ".join(part for part in (prize.get_winner_display(), of) if part)
    ranks = str(prize.first_rank) if prize.first_rank == prize.last_rank else f"{prize.first_rank}-{prize.last_rank}"
    amount = "" if prize.amount_dong is None else str(prize.amount_dong)
    return " | ".join([whom, prize.name, ranks, amount, prize.note]).rstrip(" |")


def read_prize_lines(text: str) -> list[Prize]:
    """Return the prizes of the lines, not stored; forms.ValidationError names the lines that cannot be read."""
    prizes, errors = [], []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            prizes.append(_prize(line))
        except ValueError as error:
            errors.append(f"Dòng {number}: {error}")
    if errors:
        raise forms.ValidationError(errors)
    return prizes


def _prize(line: str) -> Prize:
    whom, name, ranks, amount, note = ([part.strip() for part in line.split("|")] + [""] * 4)[:5]
    first, _, last = ranks.partition("-")
    if not name or len(name) > 120:
        raise ValueError("hãy ghi tên giải, không quá 120 chữ.")
    if not first.strip().isdecimal() or (last and not last.strip().isdecimal()):
        raise ValueError("hạng phải là một số hoặc hai số, ví dụ 1 hoặc 2-4.")
    from_rank, to_rank = int(first), int(last or first)
    if not 1 <= from_rank <= to_rank <= 10_000:
        raise ValueError("hạng sau phải từ hạng trước trở lên, và hạng đầu từ 1.")
    plain = amount.replace(".", "").replace(" ", "")
    if plain and not (plain.isdecimal() and int(plain) <= _MOST_DONG):
        raise ValueError("số tiền phải là một số đồng, ví dụ 800000.")
    winner, audience, unit_kind = _whom(whom)
    return Prize(
        winner=winner, audience=audience, unit_kind=unit_kind, name=name, first_rank=from_rank, last_rank=to_rank,
        amount_dong=int(plain) if plain else None, note=note[:200],
    )  # fmt: skip


def _whom(words: str) -> tuple[str, str, str]:
    head, _, rest = words.partition(",")
    winner = _WINNERS.get(fold(head.strip()))
    if winner is None:
        raise ValueError("phải bắt đầu bằng “cá nhân” hoặc “tập thể”.")
    of = fold(rest.strip())
    if not of:
        return winner, "", ""
    if winner == Prize.Winner.UNIT:
        if of in _KINDS:
            return winner, "", _KINDS[of]
        raise ValueError(f"không có nhóm đơn vị “{rest.strip()}”.")
    if of in _AUDIENCES:
        return winner, _AUDIENCES[of], ""
    raise ValueError(f"không có đối tượng “{rest.strip()}”.")
