"""Vietnamese labels for the forms and columns that Wagtail names in its code, past every catalogue."""

from typing import Any

from wagtail.admin.forms import choosers
from wagtail.admin.forms.workflows import TaskChooserSearchForm, WorkflowPageForm
from wagtail.sites.views import IndexView as SitesIndex

_LABELS = {
    choosers.ExternalLinkChooserForm: {"link_text": "Chữ của liên kết"},
    choosers.AnchorLinkChooserForm: {"link_text": "Chữ của liên kết"},
    choosers.PhoneLinkChooserForm: {"phone_number": "Số điện thoại", "link_text": "Chữ của liên kết"},
    choosers.EmailLinkChooserForm: {
        "email_address": "Địa chỉ thư điện tử",
        "link_text": "Chữ của liên kết",
        "subject": "Tiêu đề thư",
        "body": "Nội dung thư",
    },
    WorkflowPageForm: {"page": "Trang"},
}
_SITE_COLUMNS = {"port": "Cổng", "site_name": "Tên", "root_page": "Trang đầu"}


def label_hard_coded() -> None:
    """Give the labels to the classes themselves, as there is no setting and no hook; called once, at the start."""
    for form, labels in _LABELS.items():
        for name, words in labels.items():
            form.base_fields[name].label = words
    for column in SitesIndex.columns:
        column.label = _SITE_COLUMNS.get(column.name, column.label)
    plain = TaskChooserSearchForm.__init__

    def with_label(self: Any, *given: Any, **options: Any) -> None:
        plain(self, *given, **options)
        if "task_type" in self.fields:
            self.fields["task_type"].label = "Loại bước"

    TaskChooserSearchForm.__init__ = with_label
