"""The check list of a contest in preparation: each part of the set-up page, and what it lacks."""

from collections.abc import Iterable
from dataclasses import dataclass

from lantoa.apps.contests.queries.readiness import Check

PARTS = {
    "basics": "Tên, nơi đăng, đơn vị tổ chức",
    "who": "Ai được dự thi",
    "rounds": "Các vòng thi",
    "papers": "Cơ cấu đề",
    "taking": "Cách làm bài",
    "ties": "Phân hạng",
    "prizes": "Giải thưởng",
    "barred": "Ai không được dự thi",
    "headcounts": "Sĩ số",
    "privacy": "Dữ liệu cá nhân",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the check list."""

    part: str
    title: str
    state: str
    words: tuple[str, ...]


def check_list(checks: Iterable[Check]) -> list[Step]:
    """Return a line for each part: done, with what to think about, or with what is missing."""
    found = list(checks)
    steps = []
    for part, title in PARTS.items():
        of_part = [check for check in found if check.part == part]
        state = "missing" if any(check.problem for check in of_part) else "warning" if of_part else "done"
        steps.append(Step(part, title, state, tuple(check.words for check in of_part)))
    return steps
