"""Files that the public pages are made of, where they are put together and not kept in a folder."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.bundles import NoSuchBundle, bundle
from lantoa.portal.public import NothingThere, public_page


@open_to_all
@public_page(immutable=True)
def style_bundle(request: HttpRequest, name: str, digest: str) -> HttpResponse:
    """Answer with the style sheets of a kind of page, kept for ever; another version leads to this one."""
    try:
        found = bundle(name)
    except NoSuchBundle as error:
        raise NothingThere("Không có tệp trình bày nào mang tên này.") from error
    if found.digest != digest:
        return HttpResponseRedirect(found.url)
    return HttpResponse(found.css, content_type="text/css; charset=utf-8")
