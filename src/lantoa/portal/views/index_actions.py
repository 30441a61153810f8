"""What may be done about an edition of an index."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.coverage.presenters.edition_work import goals_of
from lantoa.apps.coverage.queries import EditionWork, edition_after, edition_work, entities_asked, entities_measured
from lantoa.apps.indices.actions import public_subject
from lantoa.apps.indices.models import Edition, Entity, Index
from lantoa.apps.indices.queries import visible_editions
from lantoa.portal import queries
from lantoa.portal.forms.index_actions import ENTITY, WhatIfForm
from lantoa.portal.presenters.index_actions import index_actions_page
from lantoa.portal.public import NothingThere, depends_on, public_page
from lantoa.portal.views.frame import shown


@open_to_all
@public_page(depends=("indices", "coverage", "programme"), timed=True)
def index_actions(request: HttpRequest, slug: str, year: int) -> HttpResponse:
    """Answer with one edition by component, weakest first, the work beside it, and a what-if."""
    editions = list(visible_editions(public=True).filter(index__slug=slug).order_by("-year_measured"))
    edition = next((one for one in editions if one.year_measured == year), None)
    if edition is None:
        raise NothingThere(_nothing(slug, editions))
    depends_on(request, public_subject(edition.index))
    asked = request.GET.get(ENTITY, "").replace("\x00", "")[:80]
    entity, nation, choices = _whom(edition, asked)
    work = _work(edition, editions, entity, nation)
    page = index_actions_page(
        edition,
        editions,
        work,
        form=_form(request, work) if work else None,
        entity_slug=asked if entity is not None and entity.slug == asked else "",
        programme=queries.programme_in_force(),
        choices=choices,
    )
    return shown(request, "index_actions", page, "indices")


def _whom(edition: Edition, asked: str) -> tuple[Entity | None, Entity | None, list[Entity]]:
    """Return whom to show, the nation, and whom one may choose: within the province there is no nation and no home."""
    if edition.index.kind != Index.Kind.LOCAL:
        return *entities_asked(edition, asked), []
    measured = entities_measured(edition)
    return next((one for one in measured if one.slug == asked), None), None, measured


def _work(
    edition: Edition, editions: list[Edition], entity: Entity | None, nation: Entity | None
) -> EditionWork | None:
    if entity is None:
        return None
    later = edition_after(edition, editions)
    return edition_work(edition, entity, nation, later=later, today=timezone.localdate())


def _form(request: HttpRequest, work: EditionWork) -> WhatIfForm:
    components = [(row.component.code, "– " * (row.depth - 1) + row.component.name) for row in work.rows]
    return WhatIfForm(request.GET, components=components, goals=goals_of(work))


def _nothing(slug: str, editions: list[Edition]) -> str:
    if not editions:
        return f"Chưa có chỉ số nào mang mã “{slug}” được đưa ra công khai. Hãy xem các chỉ số đang có."
    years = ", ".join(str(edition.year_measured) for edition in editions)
    return f"{editions[0].index.short_name} chưa có kỳ của năm này. Các kỳ đang có: {years}."
