"""Filtering irregularities, and what a person decides about one."""

from django import forms
from django.db.models import Count, QuerySet

from lantoa.apps.contests.models import Contest, Irregularity
from lantoa.apps.privacy.wording import names_nobody

_ALL = ("", "Tất cả")
_SORTS = {
    "": "Mới phát hiện trước",
    "-size": "Nhiều bài nộp trước",
    "kind": "Theo dấu hiệu",
    "round__number": "Theo vòng",
}


class IrregularityFilter(forms.Form):
    """Round, kind, state, and the order of the list; what a field cannot read filters nothing."""

    vong = forms.ChoiceField(label="Vòng thi", required=False)
    dau_hieu = forms.ChoiceField(label="Dấu hiệu", choices=[_ALL, *Irregularity.Kind.choices], required=False)
    trang_thai = forms.ChoiceField(label="Trạng thái", choices=[_ALL, *Irregularity.State.choices], required=False)
    sap_xep = forms.ChoiceField(label="Sắp xếp", choices=list(_SORTS.items()), required=False)

    def __init__(self, data: object, *, contest: Contest) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        rounds = contest.rounds.order_by("number").values_list("number", "title")
        choices = [_ALL, *((str(number), title) for number, title in rounds)]
        self.fields["vong"].choices = choices  # type: ignore[attr-defined]

    def apply(self, rows: QuerySet[Irregularity]) -> QuerySet[Irregularity]:
        """Return the rows that pass, each with `size`, in the order asked for."""
        self.is_valid()
        asked = self.cleaned_data
        if asked.get("vong"):
            rows = rows.filter(round__number=asked["vong"])
        if asked.get("dau_hieu"):
            rows = rows.filter(kind=asked["dau_hieu"])
        if asked.get("trang_thai"):
            rows = rows.filter(state=asked["trang_thai"])
        rows = rows.annotate(size=Count("submissions"))
        return rows.order_by(*filter(None, [asked.get("sap_xep")]), "-found_at", "pk")


class DecisionForm(forms.Form):
    """What the person decides, and why."""

    state = forms.ChoiceField(label="Kết luận", choices=Irregularity.State.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        validators=[names_nobody],
        label="Vì sao",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi điều đã xem, đã hỏi ai. Lời này ở lại trong nhật ký.",
        error_messages={"required": "Hãy ghi rõ vì sao kết luận như vậy."},
    )

    def __init__(self, data: object = None, *, irregularity: Irregularity) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        labels = {
            Irregularity.State.DISMISSED: "Không vi phạm",
            Irregularity.State.UPHELD: "Vi phạm (chưa loại bài nào; loại bài là việc riêng, làm sau)",
            Irregularity.State.OPEN: "Xem xét lại từ đầu",
        }
        choices = [(state.value, words) for state, words in labels.items() if state != irregularity.state]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]


class ExcludeForm(forms.Form):
    """Which of the submissions are taken out of the ranking, and the reason that everybody reads."""

    reason = forms.CharField(
        validators=[names_nobody],
        label="Lý do loại",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Công bố cùng kết quả, cạnh mã người thi; đừng ghi tên người.",
        error_messages={"required": "Hãy ghi lý do; lý do được công bố cùng kết quả."},
    )
    submissions = forms.TypedMultipleChoiceField(
        label="Các bài nộp",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Hãy chọn ít nhất một bài nộp."},
    )

    def __init__(self, data: object = None, *, choices: list[tuple[int, str]]) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self.fields["submissions"].choices = choices  # type: ignore[attr-defined]
