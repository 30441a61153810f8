"""Theme matching against TF-IDF with cosine similarity (scikit-learn), on the same articles in one run.

    PYTHONPATH=src python benchmarks/themes_vs_tfidf.py

TF-IDF gets what it can: fitted on the items and all articles, word 1-3-grams with character 2-5-grams, the title
counted three times, and the threshold that is best on the training articles (one for all themes, and one for each).
A second contender is taught: logistic regression for each theme on the training articles over the same features.
Ours has never seen the held-back articles; what was written, when and by whom: tests/gold/themes/README.md.
"""

import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "gold"))

from themes.theme_measure import HELD_BACK, TRAIN, Agreement, Labelled, agreement, articles, by_theme, items, matched

from lantoa.core.analysis import ThemeMatcher

Predict = Callable[[Labelled], set[str]]
THRESHOLDS = np.linspace(0.01, 0.6, 60)
WORDS_OF_AN_ARTICLE = 400


class TfIdf:
    """Cosine similarity of articles and items under TF-IDF."""

    def __init__(self, directive: str, gold: list[Labelled]) -> None:
        themes = items(directive)
        self.codes = [theme.code for theme in themes]
        texts = [theme.text for theme in themes]
        self.features = FeatureUnion(
            [
                ("words", TfidfVectorizer(ngram_range=(1, 3), sublinear_tf=True)),
                ("letters", TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True)),
            ]
        )
        self.features.fit([*texts, *map(weighted, gold)])
        self.items = self.features.transform(texts)

    def similarities(self, gold: list[Labelled]) -> np.ndarray:
        """Articles × themes; both halves of the features have length 1, so half the product is the cosine."""
        return (self.features.transform([weighted(article) for article in gold]) @ self.items.T).toarray() / 2


def weighted(article: Labelled) -> str:
    return f"{article.title}. {article.title}. {article.title}. {article.text}"


def chosen(gold: list[Labelled], scores: np.ndarray, codes: list[str], thresholds: np.ndarray) -> Predict:
    """The prediction that takes every theme whose score reaches its threshold."""
    found = {
        article.id: {code for code, hit in zip(codes, row >= thresholds, strict=True) if hit}
        for article, row in zip(gold, scores, strict=True)
    }
    return lambda article: found[article.id]


def best_thresholds(gold: list[Labelled], scores: np.ndarray, codes: list[str], *, each: bool) -> np.ndarray:
    """The thresholds with the best micro F1 on the articles: one for all themes, then one for each by turns."""
    best = max(THRESHOLDS, key=lambda t: agreement(gold, chosen(gold, scores, codes, np.full(len(codes), t))).f1)
    thresholds = np.full(len(codes), best)
    for column in range(len(codes)) if each else ():
        tried = [np.where(np.arange(len(codes)) == column, t, thresholds) for t in THRESHOLDS]
        thresholds = max(tried, key=lambda t: agreement(gold, chosen(gold, scores, codes, t)).f1)
    return thresholds


def taught(model: TfIdf, train: list[Labelled], gold: list[Labelled]) -> Predict:
    """Logistic regression for each theme, taught on the training articles (acceptable themes left out of each)."""
    columns = []
    for code in model.codes:
        used = [article for article in train if code not in article.ok]
        labels = [code in article.main for article in used]
        classifier = LogisticRegression(C=30, class_weight="balanced", max_iter=2000)
        classifier.fit(model.features.transform([weighted(article) for article in used]), labels)
        columns.append(classifier.predict_proba(model.features.transform([weighted(a) for a in gold]))[:, 1])
    return chosen(gold, np.stack(columns, axis=1), model.codes, np.full(len(model.codes), 0.5))


def quality() -> None:
    """Prints the F1 of each contender on the held-back articles, in all and by theme, and on the other directives."""
    train, held = ([a for name in names for a in articles(name)] for names in (TRAIN, HELD_BACK))
    model = TfIdf("directive300", [*train, *held])
    scores, held_scores = model.similarities(train), model.similarities(held)
    matcher = ThemeMatcher(items("directive300"))
    contenders: dict[str, Predict] = {"ours": lambda article: matched(matcher, article)}
    for name, each in (("TF-IDF, one threshold", False), ("TF-IDF, one a theme", True)):
        thresholds = best_thresholds(train, scores, model.codes, each=each)
        contenders[name] = chosen(held, held_scores, model.codes, thresholds)
    contenders["TF-IDF + regression"] = taught(model, train, held)
    print(f"directive 300, {len(held)} held-back articles (thresholds and regression from {len(train)} others)")
    for name, predict in contenders.items():
        parts = by_theme(held, predict)
        row = " ".join(f"{code} {parts.get(code, Agreement(0, 0, 0)).f1:.2f}" for code in model.codes)
        print(f"  {name:22} {agreement(held, predict)}   {row}")
    for directive in ("plan2026", "road_safety"):
        other(directive, best_thresholds(train, scores, model.codes, each=False)[0])


def other(directive: str, threshold: float) -> None:
    """Prints both on a directive that nothing was fitted to; TF-IDF keeps directive 300's threshold, then its best."""
    gold = articles(directive)
    matcher, model = ThemeMatcher(items(directive)), TfIdf(directive, gold)
    scores = model.similarities(gold)
    best = best_thresholds(gold, scores, model.codes, each=False)
    print(f"{directive}, {len(gold)} articles")
    print(f"  {'ours':22} {agreement(gold, lambda article: matched(matcher, article))}")
    kept = np.full(len(model.codes), threshold)
    print(f"  {'TF-IDF':22} {agreement(gold, chosen(gold, scores, model.codes, kept))}")
    print(f"  {'TF-IDF, best possible':22} {agreement(gold, chosen(gold, scores, model.codes, best))}")


def speed() -> None:
    """Prints articles a second on one core, each of 400 words."""
    base = [article for name in (*TRAIN, *HELD_BACK) for article in articles(name)]
    words = " ".join(article.text for article in base).split()
    starts = range(0, len(words) - WORDS_OF_AN_ARTICLE, 20)
    texts = [article_of(words[start : start + WORDS_OF_AN_ARTICLE]) for start in starts]
    matcher, model = ThemeMatcher(items("directive300")), TfIdf("directive300", base)
    rates = {}
    for name, run in (
        ("ours", lambda: [matched(matcher, article) for article in texts]),
        ("TF-IDF", lambda: model.similarities(texts)),
    ):
        start = time.process_time()
        run()
        rates[name] = len(texts) / (time.process_time() - start)
    print(f"speed, {len(texts)} articles of {WORDS_OF_AN_ARTICLE} words, one core")
    print(
        f"  ours {rates['ours']:.0f}/s   TF-IDF {rates['TF-IDF']:.0f}/s   ratio {rates['ours'] / rates['TF-IDF']:.1f}"
    )


def article_of(words: list[str]) -> Labelled:
    return Labelled(words[0], " ".join(words[:12]), " ".join(words), frozenset(), frozenset())


if __name__ == "__main__":
    quality()
    speed()
