"""The cards of indices: what stands beside the link to an edition where it is shared, and what one may post."""

from django.http import HttpRequest, HttpResponse

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.convert import svg_to_png
from lantoa.apps.indices.queries import default_entities, index_series
from lantoa.core.charts import ChartError, standalone_svg
from lantoa.core.charts.fonts import CARD_FONTS
from lantoa.portal import queries
from lantoa.portal.presenters.index_cards import SHAPES, USUAL, index_card
from lantoa.portal.presenters.index_series import within
from lantoa.portal.presenters.site import NAME
from lantoa.portal.public import NothingThere, public_page
from lantoa.portal.views.converting import converted
from lantoa.portal.views.index_pages import known_edition, known_editions

_TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}


@open_to_all
@public_page(depends=("indices", "pages"))
def index_card_picture(request: HttpRequest, slug: str, year: int, form: str) -> HttpResponse:
    """Answer with the card of an edition: wide for links, square for posts, 16:9 for slides (`co`)."""
    shape = request.GET.get("co", USUAL)
    if shape not in SHAPES:
        raise NothingThere(f"Thẻ không có cỡ này. Các cỡ: {', '.join(SHAPES)}.")
    if form not in _TYPES:
        raise NothingThere("Thẻ chỉ có dạng SVG và PNG.")
    edition = known_edition(known_editions(request, slug), year)
    series = within(index_series(edition.index, default_entities(edition.index)), None, year)
    portal = queries.asked_portal(request)
    try:
        svg = index_card(
            series,
            portal=portal.page.title if portal else NAME,
            accent=portal.page.accent if portal else "lacquer",
            shape=shape,
        )
    except ChartError as problem:
        raise NothingThere(f"Chưa vẽ được thẻ của kỳ này: {problem}") from problem
    if form == "svg":
        return _file(standalone_svg(svg).encode(), slug, year, form)
    width = SHAPES[shape][1]
    return converted(lambda: _file(svg_to_png(svg, width_px=width, fonts=CARD_FONTS), slug, year, form))


def _file(content: bytes, slug: str, year: int, form: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=_TYPES[form])
    answer["Content-Disposition"] = f'inline; filename="{slug}-{year}.{form}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return answer
