"""Checks of what a contest says about itself: basics, who may enter, papers, ties, privacy."""

from collections.abc import Mapping
from typing import Any

from django import forms

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency
from lantoa.apps.contests.forms.inputs import moment_field, number_field, slug_of
from lantoa.apps.contests.models import Contest, QuestionBank
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.queries.templates import ContestTemplate, contest_templates
from lantoa.apps.directives.models import Programme
from lantoa.apps.newsroom.models import PortalPage
from lantoa.apps.newsroom.queries import portals_seen_by
from lantoa.core.scoring import TieBreak

# What stands beside the contests under /cuoc-thi/.
_TAKEN_SLUGS = frozenset({"chung-nhan", "kiem-tra"})
_TAKEN = "Đã có cuộc thi khác ở địa chỉ này; hãy đổi vài chữ."
TIE_WORDS = {
    TieBreak.PREDICTION: "dự đoán gần đúng hơn",
    TieBreak.SECONDS: "làm bài nhanh hơn",
    TieBreak.RECEIVED: "nộp bài sớm hơn",
}


class _DraftForm(forms.ModelForm):  # type: ignore[type-arg]
    """Fields of a contest; `values` go to the action."""

    def validate_constraints(self) -> None:
        """Leave the database's rules to `clean`, which tells them in words beside the field."""

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields}


