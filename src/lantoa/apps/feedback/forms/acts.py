"""What an officer types to take a step: one short form an act, each with the key of its press and the version seen."""

from datetime import date
from secrets import token_urlsafe
from typing import Any

from django import forms

from lantoa.apps.agencies.models import Agency
from lantoa.apps.feedback.models import FeedbackStep
from lantoa.apps.feedback.states import Act
from lantoa.apps.privacy.wording import without_persons

_MOST = FeedbackStep._meta.get_field("words").max_length
_WORDS: dict[Act, tuple[str, str]] = {
    Act.ACKNOWLEDGE: ("Lời nhắn cho người dân (không bắt buộc)", "Ví dụ: ai sẽ xem, khi nào đến nơi."),
    Act.ANSWER: (
        "Trả lời người dân",
        "Viết đã làm gì, kết quả ra sao, nếu chưa được thì vì sao. Người dân đọc đúng lời này.",
    ),
    Act.ASK_BACK: ("Cần người dân bổ sung gì?", "Đồng hồ trả lời dừng cho đến khi người dân bổ sung."),
    Act.FORWARD: ("Lý do chuyển", "Người dân và cơ quan nhận đọc được. Thời hạn đang tính vẫn giữ nguyên."),
    Act.EXTEND: ("Lý do gia hạn", "Người dân đọc được lý do này."),
    Act.CLOSE: ("Lời kết thúc", "Kết thúc không có nghĩa là đã giải quyết xong: điều đó do người dân đánh giá."),
    Act.REFUSE: ("Lý do không tiếp nhận", "Người dân đọc được."),
    Act.NOTE: ("Ghi chú nội bộ", "Chỉ cán bộ thấy. Đừng chép lại liên hệ của người dân vào đây."),
}
_OPTIONAL = frozenset({Act.ACKNOWLEDGE, Act.CLOSE})
TITLES: dict[Act, str] = {
    Act.ACKNOWLEDGE: "Tiếp nhận",
    Act.ANSWER: "Trả lời",
    Act.ASK_BACK: "Đề nghị bổ sung",
    Act.FORWARD: "Chuyển cơ quan khác",
    Act.EXTEND: "Gia hạn",
    Act.CLOSE: "Kết thúc",
    Act.REFUSE: "Không tiếp nhận",
    Act.NOTE: "Ghi chú nội bộ",
}


class ActForm(forms.Form):
    """The words of one act; forwarding also asks where to, refusing where the citizen goes instead."""

    key = forms.CharField(max_length=40, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    to = forms.ModelChoiceField(
        Agency.objects.none(), label="Chuyển đến", empty_label="Chọn cơ quan",
        error_messages={"required": "Hãy chọn cơ quan nhận."},
    )  # fmt: skip
    words = forms.CharField(
        label="", max_length=_MOST, widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Hãy viết nội dung.", "max_length": "Nội dung dài quá; hãy rút gọn."},
    )  # fmt: skip
    instead = forms.CharField(
        label="Người dân nên đến đâu, làm gì thay vào đó?", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Hãy ghi nơi giải quyết để người dân biết đường đi tiếp."},
    )  # fmt: skip

    def __init__(self, act: Act, data: Any = None, *, version: int, on: date) -> None:
        super().__init__(data, auto_id=f"{act}_%s", initial={"key": token_urlsafe(16), "version": version})
        self.act = act
        words = self.fields["words"]
        words.label, words.help_text = _WORDS[act]
        words.required = act not in _OPTIONAL
        if act == Act.FORWARD:
            self.fields["to"].queryset = Agency.objects.valid_on(on).order_by("name", "pk")  # type: ignore[attr-defined]
        else:
            del self.fields["to"]
        if act != Act.REFUSE:
            del self.fields["instead"]

    @property
    def title(self) -> str:
        """Return what the button and the heading of the form say."""
        return TITLES[self.act]

    @property
    def address(self) -> str:
        """Return the name of the address that takes the act."""
        return f"feedback:{self.act}"

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action takes."""
        return dict(self.cleaned_data)


class ContactForm(forms.Form):
    """Why somebody opens who sent it; the reason stays in the log of accesses."""

    reason = forms.CharField(
        label="Vì sao cần xem liên hệ?", max_length=300,
        help_text="Lượt xem và lý do được ghi lại, không sửa được; người gửi đọc được ai đã xem và vì sao. Không ghi "
        "tên, số điện thoại của ai.",
        error_messages={"required": "Hãy ghi lý do; lượt xem nào cũng được ghi lại."},
    )  # fmt: skip

    def clean_reason(self) -> str:
        return without_persons(self.cleaned_data["reason"])


class TranscriptForm(forms.Form):
    """What is heard in a voice note."""

    transcript = forms.CharField(
        label="Nghe được gì trong ghi âm", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Gõ lại để người sau đọc nhanh và tìm được; gõ đúng lời, không thêm ý.",
    )  # fmt: skip
