"""The page cache before Django: public pages from the memory of each process, exact within a second of a change."""

from django.conf import settings

from lantoa.portal.page_cache.changes import ChangeWatcher
from lantoa.portal.page_cache.door import Application, PublicDoor
from lantoa.portal.page_cache.requests import key_reader
from lantoa.portal.page_cache.store import PageStore


def with_page_cache(application: Application) -> Application:
    """Return the application behind the page cache; itself where settings.PAGE_CACHE_MB is 0."""
    if not settings.PAGE_CACHE_MB:
        return application
    store = PageStore(most_bytes=settings.PAGE_CACHE_MB * 1_000_000)
    proxied = settings.SECURE_PROXY_SSL_HEADER
    key_of = key_reader(private=settings.PRIVATE_PREFIXES, scheme_header=proxied[0] if proxied else "")
    return PublicDoor(application, store=store, key_of=key_of, before=ChangeWatcher(store).ensure_running)


__all__ = ["with_page_cache"]
