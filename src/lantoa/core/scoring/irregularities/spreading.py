"""Signs that answers went round: a unit far ahead of all others in speed and points, or a turn in the whole round."""

from collections.abc import Sequence
from statistics import median

from lantoa.core.viettext import format_number, format_percent

from .chance import binomial_tail, chance_words
from .records import Finding, Limits, Sign, Trace

_FAST_TENTH = 10


def find_spreading(traces: Sequence[Trace], limits: Limits) -> list[Finding]:
    """Return the units where far more entrants than elsewhere were both right throughout and among the fastest, and
    the moment of the round, if there is one, from which perfect papers became many and fast. O(n log n).

    Perfect papers alone are no sign, nor is speed alone. Looked at is the first paper of each entrant: later ones of
    the same person are faster by nature.
    """
    first: dict[str, Trace] = {}
    for trace in traces:
        first.setdefault(trace.entrant, trace)
    papers = [trace for trace in first.values() if trace.questions]
    return [*_units_ahead(papers, limits), *_turn(papers, limits)]


def _units_ahead(papers: Sequence[Trace], limits: Limits) -> list[Finding]:
    paces = sorted(trace.seconds / trace.questions for trace in papers)
    if not paces:
        return []
    fast_pace = paces[(len(paces) - 1) // _FAST_TENTH]
    units: dict[str, list[Trace]] = {}
    for trace in papers:
        if trace.unit:
            units.setdefault(trace.unit, []).append(trace)
    ahead = {trace.submission for trace in papers if trace.perfect and trace.seconds / trace.questions <= fast_pace}
    looked_at = [(unit, group) for unit, group in sorted(units.items()) if len(group) >= limits.spread_entrants]
    found = []
    for unit, group in looked_at:
        ids = tuple(sorted(trace.submission for trace in group if trace.submission in ahead))
        others = len(papers) - len(group)
        if len(ids) < limits.spread_entrants or not others:
            continue
        # One more on each side: nobody elsewhere must not make it certain.
        share = (len(ahead) - len(ids) + 1) / (others + 2)
        chance = binomial_tail(len(ids), len(group), share) * len(looked_at)
        if chance <= limits.chance:
            reasons = (
                f"{len(ids)} trên {len(group)} người thi của đơn vị vừa đúng tất cả các câu, vừa thuộc một phần mười "
                f"nhanh nhất (không quá {format_number(fast_pace, 1)} giây một câu).",
                f"Ở các đơn vị và người thi khác, tỷ lệ ấy là {len(ahead) - len(ids)} trên {others}; "
                f"khả năng ngẫu nhiên {chance_words(min(1.0, chance))} (nếu người của đơn vị giống người nơi khác).",
                "Đơn vị ôn tập kỹ cũng có thể hơn hẳn nơi khác; đúng tất cả mà không nhanh thì không tính ở đây.",
            )
            found.append(Finding(Sign.SHARED, f"unit:{unit}", ids, reasons))
    return found


def _turn(papers: Sequence[Trace], limits: Limits) -> list[Finding]:
    """The moment that parts the round best into few perfect papers before it and many after."""
    best = turning_point([trace.perfect for trace in papers], limits.spread_each_side)
    if best is None:
        return []
    before, after = papers[:best], papers[best:]
    rates = [sum(trace.perfect for trace in part) / len(part) for part in (before, after)]
    paces = [_median_pace(part) for part in (before, after)]
    if rates[1] - rates[0] < limits.spread_rise or not paces[0] or paces[1] > limits.spread_speed * paces[0]:
        return []
    share_before = max(rates[0], 1 / len(before))
    if binomial_tail(sum(trace.perfect for trace in after), len(after), share_before) * len(papers) > limits.chance:
        return []
    perfect = [sum(trace.perfect for trace in part) for part in (before, after)]
    reasons = (
        f"Sau bài thứ {format_number(best)} của vòng, bài đúng tất cả tăng từ {perfect[0]} trên {len(before)} "
        f"({format_percent(rates[0])}) lên {perfect[1]} trên {len(after)} ({format_percent(rates[1])}).",
        f"Cùng lúc, người đúng tất cả làm nhanh hơn: trung vị từ {format_number(paces[0], 1)} xuống "
        f"{format_number(paces[1], 1)} giây một câu.",
        "Người thi sau có thêm thời gian ôn; hãy tìm xem đáp án có được đăng ở đâu trong những ngày ấy không.",
    )
    return [Finding(Sign.SHARED, "round", (), reasons)]


def _median_pace(papers: Sequence[Trace]) -> float:
    """Seconds a question of the perfect papers, 0 where there is none."""
    paces = [trace.seconds / trace.questions for trace in papers if trace.perfect]
    return median(paces) if paces else 0.0


def turning_point(perfect: Sequence[bool], each_side: int) -> int | None:
    """Return how many papers lie before the turn to more perfect ones: where the shares before and after differ most
    against what chance would make of it (largest z of two shares). None where there is no rise or too few papers. O(n).
    """
    total, size = sum(perfect), len(perfect)
    best, where = 0.0, None
    before = 0
    for place in range(1, size):
        before += perfect[place - 1]
        if place < each_side or size - place < each_side:
            continue
        rise = (total - before) / (size - place) - before / place
        weight = rise * rise * place * (size - place)
        if rise > 0 and weight > best:
            best, where = weight, place
    return where
