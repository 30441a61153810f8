"""The register of agencies in the back office."""

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from lantoa.apps.accounts.menu import RoleMenuItem
from lantoa.apps.accounts.policies import RolePolicy
from lantoa.apps.accounts.roles import OWN_AGENCY, WHOLE_PROVINCE, Role
from lantoa.apps.agencies.models import Agency, Channel, Membership, Succession
from lantoa.apps.agencies.queries.invitations import INVITERS
from lantoa.apps.base.registers import RelatedViewSet

_OFFICERS = {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}
for _model in (Agency, Channel, Succession):
    register_permission_policy(_model, RolePolicy(_model, see=WHOLE_PROVINCE, change=_OFFICERS))
register_permission_policy(
    Membership, RolePolicy(Membership, see=WHOLE_PROVINCE, change={Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})
)


class AgencyViewSet(ModelViewSet):  # type: ignore[misc]  # Wagtail has no types
    model = Agency
    name = "agencies_register"
    url_prefix = "co-quan"
    icon = "group"
    menu_label = "Cơ quan"
    form_fields = [
        "slug", "name", "short_name", "aliases", "kind", "code", "parent", "valid_from", "valid_to", "sources",
        "unverified", "note",
    ]  # fmt: skip
    list_display = ["name", "short_name", "kind", "valid_from", "valid_to", "unverified"]
    list_filter = ["kind", "unverified"]
    search_fields = ["folded_names", "name"]
    search_backend_name = None
    inspect_view_enabled = True


class ChannelViewSet(RelatedViewSet):
    model = Channel
    related = ("agency",)
    name = "channels"
    url_prefix = "kenh"
    icon = "media"
    menu_label = "Kênh"
    form_fields = ["agency", "kind", "name", "address", "source", "unverified"]
    list_display = ["name", "agency", "kind", "address", "unverified"]
    list_filter = ["kind", "unverified"]
    search_fields = ["name"]
    search_backend_name = None


class SuccessionViewSet(RelatedViewSet):
    model = Succession
    related = ("predecessor", "successor")
    name = "successions"
    url_prefix = "ke-thua"
    icon = "resubmit"
    menu_label = "Kế thừa"
    form_fields = ["predecessor", "successor", "kind", "on", "source", "unverified", "note"]
    list_display = ["predecessor", "successor", "kind", "on", "unverified"]
    list_filter = ["kind", "on"]
    search_fields = ["note"]
    search_backend_name = None


class MembershipViewSet(RelatedViewSet):
    model = Membership
    related = ("user", "agency")
    name = "memberships"
    url_prefix = "nguoi-cua-co-quan"
    icon = "user"
    menu_label = "Người của cơ quan"
    form_fields = ["user", "agency"]
    list_display = ["user", "agency"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "agency__name"]
    search_backend_name = None


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    return [path("danh-ba/", include("lantoa.apps.agencies.urls"))]


@hooks.register("register_admin_menu_item")
def register_menu() -> MenuItem:
    return RoleMenuItem("Danh bạ", "agencies:register", icon="group", order=145, roles=WHOLE_PROVINCE)


@hooks.register("register_admin_menu_item")
def own_agency_menu() -> MenuItem:
    return RoleMenuItem("Cơ quan của tôi", "agencies:own", icon="group", order=145, roles=OWN_AGENCY)


class AgencyGroup(ViewSetGroup):  # type: ignore[misc]
    menu_label = "Sửa danh bạ"
    menu_icon = "edit"
    menu_order = 150
    items = (AgencyViewSet, ChannelViewSet, SuccessionViewSet, MembershipViewSet)


@hooks.register("register_admin_viewset")
def agency_registers() -> ViewSetGroup:
    return AgencyGroup()


@hooks.register("register_admin_urls")
def invitation_urls() -> list[URLPattern | URLResolver]:
    return [path("loi-moi/", include("lantoa.apps.agencies.invitation_urls"))]


@hooks.register("register_admin_menu_item")
def invitation_menu() -> MenuItem:
    return RoleMenuItem("Lời mời", "invitations:invitations", icon="mail", order=155, roles=INVITERS)
