"""The sweep of the search: it lets the index follow what changed on public pages."""

from datetime import datetime, timedelta

from lantoa.apps.search.actions import rebuild_search, refresh_search
from lantoa.apps.search.storage import IndexBusy, left_since

# Files of the index never hold longer what a citizen wrote and was taken out or worded anew: Tantivy marks a document
# as deleted and keeps it until it happens to merge files.
_LEFT_AT_MOST = timedelta(days=1)


def sweep_search_index(*, at: datetime) -> int:
    """Return the number of documents put in or taken out; 0 while somebody else writes. Once a day at most the index is
    made anew, so that nothing a citizen had taken out lies in its files.
    """
    since = left_since()
    try:
        if since is not None and at.timestamp() - since >= _LEFT_AT_MOST.total_seconds():
            return rebuild_search()
        return refresh_search()
    except IndexBusy:
        return 0
