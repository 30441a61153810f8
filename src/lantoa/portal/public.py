"""What makes a page public: it only reads, is the same for everybody, and names what it depends on.

The mark that a view leaves on its request is what the page cache goes by (page_cache/door.py): a page without it is
never kept.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, overload

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

# How long a page may be kept by anybody, where it does not name all that it depends on.
KEPT_SECONDS = 60
_FOR_EVER = 365 * 24 * 3600
_MARK = "lantoa.public_page"
_SUBJECTS = "lantoa.public_subjects"
_LASTS = "lantoa.public_lasts"

View = Callable[..., HttpResponseBase]
PublicView = Callable[..., HttpResponseBase]


class NothingThere(Http404):
    """There is no such page; the message, in Vietnamese, says why and what to do."""


@dataclass(frozen=True, slots=True)
class PublicMark:
    """The answer may be kept until one of the subjects changes; a minute at most, when they are not all it shows, and
    never longer than it lasts, where it says so.
    """

    subjects: frozenset[str]
    exact: bool
    lasts_seconds: float | None = None


@overload
def public_page(view: View) -> PublicView: ...


@overload
def public_page(
    *, depends: Iterable[str] = (), timed: bool = False, immutable: bool = False
) -> Callable[[View], PublicView]: ...


def public_page(
    view: View | None = None, *, depends: Iterable[str] = (), timed: bool = False, immutable: bool = False
) -> Any:
    """Return the view as a page that only reads, may be kept by caches, and says so when nothing is there.

    `depends` names every subject of the log of public changes that the page shows ("pages", "coverage"; see
    base.actions.note_public_change): the page is then kept until one of them changes. Without it, bare
    `@public_page` too, a page is kept for a minute; `timed`, it is kept until one of them changes and a minute at most,
    because it also shows the time of day or what no action notes. What never changes under its address is `immutable`.
    """
    subjects = frozenset([depends] if isinstance(depends, str) else depends)
    kind = _Kind(subjects, exact=immutable or bool(subjects and not timed), immutable=immutable)
    return _public(view, kind) if view else lambda given: _public(given, kind)


@dataclass(frozen=True, slots=True)
class _Kind:
    subjects: frozenset[str]
    exact: bool
    immutable: bool

    def tell_caches(self, answer: HttpResponseBase) -> None:
        """Say how long caches on the way may keep it: they hear of no change, so they ask again each time."""
        if self.immutable and answer.status_code == 200:
            patch_cache_control(answer, public=True, max_age=_FOR_EVER, immutable=True)
        elif self.subjects:
            patch_cache_control(answer, public=True, max_age=0, must_revalidate=True)
        else:
            patch_cache_control(answer, public=True, max_age=KEPT_SECONDS)


def _public(view: View, kind: _Kind) -> PublicView:
    @require_safe
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        answer: HttpResponseBase
        try:
            answer = view(request, *args, **kwargs)
        except NothingThere as missing:
            answer = render(request, "404.html", {"advice": str(missing)}, status=404)
        subjects = kind.subjects | request.META.pop(_SUBJECTS, frozenset())
        lasts = request.META.pop(_LASTS, None)
        kind.tell_caches(answer)
        if answer.status_code == 200 and not answer.streaming and not getattr(request, "is_preview", False):
            request.META[_MARK] = PublicMark(subjects, kind.exact, lasts)
        return answer

    return answered


def depends_on(request: HttpRequest, *subjects: str) -> None:
    """Say while a page is made what else it depends on, as one finds out ("storypage:12")."""
    request.META[_SUBJECTS] = request.META.get(_SUBJECTS, frozenset()) | frozenset(subjects)


def changes_at(request: HttpRequest, moment: datetime | None, *, now: datetime) -> None:
    """Say while a page is made at which moment the clock alone will change it, None for never; the earliest counts."""
    if moment is not None:
        seconds = (moment - now).total_seconds()
        request.META[_LASTS] = min(request.META.get(_LASTS, seconds), seconds)


def mark_of(environ: dict[str, Any]) -> PublicMark | None:
    """Return the mark that a view left on the request with this environment; None where the answer is not public."""
    found = environ.get(_MARK)
    return found if isinstance(found, PublicMark) else None
