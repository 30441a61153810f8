"""Shares that keep both their numbers: so many of so many."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Share:
    """A part and the whole it is a part of; the whole is never lost on the way to a page.

    >>> Share(5945, of=25980).percent
    22.9
    >>> Share(0, of=0).percent is None
    True
    """

    part: int
    of: int

    @property
    def ratio(self) -> Fraction | None:
        """Return the exact ratio, None where there is no whole."""
        return Fraction(self.part, self.of) if self.of else None

    @property
    def percent(self) -> float | None:
        """Return the share in percent, to one decimal (halves up), None where there is no whole."""
        ratio = self.ratio
        return None if ratio is None else (ratio * 2000 + 1) // 2 / 10

    def as_data(self) -> dict[str, int]:
        """Return both numbers in plain values, as the published list holds them."""
        return {"part": self.part, "of": self.of}
