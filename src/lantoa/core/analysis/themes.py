"""Which items of a directive an article answers, and the words that decided."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass

from .calibration import CALIBRATION, Calibration
from .concepts import Cue, CueKind, concepts, decoys, subjects
from .evidence import ArticleReader, Evidence, domain_evidence, presence, times_as_long
from .item_profile import DirectiveProfile, ItemProfile, directive_profile
from .phrase_index import Hit, PhraseIndex
from .token_stream import LEAD_WORDS, TITLE, TokenStream

PROPOSED = 0.5
"""The least score that is given back: from here on the theme is proposed to the officer."""

MAX_PHRASES = 6
_SUBJECT_OF_DIRECTIVE = 2


@dataclass(frozen=True, slots=True)
class ThemeText:
    """One content item of a directive: its code (T1, T2 …) and its text."""

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class ThemeScore:
    """A theme that an article answers: score 0.5-1, and the article's own phrases that decided, weightiest first."""

    code: str
    score: float
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundWordings:
    """An article as tokens, and the wordings found in it, not yet weighed."""

    tokens: TokenStream
    hits: list[Hit[Cue]]


class ThemeMatcher:
    """Matches articles to the items of one directive; compile it once and use it for all articles.

    >>> matcher = ThemeMatcher([
    ...     ThemeText("T1", "Tuyên truyền các cuộc thi tìm hiểu về cải cách hành chính."),
    ...     ThemeText("T2", "Tuyên truyền việc tiếp nhận hồ sơ tại bộ phận một cửa, thủ tục hành chính."),
    ... ])
    >>> text = "Bộ phận một cửa của xã tiếp nhận 40 hồ sơ, trả kết quả trước hạn."
    >>> [(theme.code, theme.phrases[0]) for theme in matcher.match("Một cửa xã làm việc thứ Bảy", text)]
    [('T2', 'Một cửa xã')]
    >>> matcher.match("Một cửa hàng điện máy khai trương", "Giảm giá 40%, thủ tục trả góp nhanh.")
    []
    """

    def __init__(self, themes: Iterable[ThemeText], calibration: Calibration = CALIBRATION) -> None:
        self._items = [(theme.code, theme.text) for theme in themes]
        self._set(calibration)
        self._foreign = _foreign_subjects(" \n".join(text for _, text in self._items))
        self._index: PhraseIndex[Cue] = PhraseIndex(self._wordings())

    def _set(self, calibration: Calibration) -> None:
        self._calibration = calibration
        self._profile: DirectiveProfile = directive_profile(self._items, calibration.rarity_power, calibration.borrowed)
        self._own_ceiling = calibration.own_words if self._profile.is_administrative else 1.0
        self._reader = ArticleReader(calibration)

    def recalibrated(self, calibration: Calibration) -> "ThemeMatcher":
        """The same matcher with other constants; it shares the compiled wordings, so that fitting is quick."""
        other = copy(self)
        other._set(calibration)
        return other

    def match(self, title: str, text: str) -> list[ThemeScore]:
        """The themes that the article answers, best first; [] when its subject is another one.

        Only scores of 0.5 and more are given. Measured on the gold set: tests/gold/test_themes_gold.py.
        """
        return self.answers(self.found(title, text))

    def found(self, title: str, text: str) -> FoundWordings:
        """The wordings of the article, whatever they weigh: the first half of `match`, the same for any constants."""
        tokens = TokenStream(title, text)
        return FoundWordings(tokens, self._index.find(tokens))

    def answers(self, found: FoundWordings) -> list[ThemeScore]:
        """The themes that an article with these wordings answers, as `match` gives them."""
        tokens = found.tokens
        evidence = self._reader.read(tokens, found.hits)
        gate = self._gate(evidence)
        volumes = [self._volume(item, evidence) for item in self._profile.items]
        rival = min(max(volumes, default=0.0), self._calibration.clear)
        rivalry = self._calibration.rivalry * times_as_long(tokens) ** -self._calibration.room
        answered = []
        for item, volume in zip(self._profile.items, volumes, strict=True):
            share = min(1.0, volume / rival) ** rivalry if volume else 0.0
            raw = gate * share * self._presence(item, evidence)
            if raw >= self._calibration.threshold:
                raw *= self._spread(item, evidence, tokens)
            if raw >= self._calibration.threshold:
                answered.append(ThemeScore(item.code, self._scaled(raw), self._phrases(item, evidence, tokens)))
        return sorted(answered, key=lambda theme: (-theme.score, theme.code))

    def _presence(self, item: ItemProfile, evidence: Evidence) -> float:
        """0-1: the chance that at least one thing the item asks for is in the article."""
        missing = 1.0
        for name, total in evidence.concepts.items():
            missing *= 1 - item.asks.get(name, 0.0) * presence(total, self._calibration.concept_half)
        own = self._own_ceiling * presence(self._own_volume(item, evidence), self._calibration.own_words_half)
        lift = self._calibration.setting_lift * max(
            (presence(evidence.concepts.get(name, 0.0), self._calibration.concept_half) for name in item.settings),
            default=0.0,
        )
        return 1 - missing * (1 - own) * (1 - lift)

    def _volume(self, item: ItemProfile, evidence: Evidence) -> float:
        """How much of the article goes to what the item asks for; compared between the items only."""
        asked = sum(item.asks.get(name, 0.0) * total for name, total in evidence.concepts.items())
        return asked + self._own_ceiling * self._own_volume(item, evidence)

    def _own_volume(self, item: ItemProfile, evidence: Evidence) -> float:
        return sum(item.own_words.get(name, 0.0) * total for name, total in evidence.own_words.items())

    def _spread(self, item: ItemProfile, evidence: Evidence, tokens: TokenStream) -> float:
        """1 when title or several sentences speak for the item, less when hardly more than one does.

        A text no longer than a lead need not say a thing twice: 1.
        """
        if tokens.body_length <= LEAD_WORDS:
            return 1.0
        total, sentences = 0.0, defaultdict[int, float](float)
        for name, found in evidence.hits.items():
            share = item.asks.get(name) or self._own_ceiling * item.own_words.get(name, 0.0)
            for weighed in found if share else ():
                total += share * weighed.evidence
                if tokens.zone_of[weighed.hit.first] != TITLE:
                    sentences[tokens.sentence_of[weighed.hit.first]] += share * weighed.evidence
        outside = total - max(sentences.values(), default=0.0)
        return min(1.0, outside / (total * self._calibration.spread)) if total else 1.0

    def _gate(self, evidence: Evidence) -> float:
        """0-1: whether the directive's domain is the article's subject rather than a passing mention."""
        if not self._profile.is_administrative:
            return 1.0
        domain = domain_evidence(evidence, self._calibration.concept_half)
        others = self._calibration.domain_half + self._calibration.foreign * evidence.foreign
        return domain / (domain + others)

    def _scaled(self, raw: float) -> float:
        """The raw score drawn so that the threshold becomes 0.5 and 1 stays 1."""
        threshold = self._calibration.threshold
        return round(PROPOSED + (1 - PROPOSED) * (raw - threshold) / (1 - threshold), 3)

    def raw(self, score: float) -> float:
        """The score before it was drawn so that the threshold became 0.5."""
        threshold = self._calibration.threshold
        return threshold + (1 - threshold) * (score - PROPOSED) / (1 - PROPOSED)

    def _phrases(self, item: ItemProfile, evidence: Evidence, tokens: TokenStream) -> tuple[str, ...]:
        """The article's own words that spoke for the item, weightiest first; none inside another."""
        weights: dict[str, float] = defaultdict(float)
        written: dict[str, str] = {}
        for name, found in evidence.hits.items():
            share = item.asks.get(name) or item.own_words.get(name, 0.0)
            for weighed in found if share else ():
                plain = " ".join(tokens.folded[weighed.hit.first : weighed.hit.last])
                weights[plain] += share * weighed.evidence
                written.setdefault(plain, tokens.surface(weighed.hit.first, weighed.hit.last))
        chosen: list[str] = []
        for plain in sorted(weights, key=lambda plain: (-weights[plain], plain)):
            if not any(plain in other or other in plain for other in chosen):
                chosen.append(plain)
        return tuple(written[plain] for plain in chosen[:MAX_PHRASES])

    def _wordings(self) -> Iterator[tuple[str, Cue]]:
        for concept in concepts().values():
            yield from (wording for wording in concept.wordings if wording[1].kind is not CueKind.ASK)
        for phrase in {phrase: None for item in self._profile.items for phrase in item.own_words}:
            yield phrase, Cue(phrase, CueKind.ITEM_WORDS)
        for subject, words in self._foreign.items():
            yield from ((word, Cue(subject, CueKind.SUBJECT)) for word in words)
        for decoy in decoys():
            yield decoy, Cue("decoy", CueKind.DECOY)


def _foreign_subjects(directive_text: str) -> dict[str, tuple[str, ...]]:
    """The other subjects of a newspaper without those that the directive itself speaks of."""
    known = subjects()
    index = PhraseIndex((word, Cue(subject, CueKind.SUBJECT)) for subject, words in known.items() for word in words)
    spoken: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for hit in index.find(TokenStream("", directive_text)):
        spoken[hit.label.of].add((hit.first, hit.last))
    return {subject: words for subject, words in known.items() if len(spoken[subject]) < _SUBJECT_OF_DIRECTIVE}
