"""The indices' place in the back office."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.policies import RolePolicy
from lantoa.apps.indices.models import Edition, Entity, EntitySuccession, Index, IndexSource, Vintage
from lantoa.apps.indices.queries.keepers import INDEX_KEEPERS, INDEX_READERS
from lantoa.apps.indices.views.registers import EntitySuccessionViewSet, EntityViewSet, SourceViewSet

for _model in (IndexSource, Entity, EntitySuccession):
    register_permission_policy(_model, RolePolicy(_model, see=INDEX_READERS, change=INDEX_KEEPERS))


@hooks.register("register_admin_urls")
def index_urls() -> list[URLPattern | URLResolver]:
    return [path("chi-so/", include("lantoa.apps.indices.urls.office"))]


@hooks.register("register_admin_menu_item")
def indices_menu() -> MenuItem:
    return RoleMenuItem("Chỉ số", "indices:indices", icon="table", order=121, roles=INDEX_READERS)


@hooks.register("register_admin_viewset")
def index_registers() -> list[ModelViewSet]:
    return [SourceViewSet(), EntityViewSet(), EntitySuccessionViewSet()]


@hooks.register("lantoa_edition_links")
def local_index_link(request: HttpRequest, edition: Edition) -> list[tuple[str, str]]:
    """Lead from an edition of an index within the province to its steps."""
    if edition.index.kind != Index.Kind.LOCAL:
        return []
    return [("Các bước của chỉ số trong tỉnh", reverse("indices:local_edition", args=[edition.pk]))]


@hooks.register("lantoa_vintage_links")
def vintage_links(request: HttpRequest, vintage: Vintage) -> list[tuple[str, str]]:
    """Return the way from a vintage to what it changed, for those after the first."""
    if vintage.number == 1:
        return []
    return [("Đổi những gì", f"{reverse('indices:vintage_diff', args=[vintage.edition_id])}?den={vintage.pk}")]
