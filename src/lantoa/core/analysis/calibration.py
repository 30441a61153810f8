"""The constants of theme matching, set by `python tests/gold/themes/calibrate.py` on the training articles."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Calibration:
    """All constants that were fitted, with what each means; the fit is described there."""

    saying: float = 0.56
    """Evidence of one everyday wording; a name counts 1."""
    hint: float = 0.5
    """Evidence of one hint that stands beside an anchor."""
    title: float = 2.5
    """A hit in the title counts as so many in the body."""
    lead: float = 1.2
    """A hit in the first 40 words counts as so many in the body."""
    next_sentence: float = 0.77
    """A hint whose anchor is in the sentence before or after."""
    title_anchor: float = 0.6
    """A hint whose anchor is in the title only."""
    far_anchor: float = 0.2
    """A hint whose anchor is elsewhere in the article."""
    length_power: float = 0.5
    """Body hits are divided by (words / 150) to this power in longer articles."""
    concept_half: float = 1.6
    """Evidence at which a concept is 63 % present."""
    own_words_half: float = 1.5
    """Evidence at which an item's own words are 63 % present."""
    own_words: float = 0.5
    """What an item's own words can add at most, in a directive on administrative reform."""
    setting_lift: float = 0.2
    """What the matter itself ("cải cách hành chính") adds at most to each item set in it."""
    rarity_power: float = 0.5
    """How much a concept loses that several items name."""
    borrowed: float = 0.6
    """What remains of a partial answer to one item when another item asks for that very concept."""
    foreign: float = 0.14
    """Weight of the words of other subjects against those of the domain."""
    domain_half: float = 0.24
    """Domain evidence at which an article without any other subject passes half of the gate."""
    threshold: float = 0.38
    """Raw score that becomes 0.5, "propose"."""
    rivalry: float = 0.96
    """How much a theme loses to the article's strongest one: its share of that one's evidence, to this power."""
    clear: float = 14.0
    """Evidence at which a theme is clear, so that no stronger one, however much is said on it, takes from it."""
    room: float = 1.0
    """Rivalry is divided by (words / 150) to this power in longer articles: they have room for several themes."""
    spread: float = 0.2
    """Share of a theme's evidence that must stand outside its strongest sentence; below, it is a mention in passing."""


CALIBRATION = Calibration()
