"""Re-post grouping against MinHash with locality-sensitive hashing (datasketch), on the same articles in one run.

    PYTHONPATH=src python benchmarks/reposts_vs_minhash.py

MinHash gets what it can: 128 permutations over word 3-shingles of the folded text, pairs above the threshold joined to
groups, the threshold that is best on these very articles. Then both run on 1 000 to 10 000 generated texts, a third
of them re-posts and all of them ending in the same paragraph, to show how the cost grows; for ours the pairs compared
word by word are counted as well.
"""

import json
import random
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

from datasketch import MinHash, MinHashLSH

from lantoa.core.analysis import Text, find_reposts, reposts
from lantoa.core.viettext import fold, words

GOLD = Path(__file__).parents[1] / "tests" / "gold"
THRESHOLDS = [step / 20 for step in range(4, 19)]
SIZES = (1_000, 2_000, 5_000, 10_000)
PERMUTATIONS = 128
SHARED_ENDING = "Bản quyền thuộc Cổng thông tin điện tử tỉnh. Ghi rõ nguồn khi phát hành lại thông tin từ trang này."

Groups = list[str]


def ours(articles: list[Text]) -> Groups:
    return [repost.group for repost in find_reposts(articles)]


def min_hash(threshold: float) -> Callable[[list[Text]], Groups]:
    """Grouping by MinHash LSH at a threshold; a group is named by its first article."""

    def group(articles: list[Text]) -> Groups:
        index = MinHashLSH(threshold=threshold, num_perm=PERMUTATIONS)
        parent = list(range(len(articles)))
        for place, article in enumerate(articles):
            sketch = MinHash(num_perm=PERMUTATIONS)
            syllables = fold(article.text).split()
            sketch.update_batch(
                [" ".join(run).encode() for run in zip(*(syllables[i:] for i in range(3)), strict=False)]
            )
            for other in index.query(sketch):
                parent[root(parent, place)] = root(parent, other)
            index.insert(place, sketch)
        return [str(root(parent, place)) for place in range(len(articles))]

    return group


def root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place


def pairwise_scores(labels: Groups, found: Groups) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of articles that belong together."""
    right = wrong = missed = 0
    for one, other in combinations(range(len(labels)), 2):
        together, joined = labels[one] == labels[other], found[one] == found[other]
        right, wrong, missed = right + (together and joined), wrong + (joined > together), missed + (together > joined)
    return right / max(1, right + wrong), right / max(1, right + missed), 2 * right / max(1, 2 * right + wrong + missed)


def generated(count: int) -> list[Text]:
    """Texts of 80-400 syllables drawn from the gold articles' own; each third is a re-post with small edits."""
    rows = (GOLD / "themes" / "directive300_train.jsonl").read_text(encoding="utf-8").splitlines()
    syllables = words(" ".join(json.loads(row)["text"] for row in rows))
    chance = random.Random(7)
    texts: list[list[str]] = []
    for number in range(count):
        if number % 3 == 2:
            text = list(chance.choice(texts[-50:]))
            cut = chance.randrange(len(text) - 15)
            del text[cut : cut + 15]
            text[cut:cut] = ["Tin", "quảng", "cáo", str(number), "mua", "ngay", "hôm", "nay"]
        else:
            text = [chance.choice(syllables) for _ in range(chance.randrange(80, 400))]
        texts.append(text)
    return [Text(str(number), "", f"{' '.join(text)} {SHARED_ENDING}") for number, text in enumerate(texts)]


def quality() -> float:
    """Prints how both group the gold articles; gives MinHash's best threshold."""
    rows = [json.loads(line) for line in (GOLD / "reposts" / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    articles = [Text(row["id"], row["title"], row["text"], row["published_at"]) for row in rows]
    labels = [row["group"] for row in rows]
    scores = {threshold: pairwise_scores(labels, min_hash(threshold)(articles)) for threshold in THRESHOLDS}
    best = max(scores, key=lambda threshold: scores[threshold][2])
    print(f"{len(articles)} articles in {len(set(labels))} groups")
    for name, values in (("ours", pairwise_scores(labels, ours(articles))), (f"MinHash LSH, {best}", scores[best])):
        print(f"  {name:18} P {values[0]:.3f}  R {values[1]:.3f}  F1 {values[2]:.3f}")
    return best


def growth(threshold: float) -> None:
    """Prints time and pairs compared for growing numbers of texts."""
    compared = 0
    compare = reposts.is_same_article

    def counted(one: reposts.RepostWords, other: reposts.RepostWords) -> bool:
        nonlocal compared
        compared += 1
        return compare(one, other)

    reposts.is_same_article = counted  # type: ignore[attr-defined]
    for size in SIZES:
        articles, compared, seconds = generated(size), 0, {}
        for name, group in (("ours", ours), ("MinHash", min_hash(threshold))):
            start = time.process_time()
            group(articles)
            seconds[name] = time.process_time() - start
        print(
            f"  {size:6} texts  ours {seconds['ours']:6.2f} s, {compared:6} pairs  MinHash {seconds['MinHash']:6.2f} s"
        )


if __name__ == "__main__":
    growth(quality())
