"""The pages of the newsroom, at their addresses in the portal."""

from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from lantoa.apps.accounts.rights import open_to_all
from lantoa.portal.public import NothingThere, public_page


@open_to_all
@public_page
def portal_page(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the page of the newsroom at this address of the portal that was asked for."""
    found = Page.route_for_request(request, path)
    if found is None or found.page.get_view_restrictions().exists():
        raise NothingThere("Không có trang nào ở địa chỉ này; có thể bài đã được gỡ hoặc đổi địa chỉ.")
    answer: HttpResponse = found.page.serve(request)
    return answer
