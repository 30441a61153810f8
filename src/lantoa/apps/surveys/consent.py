"""What one agrees to before answering (base/consents.py)."""

from lantoa.apps.base.consents import ConsentForm
from lantoa.apps.surveys.models import SurveyRound

# The law the text speaks of: Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15, in force from 01/01/2026.
ANSWERING = ConsentForm(
    slug="surveys",
    title="Trả lời khảo sát",
    texts={
        "1": (
            "{organiser} hỏi để biết người dân hài lòng đến đâu và sửa những gì chưa tốt. Không dùng vào việc khác.",
            "Không hỏi họ tên, số điện thoại, số giấy tờ. Phiếu không ghi là của ai; đường dẫn chỉ dùng được một lần.",
            "Kết quả chỉ nêu con số của nhiều người gộp lại. Phiếu gửi qua mạng thì cơ quan bị hỏi không đọc được.",
            "Lời viết tự do được giữ {months} tháng sau khi đợt khảo sát khóa rồi xóa. Xin đừng ghi họ tên, số điện "
            "thoại, số hồ sơ của ai trong đó.",
            "Trả lời hay không là tùy ông/bà; không trả lời cũng không ảnh hưởng gì đến hồ sơ. Vì phiếu không ghi tên "
            "nên gửi rồi thì không tìm lại để sửa hay rút được.",
        )
    },
    sample={"organiser": "Cơ quan chủ trì khảo sát", "months": "số"},
)
CONSENT_VERSION = ANSWERING.newest


def consent_of(survey_round: SurveyRound, version: str = CONSENT_VERSION) -> tuple[str, ...]:
    """Return the paragraphs of a version as they speak of the round; needs its agency at hand."""
    organiser = survey_round.agency.name if survey_round.agency else "Cơ quan chủ trì khảo sát"
    return ANSWERING.read(version, organiser=organiser, months=str(survey_round.keeps_months)).paragraphs
