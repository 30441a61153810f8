"""What readers search for, counted: the same for the search of the site and that of the service guide."""

from django.http import HttpRequest
from django.utils import timezone

from lantoa.apps.base.limits import network_of
from lantoa.apps.search.misses import COUNTER, found_words, miss_of
from lantoa.apps.search.queries import Found


def note_search(request: HttpRequest, found: Found) -> None:
    """Note what was searched for in vain, or is found now; of who asked only the connection, until it is counted."""
    now, day, who = timezone.now(), timezone.localdate(), network_of(request)
    if miss := miss_of(found, day=day):
        COUNTER.note(miss, who=who, at=now)
    elif folded := found_words(found):
        COUNTER.note_found(folded, day=day, who=who, at=now)
