"""Re-post grouping on the gold articles; the floors only rise."""

import json
from itertools import combinations
from pathlib import Path

from lantoa.core.analysis import Repost, Text, find_reposts

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "reposts" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
]
PRECISION_FLOOR = RECALL_FLOOR = 1.0


def found() -> list[Repost]:
    return find_reposts(Text(row["id"], row["title"], row["text"], row["published_at"]) for row in ROWS)


class TestReposts:
    def test_are_grouped_as_labelled(self) -> None:
        wrong, missed, right = [], [], 0
        for (one, reposted), (other, reposted_other) in combinations(zip(ROWS, found(), strict=True), 2):
            belong, joined = one["group"] == other["group"], reposted.group == reposted_other.group
            right += belong and joined
            if belong != joined:
                (missed if belong else wrong).append(f"{one['id']} {one['kind']} / {other['id']} {other['kind']}")

        assert right / (right + len(wrong)) >= PRECISION_FLOOR, wrong
        assert right / (right + len(missed)) >= RECALL_FLOOR, missed

    def test_name_the_original(self) -> None:
        originals = {row["id"] for row in ROWS if row["original"]}

        assert {repost.original for repost in found()} == originals

    def test_are_the_same_in_any_order(self) -> None:
        def groups(rows: list[dict[str, str]]) -> set[frozenset[str]]:
            members: dict[str, set[str]] = {}
            for repost in find_reposts(Text(row["id"], row["title"], row["text"], row["published_at"]) for row in rows):
                members.setdefault(repost.group, set()).add(repost.id)
            return {frozenset(ids) for ids in members.values()}

        assert groups(ROWS) == groups(ROWS[::-1]) == groups(ROWS[1::2] + ROWS[::2])

    def test_cover_enough_articles_and_groups(self) -> None:
        assert len(ROWS) >= 60
        assert len({row["group"] for row in ROWS}) >= 25
