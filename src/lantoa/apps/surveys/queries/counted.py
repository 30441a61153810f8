"""How many answered surveys, by the agency they answered about."""

from datetime import date, datetime, time, timedelta

from django.db.models import Count
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.surveys.models import SurveyResponse


def responses_counted(first: date, last: date) -> dict[Agency, int]:
    """Return how many responses came in these days about each agency, excluded ones aside. Two queries."""
    zone = timezone.get_default_timezone()
    start, end = datetime.combine(first, time.min, zone), datetime.combine(last + timedelta(days=1), time.min, zone)
    rows = SurveyResponse.objects.filter(
        received_at__gte=start, received_at__lt=end, excluded_at=None, stratum__isnull=False
    )
    counts = dict(rows.order_by().values("stratum__agency").annotate(n=Count("pk")).values_list("stratum__agency", "n"))
    agencies = Agency.objects.in_bulk(counts)
    return {agencies[key]: number for key, number in counts.items()}
