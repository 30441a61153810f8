"""The sweep of the search: it lets the index follow what changed on public pages."""

from datetime import datetime

from lantoa.apps.search.actions import refresh_search
from lantoa.apps.search.storage import IndexBusy


def sweep_search_index(*, at: datetime) -> int:
    """Return the number of documents put in or taken out; 0 while somebody else writes."""
    try:
        return refresh_search()
    except IndexBusy:
        return 0
