"""How shares, means, intervals and hidden cells of surveys are written: the one place that knows."""

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from lantoa.apps.surveys.queries.result_records import Measured, Part, QuestionResult
from lantoa.core.scoring import Difference, Estimate, Hidden, Interval
from lantoa.core.viettext import format_number

NOTHING = "—"


def rounded(value: Fraction | float, decimals: int) -> Decimal:
    """Return a value as it is written everywhere, in pages, pictures and files: halves away from zero, and exact where
    the value is.

    >>> rounded(Fraction(5700, 80), 1), rounded(Fraction(57, 20), 1), rounded(71.25, 1)
    (Decimal('71.3'), Decimal('2.9'), Decimal('71.3'))
    """
    step = Decimal(1).scaleb(-decimals)
    if isinstance(value, Fraction):
        units = math.floor(abs(value) * 10**decimals + Fraction(1, 2))
        return Decimal(units if value >= 0 else -units) * step
    return Decimal(str(value)).quantize(step, ROUND_HALF_UP)


def percentage(ratio: Fraction | float) -> Decimal:
    """Return a ratio (1 is all) as a percentage, rounded as it is written."""
    return rounded(ratio * 100 if isinstance(ratio, Fraction) else float(Decimal(str(ratio)) * 100), 1)


def percent_words(ratio: Fraction | float) -> str:
    """Return a ratio (1 is all) as a percentage with one decimal.

    >>> percent_words(Fraction(2, 3)), percent_words(1.0)
    ('66,7%', '100,0%')
    """
    return f"{format_number(percentage(ratio), 1)}%"


def mean_words(value: Fraction | float) -> str:
    """Return a mean of a scale with two decimals.

    >>> mean_words(Fraction(25, 6))
    '4,17'
    """
    return format_number(rounded(value, 2), 2)


def share_words(estimate: Estimate | None) -> str:
    """Return the value of a share; a dash where there is none."""
    return NOTHING if estimate is None or estimate.value is None else percent_words(estimate.value)


def interval_words(interval: Interval | None, *, share: bool = True) -> str:
    """Return from where to where the true value is; a dash where it is not known.

    >>> interval_words(Interval(0.7811, 0.86)), interval_words(Interval(3.9, 4.25), share=False)
    ('78,1% – 86,0%', '3,90 – 4,25')
    """
    if interval is None:
        return NOTHING
    write = percent_words if share else mean_words
    return f"{write(interval.low)} – {write(interval.high)}"


def hidden_words(why: Hidden | None, responses: int, least: int) -> str:
    """Return why a row has no figure; "" where it has one. `responses`: how many came of it, whatever they answered.

    >>> hidden_words(Hidden.FEW, 0, 30), hidden_words(Hidden.FEW, 12, 30)
    ('không có phiếu trả lời', 'dưới 30 câu trả lời nên không nêu')
    """
    if why is None:
        return ""
    if not responses:
        return "không có phiếu trả lời"
    if why is Hidden.FEW:
        return f"dưới {least} câu trả lời nên không nêu"
    return "không nêu, để không suy ngược được số của nhóm quá ít phiếu"


def out_of_ten_words(measured: Measured) -> str:
    """Return the share in words that need no percent: "cứ 10 người được hỏi thì khoảng 8 người"."""
    value = measured.chosen.value
    if value is None:
        return ""
    tens = round(value * 10)
    if tens == 0:
        return "trong 10 người được hỏi, chưa tới 1 người"
    return "gần như mọi người được hỏi" if tens == 10 else f"cứ 10 người được hỏi thì khoảng {tens} người"


def denominator_words(result: QuestionResult) -> str:
    """Return the denominators of a question in one sentence; "" where so few answered that even how many is not told,
    for a question that was put to some would tell what they said before.
    """
    if result.hidden:
        return ""
    parts = [f"{format_number(result.answered)} trả lời trên {format_number(result.asked)} người được hỏi câu này"]
    if result.not_asked:
        parts.append(f"{format_number(result.not_asked)} người không phải trả lời câu này")
    if result.blank:
        parts.append(f"{format_number(result.blank)} người để trống")
    if result.no_opinion:
        parts.append(f"{format_number(result.no_opinion)} người chọn “không biết”, không tính vào tỷ lệ và điểm")
    return "; ".join(parts)


def change_words(change: Difference | None, *, reworded: bool = False) -> str:
    """Return the difference of two shares with its interval, and whether it is clear; of a question that was reworded
    nothing is concluded.

    >>> change_words(Difference(Fraction(1, 20), Interval(0.01, 0.09)))
    'tăng 5,0 điểm phần trăm (khoảng từ 1,0 đến 9,0): khác biệt rõ'
    >>> change_words(Difference(Fraction(-1, 50), Interval(-0.06, 0.02)))
    'giảm 2,0 điểm phần trăm (khoảng từ −6,0 đến 2,0): chưa rõ là khác'
    >>> change_words(Difference(Fraction(1, 20), Interval(0.01, 0.09)), reworded=True)
    'tăng 5,0 điểm phần trăm (khoảng từ 1,0 đến 9,0): không kết luận, vì lời hỏi khác nhau'
    """
    if change is None:
        return "chưa tính được khoảng nên chưa nói được là khác hay không"
    amount = format_number(percentage(abs(change.amount)), 1)
    head = "không đổi" if amount == "0,0" else f"{'tăng' if change.amount > 0 else 'giảm'} {amount} điểm phần trăm"
    ends = " đến ".join(_signed(end * 100) for end in (change.interval.low, change.interval.high))
    clear = "khác biệt rõ" if change.clear else "chưa rõ là khác"
    return f"{head} (khoảng từ {ends}): {'không kết luận, vì lời hỏi khác nhau' if reworded else clear}"


def _signed(amount: float) -> str:
    return format_number(amount, 1).replace("-", "\N{MINUS SIGN}")


def part_words(part: Part, least: int) -> tuple[str, str]:
    """Return figure and interval of a row of a table; for a hidden one why, and a dash."""
    if part.hidden is not None or part.share is None:
        return hidden_words(part.hidden, part.responses, least) or NOTHING, NOTHING
    chosen = part.share.chosen
    return share_words(chosen), interval_words(chosen.interval)
