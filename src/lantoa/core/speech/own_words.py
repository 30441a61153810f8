"""An organisation's own abbreviations, with the days they are valid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from lantoa.core.viettext import abbreviations


@dataclass(frozen=True, slots=True)
class OwnWord:
    """One abbreviation of an organisation; a day that is None leaves that side open, `valid_until` is the last day."""

    short: str
    full: str
    valid_from: date | None = None
    valid_until: date | None = None

    def is_valid(self, on: date) -> bool:
        """Whether the entry is valid on the day."""
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_until is None or on <= self.valid_until
        )


def lexicon_on(
    day: date, own: Iterable[OwnWord], base: Mapping[str, tuple[str, ...]] | None = None
) -> dict[str, tuple[str, ...]]:
    """The lexicon of a day: the organisation's entries valid then, before the common ones (default: viettext's).

    >>> words = [OwnWord("TTPVHCC", "Trung tâm Phục vụ hành chính công tỉnh", date(2021, 1, 1), date(2025, 6, 30))]
    >>> lexicon_on(date(2023, 3, 29), words)["TTPVHCC"][0]
    'Trung tâm Phục vụ hành chính công tỉnh'
    >>> lexicon_on(date(2026, 1, 1), words)["TTPVHCC"][0]
    'Trung tâm Phục vụ hành chính công'
    """
    lexicon = dict(abbreviations() if base is None else base)
    chosen: dict[str, list[str]] = {}
    for word in own:
        if word.is_valid(day):
            chosen.setdefault(word.short, []).append(word.full)
    return lexicon | {short: tuple(full) for short, full in chosen.items()}
