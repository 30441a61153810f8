"""How many answered surveys, by the agency they answered about."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from django.db.models import Count, QuerySet
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.surveys.models import SurveyResponse, SurveyRound


def responses_by_round(first: date, last: date, *, agencies: Iterable[Agency] | None = None) -> dict[SurveyRound, int]:
    """Return how many responses came in these days in each round, about these agencies (None: all), excluded ones
    aside, the newest round first. Two queries.
    """
    rows = _received(first, last)
    if agencies is not None:
        rows = rows.filter(stratum__agency__in=agencies)
    counts = dict(rows.order_by().values("stratum__round").annotate(n=Count("pk")).values_list("stratum__round", "n"))
    rounds = SurveyRound.objects.filter(pk__in=counts).order_by("-opens_at", "-pk")
    return {one: counts[one.pk] for one in rounds}


def responses_counted(first: date, last: date) -> dict[Agency, int]:
    """Return how many responses came in these days about each agency, excluded ones aside. Two queries."""
    rows = _received(first, last)
    counts = dict(rows.order_by().values("stratum__agency").annotate(n=Count("pk")).values_list("stratum__agency", "n"))
    agencies = Agency.objects.in_bulk(counts)
    return {agencies[key]: number for key, number in counts.items()}


def _received(first: date, last: date) -> QuerySet[SurveyResponse]:
    zone = timezone.get_default_timezone()
    start, end = datetime.combine(first, time.min, zone), datetime.combine(last + timedelta(days=1), time.min, zone)
    return SurveyResponse.objects.filter(
        received_at__gte=start, received_at__lt=end, excluded_at=None, stratum__isnull=False
    )
