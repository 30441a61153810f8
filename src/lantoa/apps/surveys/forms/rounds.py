"""Checks of what officers type about rounds and strata."""

from typing import Any

from django import forms
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Programme, Theme
from lantoa.apps.services.models import Procedure
from lantoa.apps.surveys.actions.rounds import OPEN_VALUES
from lantoa.apps.surveys.forms.building import words_field
from lantoa.apps.surveys.models import Questionnaire, SurveyRound

_NUMBER = {
    "required": "Hãy ghi một số.", "invalid": "Hãy ghi một số nguyên.", "min_value": "Số này nhỏ quá.",
    "max_value": "Số này lớn quá.",
}  # fmt: skip
_MOMENT = {"required": "Hãy chọn ngày và giờ.", "invalid": "Ngày giờ chưa đúng, ví dụ đúng: 01/10/2026 08:00."}


def _moment(label: str) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, error_messages=_MOMENT)


class RoundFilter(forms.Form):
    """Filter rounds by words and state, and sort them."""

    words = forms.CharField(label="Tên đợt", required=False, max_length=100)
    state = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Tất cả"), *SurveyRound.State.choices])
    sort = forms.ChoiceField(
        label="Xếp theo", required=False, choices=[("", "Ngày mở, mới trước"), ("khoa", "Ngày khóa"), ("ten", "Tên")]
    )

    def apply(self, rows: Any) -> Any:
        """Return the rounds that pass, in the order asked for."""
        if not self.is_valid():
            return rows.order_by("-opens_at", "-pk")
        asked = self.cleaned_data
        if asked["words"].strip():
            rows = rows.filter(title__icontains=asked["words"].strip())
        if asked["state"]:
            rows = rows.filter(state=asked["state"])
        order = {"": ("-opens_at", "-pk"), "khoa": ("closes_at", "pk"), "ten": ("title", "pk")}
        return rows.order_by(*order[asked["sort"]])


class RoundForm(forms.Form):
    """A round; once it is open only what may still change."""

    title = words_field("Tên đợt", most=160)
    questionnaire = forms.ModelChoiceField(
        Questionnaire.objects.none(), label="Bảng hỏi", error_messages={"required": "Hãy chọn bảng hỏi."},
        help_text="Bảng hỏi được chốt khi đợt mở; từ đó không sửa được nữa.",
    )  # fmt: skip
    agency = forms.ModelChoiceField(Agency.objects.none(), label="Cơ quan chủ trì", required=False)
    programme = forms.ModelChoiceField(Programme.objects.none(), label="Chương trình", required=False)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(), label="Nội dung tuyên truyền liên quan", required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    opens_at = _moment("Mở lúc")
    closes_at = _moment("Khóa lúc")
    open_to_all = forms.BooleanField(
        label="Có trang mở cho mọi người", required=False,
        help_text=(
            "Ai vào trang Khảo sát cũng trả lời được, mỗi trình duyệt một phiếu. "
            "Kết quả của trang mở được ghi riêng, không trộn với nhóm mẫu."
        ),
    )  # fmt: skip
    least_shown = forms.IntegerField(
        label="Số phiếu ít nhất để nêu kết quả", min_value=5, max_value=1000, initial=30, error_messages=_NUMBER,
        help_text="Nhóm ít phiếu hơn thì không nêu con số, để không đoán ra ai trả lời gì.",
    )  # fmt: skip
    keeps_months = forms.IntegerField(
        label="Giữ lời viết tự do (tháng sau khi khóa)", min_value=1, max_value=60, initial=12, error_messages=_NUMBER
    )
    previous = forms.ModelChoiceField(SurveyRound.objects.none(), label="So sánh với đợt", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, survey_round: SurveyRound | None, **kwargs: Any) -> None:
        if survey_round is not None:
            kwargs.setdefault("initial", round_initial(survey_round))
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["questionnaire"].queryset = Questionnaire.objects.order_by("-made_at", "-pk")
        fields["agency"].queryset = Agency.objects.order_by("name", "pk")
        fields["programme"].queryset = Programme.objects.select_related("directive").order_by("-year", "-pk")
        fields["themes"].queryset = Theme.objects.order_by("programme", "position")
        others = SurveyRound.objects.exclude(state=SurveyRound.State.DRAFT).order_by("-opens_at")
        fields["previous"].queryset = others.exclude(pk=survey_round.pk) if survey_round else others
        state = survey_round.state if survey_round else SurveyRound.State.DRAFT
        if state != SurveyRound.State.DRAFT:
            kept = OPEN_VALUES if state == SurveyRound.State.OPEN else {"previous"}
            for name in [name for name in fields if name not in {*kept, "version"}]:
                del fields[name]

    def clean(self) -> dict[str, Any]:
        """Check that the days are in order."""
        given: dict[str, Any] = super().clean() or {}
        first, last = given.get("opens_at") or self.initial.get("opens_at"), given.get("closes_at")
        if first and last and first >= last:
            self.add_error("closes_at", "Ngày khóa phải sau ngày mở.")
        return given

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action stores beside the themes."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"themes", "version"}}


def round_initial(survey_round: SurveyRound) -> dict[str, Any]:
    """Return what the form of a round begins with."""
    names = (
        "title", "questionnaire", "agency", "programme", "open_to_all", "least_shown", "keeps_months", "previous",
        "version",
    )  # fmt: skip
    moments = {name: timezone.localtime(getattr(survey_round, name)) for name in ("opens_at", "closes_at")}
    return {**{name: getattr(survey_round, name) for name in names}, **moments, "themes": survey_round.themes.all()}


class StratumForm(forms.Form):
    """One stratum: who used which procedure at which agency."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan", error_messages={"required": "Hãy chọn cơ quan."}
    )
    procedure = forms.ModelChoiceField(
        Procedure.objects.none(), label="Thủ tục hành chính", required=False, empty_label="Mọi thủ tục"
    )
    quota = forms.IntegerField(label="Số phiếu cần có", min_value=0, max_value=1_000_000, error_messages=_NUMBER)
    population = forms.IntegerField(
        label="Số lượt giải quyết hồ sơ", min_value=0, max_value=100_000_000, required=False, error_messages=_NUMBER,
        help_text="Trong thời gian đợt này hỏi về; dùng để tính trọng số. Không nơi nào nêu thì để trống.",
    )  # fmt: skip
    source = words_field("Nguồn của con số ấy", most=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["agency"].queryset = Agency.objects.order_by("name", "pk")
        fields["procedure"].queryset = Procedure.objects.order_by("plain_title", "pk")


class StrataImportForm(forms.Form):
    """Strata pasted from a table, or in a file."""

    text = forms.CharField(
        label="Dán bảng", required=False, max_length=200_000,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=(
            "Chép từ Excel rồi dán. Cột: cơ quan, thủ tục (để trống là mọi thủ tục), số phiếu cần có, "
            "số lượt giải quyết hồ sơ, nguồn."
        ),
    )  # fmt: skip
    file = forms.FileField(
        label="Hoặc chọn tệp Excel, CSV", required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Check that something was given."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("text", "").strip() and not given.get("file"):
            self.add_error("text", "Hãy dán bảng, hoặc chọn một tệp.")
        return given
