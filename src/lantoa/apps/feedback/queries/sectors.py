"""Which sector words speak of: a suggestion, which whoever handles it may change."""

import re

from lantoa.apps.services.models import Sector
from lantoa.core.viettext import fold

# What nothing else fits goes here; made on first use, where the province has no such sector yet.
OTHER_SLUG, OTHER_NAME = "khac", "Lĩnh vực khác"


def feedback_sectors() -> list[Sector]:
    """Return the sectors by which feedback is sorted, in their order. One query."""
    return list(Sector.objects.filter(for_feedback=True))


def guessed_sector(words: str, sectors: list[Sector]) -> Sector | None:
    """Return the sector whose everyday words stand in the text most, longer ones counting more; None where none does.

    >>> land = Sector(slug="dat-dai", name="Đất đai", everyday_words=["sổ đỏ", "tách thửa"])
    >>> guessed_sector("Nộp hồ sơ SỔ ĐỎ ba tháng chưa xong", [land]) == land, guessed_sector("Đèn hỏng", [land])
    (True, None)
    """
    text = f" {' '.join(re.findall(r'[a-z0-9]+', fold(words)))} "
    best, most = None, 0
    for sector in sectors:
        said = {fold(word) for word in (sector.name, *sector.everyday_words) if word.strip()}
        points = sum(len(word.split()) * text.count(f" {word} ") for word in said)
        if points > most:
            best, most = sector, points
    return best


def other_sector() -> Sector | None:
    """Return the sector for what fits nowhere else, None where there is none yet."""
    return Sector.objects.filter(slug=OTHER_SLUG).first() or Sector.objects.filter(name=OTHER_NAME).first()
