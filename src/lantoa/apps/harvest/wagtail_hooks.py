"""The harvest's registers in the back office: sources, articles, quarantine."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.permissions import register_permission_policy

from lantoa.apps.accounts.policies import RolePolicy
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role
from lantoa.apps.base.registers import RelatedViewSet
from lantoa.apps.harvest.models import Article, Page, Source

_OFFICERS = {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}

register_permission_policy(Source, RolePolicy(Source, see=WHOLE_PROVINCE, change=_OFFICERS))
register_permission_policy(Article, RolePolicy(Article, see=WHOLE_PROVINCE))
register_permission_policy(Page, RolePolicy(Page, see=WHOLE_PROVINCE))


class SourceViewSet(RelatedViewSet):
    model = Source
    related = ("agency",)
    name = "sources"
    url_prefix = "nguon-tin"
    icon = "globe"
    menu_label = "Nguồn tin"
    form_fields = ["agency", "name", "url", "channel", "every_hours", "enabled", "illustrative", "due_at"]
    list_display = ["name", "agency", "platform", "state", "state_reason", "read_at", "illustrative"]
    list_filter = ["state", "platform", "channel", "enabled"]
    search_fields = ["name", "url"]
    search_backend_name = None
    inspect_view_enabled = True


class ArticleViewSet(RelatedViewSet):
    model = Article
    related = ("source__agency", "original")
    name = "articles"
    url_prefix = "tin-bai"
    icon = "doc-full-inverse"
    menu_label = "Tin, bài"
    form_fields = ["title"]
    list_display = ["title", "source", "published_on", "original", "note"]
    list_filter = ["source__agency", "published_on"]
    search_fields = ["folded_title", "title"]
    search_backend_name = None
    inspect_view_enabled = True
    inspect_view_fields = [
        "title", "source", "page", "published_at", "published_on", "author", "section", "note", "original",
        "evidence", "text",
    ]  # fmt: skip


class QuarantineViewSet(RelatedViewSet):
    model = Page
    related = ("source__agency",)
    name = "quarantine"
    url_prefix = "trang-da-doc"
    icon = "warning"
    menu_label = "Trang đã đọc, cách ly"
    form_fields = ["state"]
    list_display = ["url", "source", "state", "reason", "fetched_at"]
    list_filter = ["state", "source__agency"]
    search_fields = ["url", "reason"]
    search_backend_name = None
    inspect_view_enabled = True


class HarvestGroup(ViewSetGroup):  # type: ignore[misc]
    menu_label = "Thu thập"
    menu_icon = "download"
    menu_order = 140
    items = (SourceViewSet, ArticleViewSet, QuarantineViewSet)


@hooks.register("register_admin_viewset")
def harvest_registers() -> ViewSetGroup:
    return HarvestGroup()
