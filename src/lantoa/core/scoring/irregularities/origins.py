"""Many entrants from one browser or one network address. Traces come sorted by when they were received."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Sequence

from lantoa.core.viettext import format_number

from .chance import chance_words, poisson_tail
from .records import Finding, Limits, Sign, Trace


def find_devices(traces: Sequence[Trace], limits: Limits) -> list[Finding]:
    """Return the browsers that many entrants submitted from, or two whose papers were open at the same time.

    O(n log n): grouped by the hash, then one pass over each group in the order of beginning.
    """
    found = []
    for device, group in _groups(traces, lambda trace: trace.device):
        entrants = {trace.entrant for trace in group}
        overlaps = count_overlaps(group)
        if len(entrants) < 2 or (len(entrants) < limits.device_entrants and not overlaps):
            continue
        reasons = [f"{len(entrants)} người thi nộp {len(group)} bài từ cùng một trình duyệt.", _units(group)]
        if overlaps:
            reasons.append(
                f"{overlaps} bài được mở khi bài của người khác trên trình duyệt ấy còn chưa nộp; "
                "dùng máy lần lượt thì không có điều này."
            )
        else:
            reasons.append("Không có hai bài mở cùng lúc: có thể là máy dùng chung lần lượt, việc này là bình thường.")
        found.append(Finding(Sign.DEVICE, device, _ids(group), tuple(reasons)))
    return found


def count_overlaps(group: Sequence[Trace]) -> int:
    """Return how many papers of a group were begun while one of another entrant was still open. O(n log n)."""
    overlaps = 0
    # The two latest ends of different entrants: a paper overlaps if one that is not its own is still open.
    ends: list[tuple[int, str]] = []
    for trace in sorted(group, key=lambda trace: (trace.started_ms, trace.submission)):
        overlaps += any(end > trace.started_ms and entrant != trace.entrant for end, entrant in ends)
        latest: dict[str, int] = {}
        for end, entrant in [*ends, (trace.received_ms, trace.entrant)]:
            latest[entrant] = max(latest.get(entrant, end), end)
        ends = sorted(((end, entrant) for entrant, end in latest.items()), reverse=True)[:2]
    return overlaps


def find_addresses(traces: Sequence[Trace], limits: Limits) -> list[Finding]:
    """Return the network addresses with many entrants and so many submissions in a short time that the rhythm of the
    whole round does not explain it.

    The densest stretch of `burst_seconds` of an address is compared with what the other addresses did in those very
    seconds: the last minute, when everybody submits, is therefore no sign. Nor is an office where each person has a
    browser and nearly all are of one unit. O(n log n).
    """
    times = [trace.received_ms for trace in traces]
    groups = [(address, group) for address, group in _groups(traces, lambda trace: trace.address)]
    busy = [(address, group) for address, group in groups if _entrants(group) >= limits.address_entrants]
    found = []
    for address, group in busy:
        first, last = densest(group, limits.burst_seconds)
        size = last - first
        if size < limits.address_burst or _office(group[first:last], limits):
            continue
        begin, end = group[first].received_ms, group[last - 1].received_ms
        others = bisect_right(times, end) - bisect_left(times, begin) - size
        share_of_round = len(group) / max(1, len(traces) - len(group))
        expected = max(others, 1) * share_of_round
        chance = poisson_tail(size, expected) * len(busy) * len(group)
        if chance > limits.chance:
            continue
        reasons = _address_reasons(group, group[first:last], expected, chance)
        found.append(Finding(Sign.ADDRESS, address, _ids(group), reasons))
    return found


def densest(group: Sequence[Trace], seconds: int) -> tuple[int, int]:
    """Return from where to where (not included) a group, sorted by time, has most submissions within so many seconds;
    the earliest such stretch. O(n).
    """
    best = (0, 0)
    first = 0
    for last, trace in enumerate(group, start=1):
        while trace.received_ms - group[first].received_ms > seconds * 1000:
            first += 1
        if last - first > best[1] - best[0]:
            best = (first, last)
    return best


def _office(burst: Sequence[Trace], limits: Limits) -> bool:
    """Whether a burst looks like the people of one unit, each at a computer or telephone of his own."""
    entrants = _entrants(burst)
    devices = len({trace.device for trace in burst if trace.device})
    units = Counter({trace.entrant: trace.unit for trace in burst}.values())
    del units[""]
    most = max(units.values(), default=0)
    return devices >= limits.office_share * entrants and most >= limits.office_share * entrants


def _address_reasons(group: Sequence[Trace], burst: Sequence[Trace], expected: float, chance: float) -> tuple[str, ...]:
    devices = len({trace.device for trace in burst if trace.device})
    seconds = max(1, round((burst[-1].received_ms - burst[0].received_ms) / 1000))
    return (
        f"{_entrants(group)} người thi nộp {len(group)} bài từ cùng một địa chỉ mạng.",
        f"{len(burst)} bài trong số ấy, của {_entrants(burst)} người, nộp trong vòng {seconds} giây bằng {devices} "
        f"trình duyệt; theo nhịp chung của vòng thi lúc đó chỉ chờ đợi {format_number(expected)} bài "
        f"(khả năng ngẫu nhiên {chance_words(min(1.0, chance))}, nếu các bài nộp độc lập với nhau).",
        _units(group),
        "Cơ quan, trường học hay nhà mạng có thể dùng chung một địa chỉ; một buổi thi tập trung cũng như vậy.",
    )


def _groups(traces: Sequence[Trace], key: Callable[[Trace], str]) -> list[tuple[str, list[Trace]]]:
    groups: dict[str, list[Trace]] = {}
    for trace in traces:
        if key(trace):
            groups.setdefault(key(trace), []).append(trace)
    return sorted(groups.items())


def _entrants(group: Sequence[Trace]) -> int:
    return len({trace.entrant for trace in group})


def _units(group: Sequence[Trace]) -> str:
    units = Counter({trace.entrant: trace.unit for trace in group}.values())
    most = max(units.values())
    total = sum(units.values())
    if len(units) == 1:
        unit = next(iter(units))
        return "Tất cả thuộc một đơn vị." if unit else "Tất cả là người thi không thuộc đơn vị nào."
    return f"Họ thuộc {len(units)} đơn vị; đơn vị đông nhất có {most} trên {total} người."


def _ids(group: Sequence[Trace]) -> tuple[int, ...]:
    return tuple(sorted(trace.submission for trace in group))
