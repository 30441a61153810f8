"""Bulletins of the loudspeakers, to be heard and read: the list, one bulletin, its sound, the feed for podcasts."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.ranges import ranged_file
from lantoa.apps.broadcasts.actions.changes import public_subject
from lantoa.apps.broadcasts.feeds import MEDIA_TYPE
from lantoa.apps.broadcasts.models import Item
from lantoa.apps.broadcasts.queries.heard import (
    airings_ahead,
    emergencies_in_force,
    heard_file,
    heard_so_far,
    next_change,
    with_sounds,
)
from lantoa.apps.broadcasts.queries.sounds import sound_file
from lantoa.portal import queries
from lantoa.portal.forms.listening import ListeningForm
from lantoa.portal.presenters.listen import listen_page
from lantoa.portal.presenters.listening import listening_page
from lantoa.portal.presenters.listening_feed import listening_feed_bytes
from lantoa.portal.presenters.players import SOUND_TYPES
from lantoa.portal.public import NothingThere, changes_at, depends_on, public_page
from lantoa.portal.queries.listening import (
    bulletins_asked,
    bulletins_to_come,
    listening_choices,
    public_bulletins,
    public_stories,
    was_heard,
)
from lantoa.portal.views.frame import page_of, shown

_URGENT, _IN_FEED, _AHEAD = 5, 50, 2_000
_NONE = "Không có bản tin nào ở địa chỉ này; có thể địa chỉ bị gõ sai, hoặc bản tin đã được rút."
_WITHDRAWN = (
    "Bản tin ở địa chỉ này đã được rút; đừng dùng thông tin trong đó nữa. Hãy tìm bản tin mới ở mục Nghe bản tin."
)
_LOST = "Tệp âm thanh của bản tin này đang thiếu; hãy đọc nội dung ở trang của bản tin."
# Its bytes never change, but a withdrawn bulletin must fall silent everywhere: caches ask each time.
_KEPT = "public, max-age=0, must-revalidate"


@open_to_all
@public_page(depends=("broadcasts",), timed=True)
def listening(request: HttpRequest) -> HttpResponse:
    """Answer with the bulletins that may be heard: an emergency that holds first, then the newest."""
    portal, at = queries.asked_portal(request), timezone.now()
    known = public_bulletins(portal, at=at)
    changes_at(request, next_change(bulletins_to_come(portal), at=at), now=at)
    form = ListeningForm(request.GET, choices=listening_choices(known))
    asked = form.asked()
    whole = with_sounds(known).prefetch_related("items")
    urgent = list(emergencies_in_force(whole, at=at)[:_URGENT])
    found = bulletins_asked(whole.exclude(pk__in=[bulletin.pk for bulletin in urgent]), asked)
    page = page_of(request, found)
    shown_here = [*urgent, *page.object_list]
    said = listening_page(
        urgent=urgent,
        form=form,
        page=page,
        heard=heard_so_far(shown_here),
        query=request.GET,
        narrowed=asked.is_narrowing,
        at=at,
    )
    return shown(request, "listening", said, "listening")


@open_to_all
@public_page(depends=("broadcasts", "pages"), timed=True)
def listen(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with one bulletin: player, text, where and when it is heard, the stories it came from."""
    portal, at = queries.asked_portal(request), timezone.now()
    items = Item.objects.select_related("story").order_by("position", "pk")
    known = with_sounds(public_bulletins(portal, at=at).filter(slug=slug))
    bulletin = known.prefetch_related(Prefetch("items", queryset=items)).first()
    if bulletin is None:
        if was_heard(portal, slug):
            return render(request, "404.html", {"advice": _WITHDRAWN, "gone": True}, status=410)
        raise NothingThere(_NONE)
    depends_on(request, public_subject(bulletin))
    if bulletin.valid_until > at:
        changes_at(request, bulletin.valid_until, now=at)
    root = portal.root if portal and portal.root else f"{request.scheme}://{request.get_host()}"
    page = listen_page(
        bulletin,
        airings=list(airings_ahead(bulletin, at=at)[:_AHEAD]),
        heard=heard_so_far([bulletin]).get(bulletin.pk),
        stories=public_stories(portal, (item.story for item in bulletin.items.all())),
        themes=bulletin.themes.order_by("programme", "position"),
        root=root,
        at=at,
    )
    return shown(request, "listen", page, "listening")


@open_to_all
@public_page(depends=("broadcasts",))
def listening_sound(request: HttpRequest, slug: str, start: str, form: str) -> HttpResponseBase:
    """Answer with a sound of a public bulletin, whole or in part; what stands under its address never changes, and is
    gone with the bulletin.
    """
    sound = heard_file(slug, start, form=form, at=timezone.now())
    if sound is None:
        raise NothingThere(_NONE)
    try:
        path = sound_file(sound, "mp3" if form == "mp3" else "opus")
    except FileNotFoundError as error:
        raise NothingThere(_LOST) from error
    sha256 = sound.mp3_sha256 if form == "mp3" else sound.opus_sha256
    kind = SOUND_TYPES[form].partition(";")[0]
    return ranged_file(request, path, kind, sha256=sha256, cache_control=_KEPT)


@open_to_all
@public_page(depends=("broadcasts", "pages"), timed=True)
def listening_feed(request: HttpRequest) -> HttpResponse:
    """Answer with the newest bulletins that have a sound, as a podcast."""
    portal, at = queries.asked_portal(request), timezone.now()
    root = portal.root if portal and portal.root else f"{request.scheme}://{request.get_host()}"
    rows = with_sounds(public_bulletins(portal, at=at)).prefetch_related("items")
    changes_at(request, next_change(bulletins_to_come(portal), at=at), now=at)
    feed = listening_feed_bytes(
        rows[:_IN_FEED],
        title=portal.page.title if portal else "",
        author=portal.page.agency.name if portal else "",
        root=root,
        own=request.path,
        at=at,
    )
    return HttpResponse(feed, content_type=MEDIA_TYPE)
