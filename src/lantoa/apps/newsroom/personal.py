"""Personal data of the newsroom: writers, reviewers, readers of digests, people in stories."""

from collections.abc import Iterable
from datetime import datetime

from lantoa.apps.base.personal import (
    Copied,
    Declared,
    Erased,
    Ground,
    Kind,
    Nothing,
    Person,
    Purpose,
    Whose,
    personal,
    plain,
)
from lantoa.apps.newsroom.actions.digest_receipts import sweep_reader_names
from lantoa.apps.newsroom.models import ReviewLink
from lantoa.apps.newsroom.personal_of_wagtail import FIELDS, NOTHING

_WHO = "who_did"
_STAYS = "Ý kiến duyệt, góp ý bài đã đăng là hồ sơ biên tập của cơ quan, được giữ cùng bài."


def _copy(person: Person) -> Iterable[Copied]:
    if person.contact:
        rows = ReviewLink.objects.filter(email__iexact=person.contact).prefetch_related("remarks")
        yield Copied(
            "Lời mời duyệt, góp ý bài",
            tuple(
                {
                    "họ tên": row.name,
                    "chức vụ": row.position,
                    "thư điện tử": row.email,
                    "trả lời": row.get_decision_display(),
                    "ý kiến": row.remark,
                    "gửi lúc": plain(row.made_at),
                }
                for row in rows
            ),
        )


def _erase(person: Person, *, at: datetime) -> Erased:
    held = bool(person.contact) and ReviewLink.objects.filter(email__iexact=person.contact).exists()
    return Erased(kept=(_STAYS,)) if held else Erased()


PERSONAL = Declared(
    app="newsroom",
    purposes=(
        Purpose(
            slug="stories",
            title="Bài trên chuyên trang",
            why="Tuyên truyền cải cách hành chính; bài có thể nêu tên, lời, ảnh của người được nói đến.",
            ground=Ground.DUTY,
            keeps="Khi bài còn đăng, và trong kho lưu trữ bài.",
            seen_by="Ai cũng xem được bài đã đăng; bài chưa đăng: tòa soạn.",
            erased="Người được nêu tên yêu cầu qua trang này; tòa soạn xem xét sửa hoặc gỡ.",
        ),
        Purpose(
            slug="digest_readers",
            title="Người đọc bản tin nội bộ",
            why="Đếm cán bộ đã đọc bản tin, cho cơ quan mình biết ai chưa đọc.",
            ground=Ground.DUTY,
            keeps="12 tháng sau khi gửi (quản trị viên đổi được), rồi tự xóa tên, chỉ còn con số.",
            seen_by="Cán bộ của chính cơ quan ấy.",
            erased="Xóa tên khi đến hạn; trước đó giữ làm minh chứng.",
        ),
        Purpose(
            slug="reviewers",
            title="Người duyệt, góp ý bài qua liên kết",
            why="Bài được người có thẩm quyền xem trước khi đăng.",
            ground=Ground.DUTY,
            keeps="Cùng hồ sơ của bài.",
            seen_by="Tòa soạn của chuyên trang ấy.",
            erased="Giữ lại cùng hồ sơ của bài.",
        ),
        Purpose(
            slug="portal_contact",
            title="Liên hệ của tòa soạn",
            why="Bạn đọc liên hệ được với cơ quan.",
            ground=Ground.DUTY,
            keeps="Khi chuyên trang còn hoạt động.",
            seen_by="Ai cũng xem được.",
            erased="Tòa soạn sửa trên chuyên trang.",
        ),
    ),
    fields=(
        personal(
            "newsroom.PortalPage",
            "contact_address contact_phone contact_email",
            Whose.OFFICIAL,
            Kind.CONTACT,
            "portal_contact",
        ),
        personal("newsroom.PortalStaff", "user", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("newsroom.StoryPage", "lead for_reader picture_alt body", Whose.ANYBODY, Kind.WORDS, "stories"),
        personal("newsroom.StoryPage", "byline", Whose.OFFICIAL, Kind.IDENTIFIES, "stories"),
        personal("newsroom.InfoPage", "lead body", Whose.ANYBODY, Kind.WORDS, "stories"),
        personal("newsroom.EventPage", "lead place body", Whose.ANYBODY, Kind.WORDS, "stories"),
        personal("newsroom.Adaptation", "title text", Whose.ANYBODY, Kind.WORDS, "stories"),
        personal("newsroom.DigestItem", "title text", Whose.ANYBODY, Kind.WORDS, "stories"),
        personal("newsroom.Adaptation", "changed_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("newsroom.InternalDigest", "made_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("newsroom.PlannedStory", "writer made_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("newsroom.ReviewStepState", "finished_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("newsroom.DigestReceipt", "name unit reader_key", Whose.OFFICIAL, Kind.IDENTIFIES, "digest_readers"),
        personal("newsroom.DigestReceipt", "answers right_answers", Whose.OFFICIAL, Kind.BEHAVIOUR, "digest_readers"),
        personal("newsroom.ReviewLink", "name position", Whose.OFFICIAL, Kind.IDENTIFIES, "reviewers"),
        personal("newsroom.ReviewLink", "email", Whose.OFFICIAL, Kind.CONTACT, "reviewers"),
        personal("newsroom.ReviewLink", "holder invited_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "reviewers"),
        personal("newsroom.ReviewLink", "remark", Whose.OFFICIAL, Kind.WORDS, "reviewers"),
        personal("newsroom.ReviewRemark", "text", Whose.OFFICIAL, Kind.WORDS, "reviewers"),
        personal("newsroom.ReviewStepState", "comment", Whose.OFFICIAL, Kind.WORDS, "reviewers"),
        *FIELDS,
    ),
    nothing=(
        Nothing("newsroom.PortalPage", "tagline about", "Lời giới thiệu chuyên trang."),
        Nothing("newsroom.ColumnPage", "introduction", "Lời giới thiệu chuyên mục."),
        Nothing("newsroom.StoryFigure", "title source options typed source_note frozen", "Số liệu của biểu đồ."),
        Nothing("newsroom.StoryPage", "review_on", "Ngày xem lại bài."),
        Nothing("newsroom.Adaptation", "words story_sha256 approved_sha256", "Số chữ và mã băm."),
        Nothing(
            "newsroom.InternalDigest", "month title introduction officials nonce closes_on", "Bản tin của cơ quan."
        ),
        Nothing("newsroom.DigestItem", "position", "Thứ tự."),
        Nothing("newsroom.DigestQuestion", "position text choices right explanation", "Câu hỏi kiểm tra nhanh."),
        Nothing(
            "newsroom.LibraryDocument", "identifier issued_on issuer subject url source_note", "Văn bản công khai."
        ),
        Nothing("newsroom.PlannedStory", "title note due_on", "Tên và gợi ý của bài sẽ viết."),
        Nothing("newsroom.ReviewStepState", "due_on", "Hạn của bước duyệt."),
        Nothing("newsroom.ReviewStep", "due_working_days", "Số ngày."),
        Nothing("newsroom.ReviewLink", "nonce", "Số ngẫu nhiên của liên kết."),
        Nothing("newsroom.ReviewRemark", "contentpath", "Chỗ trong bài."),
        *NOTHING,
    ),
    copy=_copy,
    erase=_erase,
    sweeps=(sweep_reader_names,),
    office_mail=("digest:", "review_link:", "review_answer:", "review_late:", "stale:"),
)
