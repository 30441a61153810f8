"""The register of the document library in the back office."""

from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.permissions import register_permission_policy

from lantoa.apps.accounts.policies import RolePolicy
from lantoa.apps.accounts.roles import STAFF, Role
from lantoa.apps.base.registers import RelatedViewSet
from lantoa.apps.newsroom.models import LibraryDocument

_KEEPERS = {Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.EDITOR}
_HELP = (
    "Văn bản chỉ đạo của chương trình đã xác nhận tự có trong thư viện, không cần thêm ở đây. "
    "Tài liệu cũ đã có bản mới: giữ lại và chọn “Được thay bằng”, để người đọc biết bản nào đang dùng."
)

register_permission_policy(LibraryDocument, RolePolicy(LibraryDocument, see=STAFF, change=_KEEPERS))


class LibraryViewSet(RelatedViewSet):
    """Documents that readers may open, with number, date and issuer."""

    model = LibraryDocument
    related = ("file", "replaced_by")
    name = "library"
    url_prefix = "thu-vien"
    icon = "folder-open-inverse"
    menu_label = "Thư viện tài liệu"
    menu_order = 125
    add_to_admin_menu = True
    panels = [
        HelpPanel(content=_HELP),
        *(
            FieldPanel(name)
            for name in (
                "kind", "identifier", "issued_on", "issuer", "subject", "file", "url", "replaced_by", "source_note",
                "illustrative",
            )
        ),
    ]  # fmt: skip
    list_display = ["__str__", "kind", "issued_on", "issuer", "replaced_by", "illustrative"]
    list_filter = ["kind", "issued_on", "illustrative"]
    search_fields = ["identifier", "subject", "issuer"]
    search_backend_name = None
