"""The certificate of a winner as PDF, made by Typst in a child process, with the address where anybody checks it."""

from django.utils import timezone

from lantoa.apps.base.convert import typst_to_pdf
from lantoa.apps.contests.models import Contest, Standing
from lantoa.apps.contests.models.contest import Audience
from lantoa.core.layout import Certificate, certificate_typst
from lantoa.core.layout.fonts import FONT_FOLDER

# Public pages are the portal's; the address on the paper outlives this installation's names of addresses.
CHECK_PREFIX = "/cuoc-thi/chung-nhan/"
NAME_ERASED = "(họ tên đã xóa theo thể lệ)"
_MARK = "DỮ LIỆU MINH HỌA, KHÔNG CÓ GIÁ TRỊ"


def check_address(code: str, *, root: str) -> str:
    """Return where a code is checked, under the root of a site ("https://…")."""
    return f"{root.rstrip('/')}{CHECK_PREFIX}{code}/"


def root_of(contest: Contest, *, otherwise: str) -> str:
    """Return the root of the site of a contest's portal; `otherwise` for a portal that has none. One query."""
    site = contest.portal.sites_rooted_here.first()
    return str(site.root_url) if site else otherwise


def certificate_pdf(standing: Standing, *, root: str) -> bytes:
    """Return the certificate of a winner as PDF. Needs entrant, unit, round and contest at hand; PdfFailed as
    base.convert has it. A fifth of a second.
    """
    return typst_to_pdf(certificate_typst(certificate_for(standing, root=root)), FONT_FOLDER, {})


def certificate_for(standing: Standing, *, root: str) -> Certificate:
    """Return what the certificate of a winner says."""
    entrant, result = standing.submission.attempt.entrant, standing.result
    contest, code = result.round.contest, standing.certificate_code or ""
    published = result.published_at or result.made_at
    return Certificate(
        organiser=contest.agency.name,
        name=entrant.full_name or NAME_ERASED,
        of=entrant.agency.name if entrant.agency else "",
        prize=standing.prize,
        contest=contest.title,
        round=f"{result.round.title} · {Audience(standing.audience).label} · hạng {standing.rank}",
        day=timezone.localdate(published),
        code=code,
        address=check_address(code, root=root),
        mark=_MARK if contest.illustrative else "",
    )
