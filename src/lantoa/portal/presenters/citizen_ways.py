"""What a citizen comes for, as a few ways on the first page."""

from django.urls import reverse

from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.parts import Card

TITLE = "Bạn cần gì?"


def citizen_ways() -> tuple[Card, ...]:
    """Return the ways to the service guide, the guided questions, the feedback form and the surveys."""
    return (
        Card("Làm thủ tục", addresses.services(), text="Giấy tờ, phí, thời gian, nơi nộp của từng thủ tục."),
        Card("Tôi cần…", addresses.needs(), text="Trả lời vài câu, nhận danh sách việc cần làm."),
        Card("Gửi phản ánh", reverse("sending:form"), text="Nói điều chưa được; có hạn trả lời, theo dõi được."),
        Card("Đánh giá sự phục vụ", reverse("portal:surveys"), text="Khảo sát hài lòng: đang hỏi gì, kết quả ra sao."),
    )
