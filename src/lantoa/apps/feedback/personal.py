"""Personal data of feedback: what citizens write and send and, apart and encrypted, who they are if they said so."""

from collections.abc import Iterable
from datetime import datetime

from lantoa.apps.base.personal import (
    ConsentGiven,
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
from lantoa.apps.feedback.actions.erasing import erase_feedback, sweep_old_feedback, withdraw_contact
from lantoa.apps.feedback.actions.stepping import CITIZEN
from lantoa.apps.feedback.consent import FEEDBACK_CONSENT
from lantoa.apps.feedback.models import Attachment, Feedback, FeedbackStep
from lantoa.apps.feedback.store import attachment_file
from lantoa.apps.privacy.queries.accesses import looks_at


def _sent_by(person: Person) -> Iterable[Feedback]:
    if not person.contact_sha256:
        return ()
    return Feedback.objects.filter(contact__contact_sha256=person.contact_sha256).select_related(
        "contact", "sector", "place", "about_agency", "agency"
    )


def _copy(person: Person) -> Iterable[Copied]:
    sent = list(_sent_by(person))
    files = (
        Attachment.objects.filter(feedback__in=sent, from_agency=False).exclude(sha256="").select_related("feedback")
    )
    said = FeedbackStep.objects.filter(feedback__in=sent, shown=True).select_related("feedback").order_by("at", "pk")
    yield Copied(
        "Phản ánh, kiến nghị đã gửi",
        tuple(_row(feedback) for feedback in sent),
        tuple(
            (f"{file.feedback.code}-{file.position}{attachment_file(file).suffix}", attachment_file(file))
            for file in files
        ),
    )
    yield Copied(
        "Ai đã mở liên hệ bạn để lại với phản ánh",
        tuple(looks_at("feedback.FeedbackContact", [feedback.contact.pk for feedback in sent])),
    )
    yield Copied(
        "Các bước của phản ánh",
        tuple(
            {"mã": step.feedback.code, "việc": step.get_kind_display(), "lúc": plain(step.at), "nội dung": step.words}
            for step in said
        ),
    )


def _row(feedback: Feedback) -> dict[str, object]:
    return {
        "mã": feedback.code,
        "họ tên": feedback.contact.name,
        "liên hệ": feedback.contact.contact,
        "đồng ý bản": feedback.contact.consent_version,
        "đồng ý lúc": plain(feedback.contact.consented_at),
        "gửi lúc": plain(feedback.sent_at),
        "nội dung": feedback.words,
        "lĩnh vực": feedback.sector.name,
        "địa bàn": feedback.place.name if feedback.place else "",
        "mô tả nơi xảy ra": feedback.place_words,
        "vĩ độ": plain(feedback.latitude),
        "kinh độ": plain(feedback.longitude),
        "cơ quan bị phản ánh": feedback.about_agency.name if feedback.about_agency else "",
        "cơ quan chịu trách nhiệm": feedback.agency.name if feedback.agency else "",
        "trạng thái": feedback.get_state_display(),
        "xóa từ ngày": plain(feedback.erase_on),
    }


def _erase(person: Person, *, at: datetime) -> Erased:
    erased = [erase_feedback(feedback=feedback, by=CITIZEN, at=at) for feedback in list(_sent_by(person))]
    kept = (
        ("Lời phản ánh đã đăng công khai không có họ tên, liên hệ nên được giữ; ảnh thì đã xóa.",)
        if any(erased)
        else ()
    )
    return Erased({"feedback.Feedback": sum(erased)}, kept)


def _consents_given(person: Person) -> Iterable[ConsentGiven]:
    for feedback in _sent_by(person):
        held = feedback.contact
        if held.consented_at:
            occasion = f"Phản ánh {feedback.code}"
            yield ConsentGiven(FEEDBACK_CONSENT.slug, held.consent_version, held.consented_at, occasion)


def _withdraw(person: Person, *, at: datetime) -> Erased:
    ended = [withdraw_contact(feedback=feedback, by=CITIZEN, at=at) for feedback in list(_sent_by(person))]
    kept = (
        "Phản ánh vẫn được giải quyết, và lời bạn viết được giữ theo nhiệm vụ của cơ quan; từ nay chỉ mở được bằng địa "
        "chỉ theo dõi riêng của phản ánh ấy.",
    )
    return Erased({"feedback.FeedbackContact": sum(ended)}, kept if any(ended) else ())


_SENT, _WHO = "feedback", "feedback_contact"

PERSONAL = Declared(
    app="feedback",
    purposes=(
        Purpose(
            slug=_SENT,
            title="Phản ánh, kiến nghị",
            why="Giải quyết và trả lời điều người dân phản ánh.",
            ground=Ground.DUTY,
            keeps="24 tháng kể từ ngày gửi (nơi vận hành đổi được); còn đang giải quyết thì giữ đến khi xong.",
            seen_by="Cán bộ của cơ quan giải quyết và cán bộ chương trình; công chúng chỉ đọc lời đã duyệt đăng.",
            erased="Xóa lời, ảnh (cả ảnh đã đăng), ghi âm, vị trí; giữ lĩnh vực, địa bàn, hạn, kết quả, lời đã đăng.",
        ),
        Purpose(
            slug=_WHO,
            title="Họ tên, liên hệ của người phản ánh",
            why="Gửi địa chỉ theo dõi, hỏi thêm khi cần, báo kết quả.",
            ground=Ground.CONSENT,
            consent=FEEDBACK_CONSENT.slug,
            keeps="Như phản ánh, hoặc đến khi người gửi bấm “Xóa liên hệ của tôi”.",
            seen_by="Cán bộ đang giải quyết chính phản ánh đó; mỗi lần mở đều được ghi lại.",
            erased="Xóa hết, ngay khi yêu cầu.",
        ),
    ),
    fields=(
        personal("feedback.Feedback", "words place_words folded", Whose.CITIZEN, Kind.WORDS, _SENT),
        personal("feedback.Feedback", "anonymous solved", Whose.CITIZEN, Kind.BEHAVIOUR, _SENT),
        personal("feedback.Feedback", "latitude longitude", Whose.CITIZEN, Kind.BEHAVIOUR, _SENT),
        personal("feedback.Feedback", "public_title public_words public_answer", Whose.ANYBODY, Kind.WORDS, _SENT),
        personal("feedback.FeedbackContact", "name", Whose.CITIZEN, Kind.IDENTIFIES, _WHO),
        personal("feedback.FeedbackContact", "contact contact_sha256", Whose.CITIZEN, Kind.CONTACT, _WHO),
        personal("feedback.Attachment", "sha256 transcript", Whose.CITIZEN, Kind.VOICE_PICTURE, _SENT),
        personal("feedback.Attachment", "added_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _SENT),
        personal("feedback.FeedbackStep", "words", Whose.CITIZEN, Kind.WORDS, _SENT),
        personal("feedback.FeedbackStep", "by", Whose.OFFICIAL, Kind.BEHAVIOUR, _SENT),
    ),
    nothing=(
        Nothing("feedback.Feedback", "code key key_version version", "Mã, khóa và số lượt do máy đặt."),
        Nothing("feedback.KeptMonth", "month", "Tháng nào đã tính số liệu."),
        Nothing("feedback.AgencyMonth", "month figures", "Số đếm của cơ quan theo tháng, không có lời của ai."),
        Nothing("feedback.TouchedMonth", "month", "Tháng nào của cơ quan cần tính lại."),
        Nothing("feedback.Feedback", "routed_by clock_words flags flagged", "Lời do máy đặt từ quy tắc của tỉnh."),
        Nothing(
            "feedback.Feedback",
            "acknowledge_by answer_by next_due late_told extensions reopened erase_on",
            "Hạn và số đếm của việc.",
        ),
        Nothing("feedback.Feedback", "channel state listing illustrative", "Kênh nhận, trạng thái của việc."),
        Nothing("feedback.FeedbackContact", "kind consent_version", "Thư hay điện thoại; số của bản văn đã đồng ý."),
        Nothing("feedback.Attachment", "position problem media_type bytes seconds", "Do máy ghi về tệp."),
        Nothing("feedback.Attachment", "kind state listed from_agency", "Ảnh hay ghi âm, của ai gửi, đã đăng chưa."),
        Nothing("feedback.FeedbackStep", "kind shown detail key", "Loại bước, số ngày, tên cơ quan, khóa."),
        Nothing("feedback.Handover", "messages attempts problem", "Khóa thư gửi cơ quan, số lần, lỗi kỹ thuật."),
        Nothing("feedback.RoutingRule", "valid_from valid_to source", "Quy tắc của tỉnh."),
        Nothing(
            "feedback.ClockRule",
            "acknowledge_days answer_days extension_days most_extensions supply_days reopen_days valid_from source",
            "Quy tắc của tỉnh.",
        ),
    ),
    consents=(FEEDBACK_CONSENT,),
    copy=_copy,
    erase=_erase,
    consents_given=_consents_given,
    withdraw={FEEDBACK_CONSENT.slug: _withdraw},
    sweeps=(sweep_old_feedback,),
    office_mail=("handover:", "feedback:late:", "feedback:escalated:"),
)
