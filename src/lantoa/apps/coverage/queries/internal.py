"""Internal communication as coverage of its own kind: digests sent and receipts, never mixed with articles."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.coverage.queries.matrix import register_order
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.newsroom.models import DigestItem, DigestReceipt, InternalDigest
from lantoa.core.workdays import Window


@dataclass(frozen=True, slots=True)
class InternalCell:
    """One agency on one theme: digests that speak of it, and the officials who said to have read those."""

    theme: Theme
    digests: int
    receipts: int


@dataclass(frozen=True, slots=True)
class InternalRow:
    """One agency: its digests, receipts of all of them, and the officials they went to.

    `officials` adds up the officials of every digest, as receipts do; None where one of them does not say how many.
    """

    agency: Agency
    cells: tuple[InternalCell, ...]
    digests: int
    receipts: int
    officials: int | None

    @property
    def share(self) -> float | None:
        """Return receipts among officials, at most 1; None where their number is not known."""
        return min(1.0, self.receipts / self.officials) if self.officials else None


@dataclass(frozen=True, slots=True)
class InternalCoverage:
    """What agencies told their own officials in a period, rows in the order of the matrix."""

    themes: tuple[Theme, ...]
    rows: tuple[InternalRow, ...]

    @property
    def digests(self) -> int:
        return sum(row.digests for row in self.rows)

    @property
    def receipts(self) -> int:
        return sum(row.receipts for row in self.rows)

    @property
    def agencies(self) -> int:
        """Return how many agencies sent a digest."""
        return len(self.rows)

    def digests_on(self, theme: Theme) -> int:
        """Return how many digests speak of a theme, over all agencies."""
        return sum(cell.digests for row in self.rows for cell in row.cells if cell.theme == theme)


def internal_coverage(programme: Programme, window: Window) -> InternalCoverage:
    """Return the digests sent in the period with what they say of the programme's themes, and their receipts so far.

    A digest counts by the day it was sent, once for its agency and once for each theme it has an item of; a digest
    without any theme counts for its agency only. Five queries, whatever the numbers.
    """
    themes = tuple(programme.themes.all())
    zone = timezone.get_current_timezone()
    sent = InternalDigest.objects.filter(
        state=InternalDigest.State.SENT,
        sent_at__gte=datetime.combine(window.start, time.min, tzinfo=zone),
        sent_at__lt=datetime.combine(window.end + timedelta(days=1), time.min, tzinfo=zone),
    )
    digests = {pk: (agency, officials) for pk, agency, officials in sent.values_list("pk", "agency", "officials")}
    counted = DigestReceipt.objects.filter(digest__in=sent).order_by().values_list("digest").annotate(n=Count("pk"))
    receipts = dict(counted)
    spoken: dict[int, set[int]] = defaultdict(set)
    items = DigestItem.objects.filter(digest__in=sent, theme__in=themes).order_by()
    for digest, theme in items.values_list("digest", "theme").distinct():
        if theme is not None:
            spoken[digest].add(theme)
    of_agency: dict[int, list[int]] = defaultdict(list)
    for digest, (agency, _) in digests.items():
        of_agency[agency].append(digest)
    agencies = sorted(Agency.objects.filter(pk__in=of_agency), key=register_order)
    return InternalCoverage(
        themes,
        tuple(
            InternalRow(
                agency,
                tuple(_cell(theme, of_agency[agency.pk], spoken, receipts) for theme in themes),
                digests=len(of_agency[agency.pk]),
                receipts=sum(receipts.get(digest, 0) for digest in of_agency[agency.pk]),
                officials=_added(digests[digest][1] for digest in of_agency[agency.pk]),
            )
            for agency in agencies
        ),
    )


def _cell(theme: Theme, digests: list[int], spoken: dict[int, set[int]], receipts: dict[int, int]) -> InternalCell:
    found = [digest for digest in digests if theme.pk in spoken[digest]]
    return InternalCell(theme, len(found), sum(receipts.get(digest, 0) for digest in found))


def _added(numbers: Iterable[int | None]) -> int | None:
    known = list(numbers)
    stated = [number for number in known if number is not None]
    return sum(stated) if len(stated) == len(known) else None
