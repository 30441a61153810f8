"""The look of the back office: our style sheet on every page, and a first page without panels that have no use here."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.ui.components import Component


@hooks.register("insert_global_admin_css")
def office_style() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("lantoa/css/backoffice.css"))


@hooks.register("construct_homepage_panels", order=-100)
def without_page_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Take Wagtail's own panels away, before the apps add theirs: they speak of pages, which nobody edits here yet."""
    panels.clear()
