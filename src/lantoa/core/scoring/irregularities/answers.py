"""Papers done faster than they can be read, and papers wrong in the very same way."""

import hashlib
import math
from collections import Counter
from collections.abc import Sequence

from lantoa.core.viettext import format_number

from .chance import binomial_tail, chance_words, poisson_tail
from .records import Finding, Limits, Sign, Trace

# Who presses at random in a question with four options is right in one of four.
_GUESSED = 0.25

Wrong = tuple[tuple[int, str], ...]


def find_too_fast(traces: Sequence[Trace], limits: Limits) -> list[Finding]:
    """Return the entrants with papers that are mostly right and were done in less time than reading them takes. O(n).

    Fast and mostly wrong is somebody who pressed at random: no sign. The key is the entrant's code.
    """
    fast: dict[str, list[Trace]] = {}
    for trace in traces:
        enough = trace.right >= limits.right_share * trace.questions and trace.questions > 0
        if enough and trace.seconds < limits.seconds_a_question * trace.questions:
            fast.setdefault(trace.entrant, []).append(trace)
    found = []
    for entrant, group in fast.items():
        best = max(group, key=lambda trace: (trace.right, -trace.seconds))
        guessed = binomial_tail(best.right, best.questions, _GUESSED)
        reasons = [
            f"Đúng {best.right} trên {best.questions} câu trong {best.seconds} giây: "
            f"{format_number(best.seconds / best.questions, 1)} giây một câu, kể cả đọc câu hỏi và các phương án.",
            f"Bấm bừa (bốn phương án) mà đúng chừng ấy có khả năng {chance_words(guessed)}.",
            "Người đã thi lượt trước hoặc thuộc câu hỏi có thể làm nhanh hơn người khác.",
        ]
        if len(group) > 1:
            reasons.append(f"Có {len(group)} bài như vậy.")
        ids = tuple(sorted(trace.submission for trace in group))
        found.append(Finding(Sign.TOO_FAST, entrant, ids, tuple(reasons)))
    return found


def find_same_answers(traces: Sequence[Trace], limits: Limits) -> list[Finding]:
    """Return the groups of entrants with exactly the same wrong answers to the same questions, where chance does not
    explain it: in the whole round, or among the people of one unit.

    Right answers say nothing, and common mistakes little: how many others would have the same wrong answers by chance
    is computed from how often each was given by those with as many mistakes. O(n): papers are grouped by what is wrong
    in them, never compared pair by pair. The key is made of the wrong answers.
    """
    # The last paper of each entrant: one who repeats his own mistakes is no group.
    latest = {trace.entrant: trace for trace in traces}.values()
    papers = [trace for trace in latest if len(trace.wrong) >= limits.least_wrong]
    mistakes = _Mistakes(papers)
    peers = Counter((unit, len(trace.wrong)) for trace in papers for unit in {"", trace.unit})
    groups: dict[Wrong, list[Trace]] = {}
    for trace in papers:
        groups.setdefault(trace.wrong, []).append(trace)
    found = []
    for wrong, group in groups.items():
        if len(group) < 2:
            continue
        likely = mistakes.chance_of(wrong)
        for circle in [group, *_within_units(group)]:
            unit = "" if circle is group else circle[0].unit
            expected = (peers[unit, len(wrong)] - 1) * likely
            chance = poisson_tail(len(circle) - 1, expected) * len(papers)
            if chance <= limits.chance:
                found.append(_same_finding(circle, wrong, expected, chance))
                break
    return found


class _Mistakes:
    """How likely somebody with so many mistakes has just these.

    Of those with as many mistakes, the share that has each one, multiplied; where they are few, drawn towards the share
    among all mistakes (as if five more of them had been seen). The papers looked at are counted in, which makes the
    figure rather too large than too small.
    """

    _BORROWED = 5

    def __init__(self, papers: Sequence[Trace]) -> None:
        self._of_all = Counter(row for trace in papers for row in trace.wrong)
        self._all = sum(self._of_all.values())
        self._of_peers = Counter((len(trace.wrong), row) for trace in papers for row in trace.wrong)
        self._peers = Counter(len(trace.wrong) for trace in papers)

    def chance_of(self, wrong: Wrong) -> float:
        size = len(wrong)
        return math.prod(
            (self._of_peers[size, row] + self._BORROWED * min(1.0, size * self._of_all[row] / self._all))
            / (self._peers[size] + self._BORROWED)
            for row in wrong
        )


def _within_units(group: Sequence[Trace]) -> list[list[Trace]]:
    units: dict[str, list[Trace]] = {}
    for trace in group:
        if trace.unit:
            units.setdefault(trace.unit, []).append(trace)
    return sorted((circle for circle in units.values() if len(circle) > 1), key=len, reverse=True)


def _key(wrong: Wrong) -> str:
    words = ";".join(f"{number}={answer}" for number, answer in wrong)
    # The column of the table is narrow: what is longer is told apart by its hash.
    return words if len(words) <= 100 else f"{words[:60]}…{hashlib.sha256(words.encode()).hexdigest()[:32]}"


def _same_finding(group: Sequence[Trace], wrong: Wrong, expected: float, chance: float) -> Finding:
    reasons = [
        f"{len(group)} người thi sai đúng {len(wrong)} câu giống nhau, cùng một lựa chọn sai ở từng câu.",
        f"Với mức phổ biến của từng lỗi ấy trong vòng thi, ngẫu nhiên chỉ chờ đợi {_few(expected)} người khác sai như "
        f"vậy; khả năng có nhóm như thế trong cả vòng {chance_words(min(1.0, chance))} (nếu các lỗi độc lập với nhau; "
        "cùng học một tài liệu sai thì không độc lập).",
        f"Bài đầu và bài cuối nộp cách nhau {_minutes(group)} phút.",
    ]
    units = {trace.unit for trace in group}
    if len(units) == 1 and "" not in units:
        reasons.append("Tất cả thuộc một đơn vị.")
    devices = [trace.device for trace in group if trace.device]
    if len(set(devices)) < len(devices):
        reasons.append(f"{len(devices)} bài nộp từ {len(set(devices))} trình duyệt.")
    ids = tuple(sorted(trace.submission for trace in group))
    return Finding(Sign.SAME_ANSWERS, _key(wrong), ids, tuple(reasons))


def _few(expected: float) -> str:
    return format_number(expected, 2) if expected >= 0.01 else "chưa tới 0,01"


def _minutes(group: Sequence[Trace]) -> str:
    times = [trace.received_ms for trace in group]
    return format_number(round((max(times) - min(times)) / 60_000))
