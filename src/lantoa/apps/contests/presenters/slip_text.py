"""A slip as plain text, to be kept, printed or sent on."""

from collections.abc import Sequence

from django.utils import timezone

from lantoa.apps.contests.models import Submission
from lantoa.apps.contests.presenters.taken import AnswerShown


def slip_text(submission: Submission, answers: Sequence[AnswerShown], hashed: str) -> str:
    """Return the text of a slip. `hashed` is the line whose SHA-256 it carries. Attempt, round, contest at hand."""
    attempt = submission.attempt
    received = timezone.localtime(submission.received_at)
    lines = [
        "PHIẾU NỘP BÀI",
        "",
        f"Cuộc thi: {attempt.round.contest.title}",
        f"Vòng thi: {attempt.round.title}, lượt {attempt.number}",
        f"Mã người thi: {attempt.entrant.code}",
        f"Mã phiếu: {submission.slip_code}",
        f"Máy chủ nhận lúc: {received:%H:%M:%S} ngày {received:%d/%m/%Y}",
    ]
    if submission.by_clock:
        lines.append("Hệ thống nộp thay khi hết giờ, theo bài đã lưu.")
    lines += [f"Mã SHA-256: {submission.slip_sha256}", "", "BÀI ĐÃ NỘP", ""]
    for answer in answers:
        lines += [f"{answer.name}. {answer.words}", f"   Trả lời: {_in_a_line(answer)}", ""]
    lines += [
        "KIỂM TRA PHIẾU",
        "",
        "Mã SHA-256 ở trên được tính từ đúng dòng chữ dưới đây (UTF-8, không xuống dòng ở cuối):",
        hashed,
        "",
    ]
    return "\n".join(lines)


def _in_a_line(answer: AnswerShown) -> str:
    return (" → " if answer.ordered else "; ").join(answer.answer) or "(không trả lời)"
