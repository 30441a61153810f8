"""The register of agencies in the back office."""

from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from lantoa.apps.accounts.policies import RolePolicy
from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role
from lantoa.apps.agencies.models import Agency, Channel, Membership, Succession

_OFFICERS = {Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR}
for _model in (Agency, Channel, Succession):
    register_permission_policy(_model, RolePolicy(_model, see=WHOLE_PROVINCE, change=_OFFICERS))
register_permission_policy(
    Membership, RolePolicy(Membership, see=WHOLE_PROVINCE, change={Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})
)


class AgencyViewSet(ModelViewSet):  # type: ignore[misc]  # Wagtail has no types
    model = Agency
    name = "agencies"
    url_prefix = "co-quan"
    icon = "group"
    menu_label = "Cơ quan"
    form_fields = [
        "slug", "name", "short_name", "aliases", "kind", "parent", "valid_from", "valid_to", "sources", "unverified",
        "note",
    ]  # fmt: skip
    list_display = ["name", "short_name", "kind", "valid_from", "valid_to", "unverified"]
    list_filter = ["kind", "unverified"]
    search_fields = ["folded_names", "name"]
    search_backend_name = None
    inspect_view_enabled = True


class ChannelViewSet(ModelViewSet):  # type: ignore[misc]
    model = Channel
    name = "channels"
    url_prefix = "kenh"
    icon = "media"
    menu_label = "Kênh"
    form_fields = ["agency", "kind", "name", "address", "source", "unverified"]
    list_display = ["name", "agency", "kind", "address", "unverified"]
    list_filter = ["kind", "unverified"]
    search_fields = ["name"]
    search_backend_name = None


class SuccessionViewSet(ModelViewSet):  # type: ignore[misc]
    model = Succession
    name = "successions"
    url_prefix = "ke-thua"
    icon = "resubmit"
    menu_label = "Kế thừa"
    form_fields = ["predecessor", "successor", "kind", "on", "source", "unverified", "note"]
    list_display = ["predecessor", "successor", "kind", "on", "unverified"]
    list_filter = ["kind", "on"]
    search_fields = ["note"]
    search_backend_name = None


class MembershipViewSet(ModelViewSet):  # type: ignore[misc]
    model = Membership
    name = "memberships"
    url_prefix = "nguoi-cua-co-quan"
    icon = "user"
    menu_label = "Người của cơ quan"
    form_fields = ["user", "agency"]
    list_display = ["user", "agency"]
    search_fields = ["user__username", "user__first_name", "user__last_name", "agency__name"]
    search_backend_name = None


class AgencyGroup(ViewSetGroup):  # type: ignore[misc]
    menu_label = "Danh bạ cơ quan"
    menu_icon = "group"
    menu_order = 150
    items = (AgencyViewSet, ChannelViewSet, SuccessionViewSet, MembershipViewSet)


@hooks.register("register_admin_viewset")
def agency_registers() -> ViewSetGroup:
    return AgencyGroup()
