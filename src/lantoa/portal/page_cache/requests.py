"""Which requests may be answered from what is kept, and which of them are the same."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from lantoa.portal.page_cache.store import Key

_MOST_PATH = 400
_MOST_QUERY = 400
# Marks that other sites hang on addresses to follow readers; no page of ours reads them.
_FOLLOWING = ("utm_", "fbclid", "gclid", "zarsrc", "zalo_", "_gl", "mc_cid", "mc_eid")

Environ = dict[str, Any]


@lru_cache(maxsize=2048)
def clean_query(query: str) -> str:
    """Return the query without what follows readers and without empty parts; the order stays.

    >>> clean_query("trang=2&utm_source=zalo&&fbclid=x")
    'trang=2'
    """
    return "&".join(part for part in query.split("&") if part and not part.startswith(_FOLLOWING))


@lru_cache(maxsize=2048)
def same_query(query: str) -> str:
    """Return the query in the order of its names, those of one name in theirs.

    >>> same_query("b=2&a=2&a=1")
    'a=2&a=1&b=2'
    """
    return "&".join(sorted(query.split("&"), key=lambda part: part.partition("=")[0]))


def key_reader(*, private: tuple[str, ...], scheme_header: str = "") -> Callable[[Environ], Key | None]:
    """Return the function that tells under which key the answer to a request may stand; None where it may not.

    `private` names the beginnings of addresses where nothing is public. `scheme_header` is the environment's name of
    the header in which a proxy says how the reader came.
    """

    def key_of(environ: Environ) -> Key | None:
        path = environ.get("PATH_INFO", "")
        query = environ.get("QUERY_STRING", "")
        if path.startswith(private) or len(path) > _MOST_PATH or len(query) > _MOST_QUERY:
            return None
        if query:
            query = environ["QUERY_STRING"] = clean_query(query)
            query = same_query(query)
        host = environ.get("HTTP_HOST")
        if not host or len(host) > 255 or environ.get("HTTP_RANGE"):
            return None
        scheme = environ.get(scheme_header) if scheme_header else None
        return Key(scheme or environ.get("wsgi.url_scheme", "http"), host.lower(), path, query)

    return key_of
