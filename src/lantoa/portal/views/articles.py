"""Articles that were read, and their evidence."""

from django.http import HttpRequest, HttpResponse

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.harvest.models import Evidence
from lantoa.portal import presenters, queries
from lantoa.portal.public import NothingThere, public_page
from lantoa.portal.views.frame import shown


@open_to_all
@public_page
def article(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with one article: an extract, its themes with score and phrases, its evidence."""
    found = queries.public_article(pk)
    if found is None:
        raise NothingThere("Không có bài đăng nào ở địa chỉ này; có thể bài đã được gỡ khỏi kho.")
    programme = queries.programme_in_force()
    page = presenters.article_page(
        found,
        programme=programme,
        matches=queries.counted_themes(found, programme) if programme else (),
        group=queries.same_story(found),
        records=queries.kept_records(found),
    )
    return shown(request, "article", page)


def _evidence(pk: int) -> Evidence:
    found = queries.public_evidence(pk)
    if found is None:
        raise NothingThere("Không có minh chứng công khai nào ở địa chỉ này.")
    return found


@open_to_all
@public_page
def evidence(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with one kept page: hash, time, address, and whether the file is still what was kept."""
    found = _evidence(pk)
    return shown(request, "evidence", presenters.evidence_page(found, queries.check_evidence(found)))


@open_to_all
@public_page
def evidence_record(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer with the kept file as it is, to be saved and never shown: it holds a page that somebody else wrote."""
    found = _evidence(pk)
    content = queries.kept_file(found)
    if content is None:
        raise NothingThere("Tệp của bản lưu này không còn trong kho minh chứng; mã băm của nó vẫn xem được.")
    answer = HttpResponse(content, content_type="application/gzip")
    answer["Content-Disposition"] = f'attachment; filename="{presenters.record_name(found)}"'
    return answer
