"""The address of a review link: its signed nonce. Signing needs the installation's secret, nothing stored."""

from django.conf import settings
from django.core import signing
from django.utils import timezone

from lantoa.apps.newsroom.models import ReviewLink

_SIGNER = signing.Signer(salt="lantoa.newsroom.review-link")
PREFIX = "/duyet-bai/"


def review_address(link: ReviewLink) -> str:
    """Return the path of the address that opens the link."""
    return f"{PREFIX}{_SIGNER.sign(link.nonce)}/"


def review_nonce(token: str) -> str | None:
    """Return the nonce that the token of an address was signed for, None for a forged one."""
    try:
        return _SIGNER.unsign(token)
    except signing.BadSignature:
        return None


def review_actor(link: ReviewLink) -> str:
    """Return who acts by the link, in the words of the audit trail."""
    return f"liên kết duyệt bài: {reviewer_words(link)}"[:200]


def reviewer_words(link: ReviewLink) -> str:
    """Return the name of the real person, with the position where it is known."""
    return f"{link.name}, {link.position}" if link.position else link.name


def review_mail(link: ReviewLink, *, inviter: str, portal: str) -> str:
    """Return the mail that carries the link: what is asked, of which story, until when, who may open it."""
    asked = "đọc và cho biết đồng ý đăng hay trả lại" if link.purpose == ReviewLink.Purpose.APPROVE else "đọc và góp ý"
    return (
        f"Kính gửi {link.name},\n\n{inviter}, {portal}, mời ông/bà {asked} cho bài “{link.story.draft_title}”.\n\n"
        f"Mở bài, không cần tài khoản (hết hạn {timezone.localtime(link.expires_at):%H:%M %d/%m/%Y}):\n"
        f"{settings.WAGTAILADMIN_BASE_URL}{review_address(link)}\n\n"
        "Liên kết chỉ dùng được trên trình duyệt mở nó đầu tiên; xin đừng chuyển tiếp thư này.\n"
    )
