"""What a certificate says, for whoever checks its code."""

from dataclasses import dataclass

from lantoa.apps.contests.certificates import NAME_ERASED
from lantoa.apps.contests.presenters.result_words import audience_words
from lantoa.apps.contests.queries.certificates import FoundCertificate
from lantoa.portal.presenters import site
from lantoa.portal.presenters.contest_results import round_address
from lantoa.portal.presenters.parts import Fact, Head, Link, Notice, fact
from lantoa.portal.presenters.words import moment_words


@dataclass(frozen=True, slots=True)
class CertificatePage:
    head: Head
    notice: Notice | None
    found: Notice
    facts: tuple[Fact, ...]


def certificate_page(found: FoundCertificate) -> CertificatePage:
    """Return the page of a certificate: valid, or taken back with the reason."""
    standing = found.standing
    entrant, round_ = standing.submission.attempt.entrant, standing.result.round
    contest = round_.contest
    published = standing.result.published_at
    if found.stands:
        verdict = Notice(
            "good", "Hãy so những điều dưới đây với giấy bạn đang cầm.", title="Giấy chứng nhận còn hiệu lực"
        )
    else:
        reason = found.newest.reason or "không nêu"
        text = (
            "Sau khi cấp giấy, kết quả đã được tính lại "
            f"(phiên bản {found.newest.version}) và giải này đổi người nhận. Lý do: {reason}"
        )
        verdict = Notice("error", text, title="Giấy chứng nhận không còn hiệu lực")
    notice = None
    if contest.illustrative:
        text = "Cuộc thi này được viết riêng để trình diễn phần mềm; giấy không có giá trị."
        notice = Notice("illustrative", text, title="Số liệu minh họa", slim=True)
    return CertificatePage(
        head=Head(
            "Kiểm tra giấy chứng nhận",
            lead=f"Mã {standing.certificate_code}",
            crumbs=site.trail(Link("Kiểm tra giấy chứng nhận")),
        ),
        notice=notice,
        found=verdict,
        facts=(
            fact("Cấp cho", entrant.full_name or NAME_ERASED),
            fact("Đơn vị hoặc xã, phường", entrant.agency.name if entrant.agency else None),
            fact("Giải", standing.prize),
            fact("Cuộc thi", contest.title, href=contest.public_address),
            fact("Vòng thi", round_.title, href=round_address(round_)),
            fact("Đối tượng", audience_words(standing.audience)),
            fact("Đơn vị tổ chức", contest.agency.name),
            fact("Kết quả công bố lúc", moment_words(published) if published else None),
        ),
    )
