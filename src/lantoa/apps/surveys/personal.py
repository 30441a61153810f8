"""Personal data of surveys: answers that name nobody, and free text in which somebody may have named himself.

Nothing says whose a response is, so nobody's can be found again: that is told before answering (consent.py).
"""

import re
from datetime import datetime

from lantoa.apps.base.models import Message
from lantoa.apps.base.personal import Declared, Erased, Ground, Kind, Nothing, Person, Purpose, Whose, personal
from lantoa.apps.surveys.closing_sweep import sweep_free_text
from lantoa.apps.surveys.consent import ANSWERING
from lantoa.apps.surveys.models import ResponseValue
from lantoa.apps.surveys.tickets import token_sha256

_STAYS = (
    "Phiếu khảo sát không ghi là của ai nên không tìm lại được để xóa; lời viết tự do tự xóa khi hết hạn ghi trong đợt "
    "khảo sát."
)
_SECRET = re.compile(r"/tra-loi/([\w-]{16,64})/")


def _erase(person: Person, *, at: datetime) -> Erased:
    """Erase the words of responses that can still be told: those to an invitation that lies in the outbox yet (two
    days), for whoever has proved its mailbox.
    """
    if not person.contact:
        return Erased()
    texts = Message.objects.filter(key__startswith="surveys.", to__iexact=person.contact).values_list("text", flat=True)
    hashes = [token_sha256(secret) for text in texts for secret in _SECRET.findall(text)]
    words = ResponseValue.objects.filter(response__ticket__token_sha256__in=hashes).exclude(text="")
    return Erased({"surveys.ResponseValue": words.delete()[0]}, (_STAYS,))


PERSONAL = Declared(
    app="surveys",
    purposes=(
        Purpose(
            slug="answering",
            title="Khảo sát sự hài lòng",
            why="Biết người dân hài lòng đến đâu với dịch vụ và cơ quan nào, để sửa những gì chưa tốt.",
            ground=Ground.CONSENT,
            consent=ANSWERING.slug,
            keeps="Lời viết tự do: số tháng ghi trong đợt khảo sát, tính từ ngày khóa, rồi tự xóa. Câu chọn đáp án "
            "không gắn với ai nên giữ cùng kết quả.",
            seen_by="Cán bộ chương trình và quản trị viên; cơ quan bị hỏi chỉ xem con số gộp.",
            erased="Phiếu không ghi tên và liên hệ nên không tìm được phiếu của riêng ai để xóa trước hạn.",
        ),
    ),
    fields=(
        personal("surveys.ResponseValue", "text", Whose.CITIZEN, Kind.WORDS, "answering"),
        personal("surveys.ResponseValue", "value", Whose.CITIZEN, Kind.BEHAVIOUR, "answering"),
        personal("surveys.SurveyResponse", "excluded_reason", Whose.CITIZEN, Kind.BEHAVIOUR, "answering"),
        personal("surveys.SurveyResponse", "entered_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "who_did"),
        personal("surveys.Questionnaire", "made_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "who_did"),
        personal("surveys.SurveyRound", "made_by", Whose.OFFICIAL, Kind.BEHAVIOUR, "who_did"),
    ),
    nothing=(
        Nothing("surveys.Questionnaire", "name introduction thanks version", "Lời của bảng hỏi."),
        Nothing("surveys.SurveyQuestion", "position code text help options only_if satisfied_from", "Câu hỏi."),
        Nothing("surveys.SurveyQuestion", "index_slug component_code", "Chỉ số mà câu hỏi gắn với."),
        Nothing("surveys.SurveyRound", "slug title least_shown keeps_months version", "Đợt khảo sát."),
        Nothing("surveys.Stratum", "quota population source", "Số phiếu cần và số người của nhóm."),
        Nothing("surveys.Ticket", "token_sha256 serial outcome", "Phiếu mời ngẫu nhiên, không ghi gửi cho ai."),
        Nothing("surveys.SurveyResponse", "channel key consent_version erase_on", "Kênh, khóa, bản đồng ý, ngày xóa."),
    ),
    consents=(ANSWERING,),
    erase=_erase,
    sweeps=(sweep_free_text,),
)