class BasicsForm(_DraftForm):
    """What the contest is called, where it stands, who holds it."""

    class Meta:
        model = Contest
        fields = ("title", "slug", "portal", "agency", "programme", "introduction", "contact")
        widgets = {"introduction": forms.Textarea(attrs={"rows": 4}), "contact": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "slug": "Phần cuối địa chỉ công khai: /cuoc-thi/địa-chỉ/. Chữ thường không dấu, số và gạch nối.",
            "introduction": "Vài câu nói cuộc thi để làm gì, hiện đầu trang công khai.",
            "contact": "Điện thoại, thư điện tử, nơi gặp Ban tổ chức.",
        }

    def __init__(self, *given: Any, user: User, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["portal"].queryset = portals_seen_by(user)  # type: ignore[attr-defined]
        for name, field in self.fields.items():
            field.error_messages["required"] = "Hãy điền mục này." if name != "portal" else "Hãy chọn chuyên trang."

    def clean_slug(self) -> str:
        return _free_slug(self.cleaned_data["slug"], but=self.instance.pk)


class WhoForm(_DraftForm):
    """Who may enter."""

    least_age = number_field("Từ đủ bao nhiêu tuổi", least=6, most=120, required=False)
    most_age = number_field("Đến hết bao nhiêu tuổi", least=6, most=120, required=False)

    class Meta:
        model = Contest
        fields = ("officials", "citizens", "least_age", "most_age", "place")
        help_texts = {"place": "Ví dụ: đang sinh sống tại tỉnh Quảng Trị. Để trống là không giới hạn."}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("officials") and not cleaned.get("citizens"):
            self.add_error("officials", "Phải có ít nhất một đối tượng được dự thi.")
        least, most = cleaned.get("least_age"), cleaned.get("most_age")
        if least and most and least > most:
            self.add_error("most_age", "Tuổi lớn nhất phải từ tuổi nhỏ nhất trở lên.")
        return cleaned


class TakingForm(_DraftForm):
    """How papers are taken."""

    attempts_allowed = number_field(
        "Số lượt thi mỗi vòng", most=20, help_text="Nhiều lượt thì lượt cao nhất của mỗi người được tính."
    )
    minutes_allowed = number_field(
        "Thời gian làm bài (phút)", most=600, required=False, help_text="Để trống là làm đến khi vòng đóng."
    )

    class Meta:
        model = Contest
        fields = ("attempts_allowed", "minutes_allowed", "prediction", "shuffles_options")


class TiesForm(forms.Form):
    """What decides among equal scores, in order; how units are ranked."""

    _choices = (("", "–"), *((str(key), words) for key, words in TIE_WORDS.items()))
    first = forms.ChoiceField(label="Bằng điểm thì xét trước hết", choices=_choices, required=False)
    second = forms.ChoiceField(label="Vẫn bằng thì xét", choices=_choices, required=False)
    third = forms.ChoiceField(label="Vẫn bằng nữa thì xét", choices=_choices, required=False)
    unit_ranking = forms.ChoiceField(label="Xếp hạng đơn vị", choices=Contest.UnitRanking.choices)

    @staticmethod
    def initial_of(contest: Contest) -> dict[str, Any]:
        """Return what the form shows for a contest."""
        order = dict(zip(("first", "second", "third"), contest.tie_breaks, strict=False))
        return {**order, "unit_ranking": contest.unit_ranking}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        seen: set[str] = set()
        for name in ("first", "second", "third"):
            chosen = cleaned.get(name)
            if chosen and chosen in seen:
                self.add_error(name, "Cách này đã chọn ở trên.")
            seen.add(chosen or "")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        order = [self.cleaned_data[name] for name in ("first", "second", "third")]
        return {"tie_breaks": [word for word in order if word], "unit_ranking": self.cleaned_data["unit_ranking"]}


class PrivacyForm(_DraftForm):
    """How long personal data is kept."""

    keeps_months = number_field(
        "Giữ dữ liệu cá nhân mấy tháng sau khi kết thúc",
        most=60,
        help_text="Đủ để trả giải và giải quyết khiếu nại; hết hạn thì họ tên, liên hệ tự xóa.",
    )

    class Meta:
        model = Contest
        fields = ("keeps_months",)


class NewContestForm(forms.Form):
    """What is needed to begin: a template, a title, whose contest it is, when it opens, which banks it draws from."""

    template = forms.ChoiceField(label="Mẫu thể lệ", error_messages={"required": "Hãy chọn một mẫu."})
    title = forms.CharField(label="Tên cuộc thi", max_length=200, error_messages={"required": "Hãy đặt tên cuộc thi."})
    slug = forms.SlugField(
        label="Địa chỉ (không bắt buộc)", max_length=80, required=False, help_text="Để trống thì lấy từ tên cuộc thi."
    )
    programme = forms.ModelChoiceField(
        label="Chương trình tuyên truyền",
        queryset=Programme.objects.order_by("-year", "-pk"),
        empty_label=None,
        error_messages={"required": "Hãy chọn chương trình; chưa có thì tiếp nhận văn bản chỉ đạo trước."},
    )
    portal = forms.ModelChoiceField(
        label="Chuyên trang",
        queryset=PortalPage.objects.none(),
        empty_label="Chọn chuyên trang",
        error_messages={"required": "Hãy chọn chuyên trang; chưa có thì mở chuyên trang trước."},
    )
    agency = forms.ModelChoiceField(
        label="Đơn vị tổ chức",
        queryset=Agency.objects.order_by("name"),
        empty_label="Chọn đơn vị",
        error_messages={"required": "Hãy chọn đơn vị tổ chức."},
    )
    opens_at = moment_field("Vòng đầu mở lúc")
    bank_officials = forms.ModelChoiceField(
        label="Ngân hàng câu hỏi cho cán bộ (chọn sau cũng được)",
        queryset=QuestionBank.objects.all(),
        required=False,
        empty_label="Chọn sau",
    )
    bank_citizens = forms.ModelChoiceField(
        label="Ngân hàng câu hỏi cho người dân (chọn sau cũng được)",
        queryset=QuestionBank.objects.all(),
        required=False,
        empty_label="Chọn sau",
    )

    def __init__(self, *given: Any, user: User, **options: Any) -> None:
        super().__init__(*given, **options)
        self.fields["portal"].queryset = portals_seen_by(user)  # type: ignore[attr-defined]
        names = [(code, template.name) for code, template in contest_templates().items()]
        self.fields["template"].choices = names  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("title") and "slug" not in self.errors:
            try:
                cleaned["slug"] = _free_slug(cleaned.get("slug") or slug_of(cleaned["title"]), but=None)
            except forms.ValidationError as error:
                self.add_error("slug", error)
        return cleaned

    @property
    def chosen_template(self) -> ContestTemplate:
        return contest_templates()[self.cleaned_data["template"]]

    @property
    def banks(self) -> Mapping[str, QuestionBank]:
        chosen = {Audience.OFFICIALS: "bank_officials", Audience.CITIZENS: "bank_citizens"}
        return {audience: self.cleaned_data[name] for audience, name in chosen.items() if self.cleaned_data[name]}


def _free_slug(slug: str, *, but: int | None) -> str:
    if not slug:
        raise forms.ValidationError("Hãy ghi địa chỉ bằng chữ thường không dấu, ví dụ tim-hieu-cchc-2025.")
    if Contest.objects.filter(slug=slug).exclude(pk=but or 0).exists() or slug in _TAKEN_SLUGS:
        raise forms.ValidationError(_TAKEN)
    return slug
