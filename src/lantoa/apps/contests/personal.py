"""Personal data of contests: entrants, the codes on their way to them, who may not enter, and who ran it."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

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
from lantoa.apps.contests.actions.entry_codes import sweep_entry_codes
from lantoa.apps.contests.actions.erasing import erase_entrant, sweep_expired_entrants
from lantoa.apps.contests.consent import ENTERING
from lantoa.apps.contests.models import Barred, Entrant, EntryCode
from lantoa.apps.contests.queries.own_data import held_about
from lantoa.apps.privacy.queries.accesses import looks_at

_WHO, _ENTERING = "who_did", "entering"
_PAPERS_STAY = (
    "Bài thi đã làm ở lại dưới mã người thi, không còn tên và liên hệ, vì kết quả đã công bố phải kiểm lại được; mã "
    "băm của liên hệ ở lại đến hạn xóa ghi trong thể lệ, để không ai thi hai lần."
)
_BARRED_STAYS = "Danh sách người không được dự thi (người tổ chức, người ra đề) được giữ để cuộc thi công bằng."


def _entrants(person: Person) -> QuerySet[Entrant]:
    who = Q(contact_sha256=person.contact_sha256) if person.contact_sha256 else Q(pk=None)
    who |= Q(user=person.user_pk) if person.user_pk else Q(pk=None)
    return Entrant.objects.filter(who).select_related("contest__agency", "agency").order_by("entered_at")


def _barred(person: Person) -> QuerySet[Barred]:
    rows = Barred.objects.select_related("contest")
    return rows.filter(contact_sha256=person.contact_sha256) if person.contact_sha256 else rows.none()


def _copy(person: Person) -> Iterable[Copied]:
    entrants = list(_entrants(person))
    yield Copied("Dự thi", tuple(held_about(entrant) for entrant in entrants))
    yield Copied(
        "Ai đã mở danh sách có họ tên, liên hệ của bạn",
        tuple(looks_at("contests.Entrant", [entrant.pk for entrant in entrants])),
    )
    yield Copied(
        "Không được dự thi",
        tuple({"cuộc thi": row.contest.title, "họ tên": row.name, "lý do": row.reason} for row in _barred(person)),
    )
    codes = EntryCode.objects.filter(contact_sha256=person.contact_sha256).exclude(contact="").order_by("made_at")
    if person.contact_sha256:
        yield Copied("Mã xác nhận dự thi đang dùng", tuple({"xin lúc": plain(code.made_at)} for code in codes))


def _erase(person: Person, *, at: datetime) -> Erased:
    entrants = [entrant for entrant in _entrants(person) if entrant.erased_at is None]
    left = [entrant for entrant in entrants if not erase_entrant(entrant=entrant, at=at)]
    codes = 0
    if person.contact_sha256:
        codes = EntryCode.objects.filter(contact_sha256=person.contact_sha256).delete()[0]
    kept: tuple[str, ...] = (_PAPERS_STAY,) if left else ()
    if _barred(person).exists():
        kept += (_BARRED_STAYS,)
    return Erased({"contests.Entrant": len(entrants), "contests.EntryCode": codes}, kept)


def _consents_given(person: Person) -> Iterable[ConsentGiven]:
    for entrant in _entrants(person):
        if entrant.erased_at is None:
            yield ConsentGiven(ENTERING.slug, entrant.consent_version, entrant.consented_at, entrant.contest.title)


PERSONAL = Declared(
    app="contests",
    purposes=(
        Purpose(
            slug=_ENTERING,
            title="Dự thi trực tuyến",
            why="Mỗi người chỉ thi một lần; đúng đối tượng; tính kết quả, trao giải; xem xét bài nộp bất thường.",
            ground=Ground.CONSENT,
            consent=ENTERING.slug,
            keeps="Đến ngày ghi trong thể lệ, tính bằng tháng sau vòng cuối, rồi tự xóa; còn bài mang mã người thi.",
            seen_by="Ban tổ chức cuộc thi; mỗi lần mở danh sách có liên hệ đều được ghi lại. Họ tên, liên hệ lưu không "
            "mã hóa vì ban tổ chức phải tìm được theo một phần của tên.",
            erased="Xóa ngay họ tên, liên hệ, năm sinh; bài đã làm ở lại dưới mã người thi.",
        ),
        Purpose(
            slug="barred",
            title="Người không được dự thi",
            why="Người tổ chức, ra đề không được dự thi: cuộc thi công bằng.",
            ground=Ground.DUTY,
            keeps="Cùng hồ sơ cuộc thi.",
            seen_by="Ban tổ chức cuộc thi.",
            erased="Giữ lại cùng hồ sơ cuộc thi.",
        ),
    ),
    fields=(
        personal("contests.Contest", "contact", Whose.OFFICIAL, Kind.CONTACT, "portal_contact"),
        personal("contests.Contest", "made_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("contests.Barred", "contact_sha256 name reason", Whose.OFFICIAL, Kind.IDENTIFIES, "barred"),
        personal("contests.EntryCode", "contact contact_sha256 address_sha256", Whose.CITIZEN, Kind.CONTACT, _ENTERING),
        personal(
            "contests.Entrant",
            "full_name birth_year user code agency audience",
            Whose.CITIZEN,
            Kind.IDENTIFIES,
            _ENTERING,
        ),
        personal("contests.Entrant", "contact contact_sha256", Whose.CITIZEN, Kind.CONTACT, _ENTERING),
        personal("contests.Entrant", "extra_minutes extra_grounds", Whose.CITIZEN, Kind.BEHAVIOUR, _ENTERING),
        personal("contests.SavedAnswers", "answers", Whose.CITIZEN, Kind.BEHAVIOUR, _ENTERING),
        personal("contests.Submission", "answers score excluded_reason", Whose.CITIZEN, Kind.BEHAVIOUR, _ENTERING),
        personal("contests.Submission", "device_sha256 address_sha256", Whose.CITIZEN, Kind.BEHAVIOUR, _ENTERING),
        personal("contests.Standing", "rank score prediction_distance", Whose.CITIZEN, Kind.BEHAVIOUR, _ENTERING),
        personal("contests.Standing", "seconds_used prize", Whose.CITIZEN, Kind.BEHAVIOUR, _ENTERING),
        personal("contests.Irregularity", "kind state reasons decision", Whose.CITIZEN, Kind.BEHAVIOUR, _ENTERING),
        personal("contests.Irregularity", "decided_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("contests.Question", "written_by reviewed_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("contests.QuestionImport", "uploaded_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("contests.DifferentQuestions", "decided_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
        personal("contests.RoundResult", "made_by", Whose.OFFICIAL, Kind.BEHAVIOUR, _WHO),
    ),
    nothing=(
        Nothing("contests.Contest", "title slug introduction least_age most_age place attempts_allowed", "Thể lệ."),
        Nothing("contests.Contest", "minutes_allowed tie_breaks keeps_months called_off_reason", "Thể lệ."),
        Nothing("contests.RulesVersion", "number rules sha256 reason", "Thể lệ đã công bố."),
        Nothing("contests.Prize", "name first_rank last_rank amount_dong note", "Cơ cấu giải."),
        Nothing("contests.Headcount", "people source", "Số người của đơn vị."),
        Nothing("contests.EntryCode", "code_sha256 tries contact_kind", "Mã băm của mã xác nhận, số lần nhập."),
        Nothing("contests.Entrant", "contact_kind consent_version erase_on", "Bản đồng ý và ngày xóa."),
        Nothing("contests.QuestionBank", "name description", "Ngân hàng câu hỏi."),
        Nothing("contests.Question", "text options key explanation source source_address", "Câu hỏi và nguồn."),
        Nothing("contests.Question", "valid_from valid_to drawn_from review_note folded_text", "Câu hỏi và nguồn."),
        Nothing("contests.Question", "times_shown share_right discrimination", "Số đo của câu hỏi."),
        Nothing("contests.Round", "number title seed seed_sha256 closing_sha256", "Vòng thi và số rút thăm."),
        Nothing("contests.Quota", "questions", "Số câu."),
        Nothing("contests.RoundPool", "pool quotas keys sha256", "Đề đã niêm phong."),
        Nothing("contests.Attempt", "number paper", "Đề của lượt thi, không có câu trả lời."),
        Nothing("contests.SavedAnswers", "version", "Số lần lưu."),
        Nothing(
            "contests.Submission", "key slip_code slip_sha256 by_clock", "Khóa, mã phiếu ngẫu nhiên, nộp khi hết giờ."
        ),
        Nothing("contests.QuestionImport", "file_name file_sha256 items counts", "Tệp câu hỏi."),
        Nothing("contests.QuestionMark", "mark", "Dấu để tìm câu hỏi gần giống."),
        Nothing("contests.ItemStatistics", "times_shown times_right discrimination chosen", "Số đo của câu hỏi."),
        Nothing("contests.RoundResult", "version reason changes figures file sha256", "Kết quả theo mã người thi."),
        Nothing("contests.Standing", "audience decided_by certificate_code", "Cách xếp hạng, mã giấy chứng nhận."),
        Nothing("contests.UnitStanding", "entrants attempts people score_sum rank", "Số liệu của đơn vị."),
        Nothing("contests.Irregularity", "key", "Khóa của nhóm bài nộp."),
        Nothing("contests.RoundTally", "entrants attempts begun units", "Số đếm của vòng."),
    ),
    consents=(ENTERING,),
    copy=_copy,
    erase=_erase,
    consents_given=_consents_given,
    withdraw={ENTERING.slug: _erase},
    sweeps=(sweep_entry_codes, sweep_expired_entrants),
)
