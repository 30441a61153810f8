"""What the demonstration holds besides coverage, counted for its summary."""

from lantoa.apps.broadcasts.models import Airing, Bulletin, Sound, Station
from lantoa.apps.contests.models import Attempt, Contest, Entrant, Question, Submission
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.indices.models import Edition, Index, Value
from lantoa.apps.newsroom.models import Adaptation, DigestReceipt, InternalDigest, PortalPage, StoryPage
from lantoa.apps.privacy.models import DataRequest
from lantoa.apps.search.models import SearchMiss
from lantoa.apps.services.models import HowTo, Need, Procedure, Right
from lantoa.apps.surveys.models import SurveyResponse, SurveyRound, Ticket

Line = tuple[str, int]


def published_lines() -> list[Line]:
    """Return what readers and listeners get: indices, portals, stories, bulletins."""
    return [
        ("Chỉ số", Index.objects.count()),
        ("  kỳ công bố", Edition.objects.count()),
        ("    trong đó minh họa", Edition.objects.filter(illustrative=True).count()),
        ("  giá trị và lý do không có giá trị", Value.objects.current().count()),
        ("Chuyên trang", PortalPage.objects.count()),
        ("Bài của chuyên trang", StoryPage.objects.count()),
        ("  trong đó đã đăng", StoryPage.objects.live().count()),
        ("Bản chuyển thể của bài", Adaptation.objects.count()),
        ("Bản tin nội bộ", InternalDigest.objects.count()),
        ("  lượt xác nhận đã đọc", DigestReceipt.objects.count()),
        ("Đài truyền thanh", Station.objects.count()),
        ("  bản tin phát thanh", Bulletin.objects.count()),
        ("  bản tin có âm thanh để phát", Sound.objects.filter(chosen=True).count()),
        ("  lượt phát", Airing.objects.count()),
        ("    trong đó đã phát, có báo", Airing.objects.filter(state=Airing.State.PLAYED).count()),
        ("    trong đó không phát, có lý do", Airing.objects.filter(state=Airing.State.MISSED).count()),
    ]


def contest_lines(agreeing: int) -> list[Line]:
    """Return what the contests hold; `agreeing` results were computed again with the same outcome."""
    return [
        ("Câu hỏi của các cuộc thi", Question.objects.count()),
        ("Cuộc thi", Contest.objects.count()),
        ("  người thi", Entrant.objects.count()),
        ("  lượt thi", Attempt.objects.count()),
        ("  bài nộp", Submission.objects.count()),
        ("  vòng có kết quả tính lại được", agreeing),
    ]


def citizen_lines() -> list[Line]:
    """Return what there is for citizens, and what came from them."""
    feedback = Feedback.objects
    return [
        ("Thủ tục hành chính", Procedure.objects.count()),
        ("  bài hướng dẫn từng bước", HowTo.objects.count()),
        ("  nhu cầu “Tôi cần…”", Need.objects.count()),
        ("  quyền và nghĩa vụ", Right.objects.count()),
        ("Phản ánh, kiến nghị", feedback.count()),
        *((f"  {state.label}", feedback.filter(state=state).count()) for state in Feedback.State),
        ("  đăng công khai", feedback.public().count()),
        ("Yêu cầu về dữ liệu cá nhân", DataRequest.objects.count()),
        ("Lời tìm không thấy", SearchMiss.objects.count()),
        ("Đợt khảo sát", SurveyRound.objects.count()),
        ("  phiếu mời", Ticket.objects.count()),
        ("  phiếu trả lời", SurveyResponse.objects.count()),
    ]
