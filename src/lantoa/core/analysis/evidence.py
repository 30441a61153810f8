"""What an article is about: evidence for concepts, for an item's own words and for other subjects."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from .calibration import Calibration
from .concepts import Cue, CueKind, concepts, subject_weights
from .phrase_index import Hit
from .token_stream import LEAD, TITLE, TokenStream

PLAIN_LENGTH = 150
"""Words of a short news item; in longer articles a single mention counts less."""

_SAME_SENTENCE_CAP = 1.4
"""Several wordings of one concept in one sentence count as so many times the strongest of them, at most."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A hit with its evidence, position and anchors taken in."""

    hit: Hit[Cue]
    evidence: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of one article: sums by name, and the hits behind each."""

    concepts: Mapping[str, float]
    own_words: Mapping[str, float]
    foreign: float
    hits: Mapping[str, list[Weighed]]


class ArticleReader:
    """Weighs the hits of one article after another with the same constants."""

    def __init__(self, calibration: Calibration) -> None:
        self._calibration = calibration
        self._strength = {CueKind.NAME: 1.0, CueKind.SAYING: calibration.saying, CueKind.HINT: calibration.hint}

    def read(self, tokens: TokenStream, hits: list[Hit[Cue]]) -> Evidence:
        """The evidence of the article whose tokens and hits are given."""
        anchors = _Anchors(tokens, hits)
        long = times_as_long(tokens) ** -self._calibration.length_power
        zones = {TITLE: self._calibration.title, LEAD: self._calibration.lead * long}
        weighed: dict[str, list[Weighed]] = defaultdict(list)
        foreign, weights = 0.0, subject_weights()
        for hit in hits:
            cue = hit.label
            if cue.kind is CueKind.DECOY:
                continue
            place = zones.get(tokens.zone_of[hit.first], long) * hit.accuracy
            if cue.kind is CueKind.SUBJECT:
                foreign += place * weights[cue.of]
            elif evidence := place * self._strength_of(hit, tokens, anchors):
                weighed[cue.of].append(Weighed(hit, evidence))
        sums = {name: _summed(found, tokens) for name, found in weighed.items()}
        known = concepts()
        return Evidence(
            concepts={name: total for name, total in sums.items() if name in known},
            own_words={name: total for name, total in sums.items() if name not in known},
            foreign=foreign,
            hits=weighed,
        )

    def _strength_of(self, hit: Hit[Cue], tokens: TokenStream, anchors: "_Anchors") -> float:
        kind = hit.label.kind
        if kind is CueKind.ITEM_WORDS:
            return 1.0
        strength = self._strength[kind]
        if kind is CueKind.HINT:
            strength *= self._beside(hit, tokens.sentence_of[hit.first], anchors)
        return strength

    def _beside(self, hit: Hit[Cue], sentence: int, anchors: "_Anchors") -> float:
        """1 beside an anchor in the same sentence, less the farther the nearest anchor stands, 0 without any."""
        places = anchors.of(concepts()[hit.label.of].beside)
        if sentence in places:
            return 1.0
        nearest = self._calibration.far_anchor if places else 0.0
        if sentence - 1 in places or sentence + 1 in places:
            nearest = max(nearest, self._calibration.next_sentence)
        if anchors.has_title and 0 in places:
            nearest = max(nearest, self._calibration.title_anchor)
        return nearest


class _Anchors:
    """The sentences in which concepts are named outright."""

    def __init__(self, tokens: TokenStream, hits: list[Hit[Cue]]) -> None:
        self.has_title = bool(tokens.zone_of) and tokens.zone_of[0] == TITLE
        self._sentences: dict[str, set[int]] = defaultdict(set)
        self._joined: dict[frozenset[str], set[int]] = {}
        for hit in hits:
            if hit.label.kind in (CueKind.NAME, CueKind.SAYING):
                self._sentences[hit.label.of].add(tokens.sentence_of[hit.first])

    def of(self, names: frozenset[str]) -> set[int]:
        """The sentences that name any of the concepts."""
        if names not in self._joined:
            found = [places for name, places in self._sentences.items() if name in names]
            self._joined[names] = set().union(*found)
        return self._joined[names]


def times_as_long(tokens: TokenStream) -> float:
    """How many times as long as a short news item the article is, at least 1."""
    return max(1.0, tokens.body_length / PLAIN_LENGTH)


def domain_evidence(evidence: Evidence, half: float) -> float:
    """How strongly the article speaks of administrative reform or its governance, from 0 up."""
    known = concepts()
    return sum(known[name].domain * presence(total, half) for name, total in evidence.concepts.items())


def presence(evidence: float, half: float) -> float:
    """0-1: how far a concept with this evidence is present; it saturates, so that repetition adds little."""
    return 1 - math.exp(-evidence / half)


def _summed(found: list[Weighed], tokens: TokenStream) -> float:
    strongest: dict[int, float] = defaultdict(float)
    total: dict[int, float] = defaultdict(float)
    for weighed in found:
        sentence = tokens.sentence_of[weighed.hit.first]
        strongest[sentence] = max(strongest[sentence], weighed.evidence)
        total[sentence] += weighed.evidence
    return sum(min(total[sentence], _SAME_SENTENCE_CAP * strongest[sentence]) for sentence in total)
