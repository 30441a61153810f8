"""Everything a contest holds about one entrant: for the own page, and for the file one takes along."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from lantoa.apps.contests.models import Attempt, Contest, Entrant, Standing


def attempts_of(entrant: Entrant) -> list[Attempt]:
    """Return the attempts of an entrant in all rounds, with round, submission and saved answers at hand. One query."""
    found = list(
        Attempt.objects.filter(entrant=entrant)
        .select_related("round", "submission", "saved")
        .defer("paper")
        .order_by("round__number", "number")
    )
    for attempt in found:
        attempt.entrant = entrant
        attempt.round.contest = entrant.contest
    return found


def standings_of(entrant: Entrant) -> list[Standing]:
    """Return the entrant's places in published results, of each round the newest version last. One query."""
    return list(
        Standing.objects.filter(submission__attempt__entrant=entrant, result__published_at__isnull=False)
        .select_related("submission__attempt", "result__round")
        .order_by("result__round__number", "result__version")
    )


def held_about(entrant: Entrant) -> dict[str, Any]:
    """Return all that is stored about an entrant in this contest, in plain values with Vietnamese names. Two queries.

    The key of the paper is not about the entrant; scores stand there once the round's result is published.
    """
    contest: Contest = entrant.contest
    published = {standing.submission_id: standing for standing in standings_of(entrant)}
    return {
        "cuộc thi": contest.title,
        "mã người thi": entrant.code,
        "đối tượng": entrant.get_audience_display(),
        "họ tên": entrant.full_name,
        "loại liên hệ": entrant.get_contact_kind_display(),
        "liên hệ": entrant.contact,
        "mã băm của liên hệ": entrant.contact_sha256,
        "đơn vị hoặc xã, phường": entrant.agency.name if entrant.agency else "",
        "năm sinh": entrant.birth_year,
        "đăng ký lúc": _moment(entrant.entered_at),
        "đồng ý lúc": _moment(entrant.consented_at),
        "bản đồng ý": entrant.consent_version,
        "số phút được thêm": entrant.extra_minutes,
        "lý do thêm thời gian": entrant.extra_grounds,
        "xóa dữ liệu cá nhân từ ngày": f"{entrant.erase_on:%d/%m/%Y}" if entrant.erase_on else "",
        "lượt thi": [_attempt(attempt, published) for attempt in attempts_of(entrant)],
    }


def _attempt(attempt: Attempt, published: dict[int, Standing]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "vòng": attempt.round.title,
        "lượt": attempt.number,
        "bắt đầu lúc": _moment(attempt.started_at),
        "hết giờ lúc": _moment(attempt.ends_at),
    }
    if hasattr(attempt, "saved"):
        told["câu trả lời đã lưu"] = attempt.saved.answers
        told["lưu lúc"] = _moment(attempt.saved.saved_at)
    if hasattr(attempt, "submission"):
        submission = attempt.submission
        told["câu trả lời đã nộp"] = submission.answers
        told["nhận lúc"] = _moment(submission.received_at)
        told["mã phiếu"] = submission.slip_code
        told["mã băm của phiếu"] = submission.slip_sha256
        told["mã băm của thiết bị"] = submission.device_sha256
        told["mã băm của địa chỉ mạng"] = submission.address_sha256
        if submission.excluded_at:
            told["bị loại vì"] = submission.excluded_reason
        if standing := published.get(submission.pk):
            told |= {"điểm": standing.score, "hạng": standing.rank, "giải": standing.prize}
    return told


def _moment(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M:%S %d/%m/%Y}"
