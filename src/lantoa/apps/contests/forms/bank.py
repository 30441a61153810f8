"""Checks of the bank's screens: what is asked of the list, a bank, a question, a file."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, QuerySet

from lantoa.apps.contests.models import Question, QuestionBank
from lantoa.apps.contests.models.bank import Difficulty
from lantoa.apps.contests.queries.bank import ended, ending, questions_named_like, weak
from lantoa.apps.contests.question_content import LETTERS, MOST_OPTIONS, QuestionContent, problems_of, tidied
from lantoa.apps.directives.models import Theme

_SORTS = {
    "": ("-pk",),
    "cu": ("pk",),
    "het": (F("valid_to").asc(nulls_last=True), "pk"),
    "dung": (F("share_right").asc(nulls_last=True), "pk"),
    "phan-biet": (F("discrimination").asc(nulls_last=True), "pk"),
}
_SORT_WORDS = [
    ("", "Mới nhất trước"),
    ("cu", "Cũ nhất trước"),
    ("het", "Sắp hết hiệu lực trước"),
    ("dung", "Ít người đúng trước"),
    ("phan-biet", "Phân biệt kém trước"),
]
_VALIDITY = [
    ("", "Bất kỳ"),
    ("con", "Còn hiệu lực"),
    ("sap", "Sắp hết (90 ngày)"),
    ("het", "Hết hiệu lực"),
    ("yeu", "Câu yếu theo số liệu"),
]
_DAY: dict[str, Any] = {"widget": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "required": False}
_BAD_DAY = {"invalid": "Ngày này chưa đúng; hãy gõ ngày/tháng/năm."}


class QuestionFilter(forms.Form):
    """Narrow the list of questions."""

    tim = forms.CharField(label="Tìm trong câu hỏi", required=False, max_length=200)
    nh = forms.ModelChoiceField(
        label="Ngân hàng", queryset=QuestionBank.objects.all(), required=False, empty_label="Mọi ngân hàng"
    )
    trang_thai = forms.ChoiceField(
        label="Trạng thái", choices=[("", "Mọi trạng thái"), *Question.State.choices], required=False
    )
    dang = forms.ChoiceField(label="Dạng", choices=[("", "Mọi dạng"), *Question.Kind.choices], required=False)
    do_kho = forms.ChoiceField(label="Độ khó", choices=[("", "Mọi độ khó"), *Difficulty.choices], required=False)
    noi_dung = forms.ModelChoiceField(
        label="Nội dung", queryset=Theme.objects.none(), required=False, empty_label="Mọi nội dung"
    )
    hieu_luc = forms.ChoiceField(label="Hiệu lực, số liệu", choices=_VALIDITY, required=False)
    sap = forms.ChoiceField(label="Xếp theo", choices=_SORT_WORDS, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        themes = Theme.objects.filter(questions__isnull=False).distinct().select_related("programme")
        self.fields["noi_dung"].queryset = themes  # type: ignore[attr-defined]

    def rows(self, *, today: date) -> QuerySet[Question]:
        """Return the questions that pass the filter; what a field cannot read filters nothing."""
        self.is_valid()
        given = self.cleaned_data
        rows = questions_named_like(given.get("tim") or "")
        for name, column in (("nh", "bank"), ("trang_thai", "state"), ("dang", "kind"), ("do_kho", "difficulty")):
            if given.get(name):
                rows = rows.filter(**{column: given[name]})
        if theme := given.get("noi_dung"):
            rows = rows.filter(theme=theme)
        match given.get("hieu_luc"):
            case "con":
                rows = rows.exclude(ended(today))
            case "sap":
                rows = rows.filter(ending(today))
            case "het":
                rows = rows.filter(ended(today))
            case "yeu":
                rows = rows.filter(weak())
        return rows.order_by(*_SORTS[given.get("sap") or ""])

    @property
    def bank(self) -> QuestionBank | None:
        found: QuestionBank | None = self.cleaned_data.get("nh")
        return found


class BankForm(forms.ModelForm[QuestionBank]):
    """A bank; saving is the action's."""

    class Meta:
        model = QuestionBank
        fields = ("name", "description")
        help_texts = {"name": "Ví dụ: “CCHC cho cán bộ, công chức 2023”.", "description": "Câu hỏi cho ai, về gì."}
        error_messages = {"name": {"required": "Hãy đặt tên.", "unique": "Đã có ngân hàng tên này; hãy đặt tên khác."}}


class UploadForm(forms.Form):
    """A file of questions; what is in it is checked when it is read."""

    file = forms.FileField(
        label="Tệp câu hỏi",
        help_text="Tệp .xlsx hoặc .csv theo mẫu, .docx trình bày “Câu 1. … A. … B. …”, hoặc GIFT của Moodle (.txt).",
        max_length=200,
        allow_empty_file=False,
        error_messages={"required": "Hãy chọn một tệp.", "empty": "Tệp này trống; hãy chọn tệp có nội dung."},
    )


class DrawForm(forms.Form):
    """Where questions drawn from a text are kept, and what they rest on."""

    bank = forms.ModelChoiceField(label="Lưu vào ngân hàng", queryset=QuestionBank.objects.all(), empty_label=None)
    source = forms.CharField(
        label="Căn cứ của các câu được chọn",
        max_length=400,
        help_text="Văn bản và điều, khoản mà đáp án dựa vào. Câu rút từ bài báo: hãy thay bằng văn bản gốc.",
        error_messages={"required": "Hãy ghi căn cứ."},
    )


class QuestionForm(forms.Form):
    """A question as it is typed; `content` is what it says. Works without scripts: options are a fixed set of rows."""

    bank = forms.ModelChoiceField(label="Ngân hàng", queryset=QuestionBank.objects.all(), empty_label=None)
    kind = forms.ChoiceField(label="Dạng câu hỏi", choices=Question.Kind.choices)
    text = forms.CharField(
        label="Câu hỏi",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Hỏi một điều, bằng lời người dân hiểu được.",
    )
    truth = forms.ChoiceField(
        label="Câu trên là", choices=[("", "–"), ("true", "Đúng"), ("false", "Sai")], required=False
    )
    number = forms.CharField(label="Đáp số", required=False, max_length=30, help_text="Ví dụ 12 hoặc 12,5.")
    difficulty = forms.ChoiceField(label="Độ khó", choices=Difficulty.choices, initial=Difficulty.MEDIUM)
    explanation = forms.CharField(
        label="Giải thích",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Hiện cho người thi sau khi công bố kết quả.",
    )
    source = forms.CharField(
        label="Căn cứ", required=False, help_text="Văn bản và điều, khoản, ví dụ: Điều 5 Nghị định 61/2018/NĐ-CP."
    )
    source_address = forms.CharField(label="Địa chỉ xem căn cứ", required=False, max_length=500)
    valid_from = forms.DateField(label="Đáp án đúng từ ngày", error_messages=_BAD_DAY, **_DAY)
    valid_to = forms.DateField(
        label="Đáp án đúng đến hết ngày",
        error_messages=_BAD_DAY,
        help_text="Để trống khi căn cứ còn hiệu lực.",
        **_DAY,
    )
    theme = forms.ModelChoiceField(
        label="Nội dung tuyên truyền", queryset=Theme.objects.none(), required=False, empty_label="Không chọn"
    )

    def __init__(self, *args: Any, rows: int = 4, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.select_related("programme").order_by(  # type: ignore[attr-defined]
            "-programme__year", "position"
        )
        self.option_rows = min(max(rows, 2), MOST_OPTIONS)
        for place in range(self.option_rows):
            letter = LETTERS[place]
            self.fields[f"option_{place}"] = forms.CharField(label=f"Phương án {letter}", required=False)
            self.fields[f"right_{place}"] = forms.BooleanField(label=f"{letter} đúng", required=False)
        self.content: QuestionContent | None = None

    @property
    def option_fields(self) -> list[tuple[Any, Any]]:
        """Return the rows of options: the words, and whether they are right."""
        return [(self[f"option_{place}"], self[f"right_{place}"]) for place in range(self.option_rows)]

    @property
    def plain_fields(self) -> list[Any]:
        """Return the fields below the options."""
        names = (
            "explanation", "source", "source_address", "difficulty", "theme", "valid_from", "valid_to",
        )  # fmt: skip
        return [self[name] for name in names]

    @classmethod
    def initial_of(cls, question: Question) -> dict[str, Any]:
        """Return what the form starts with for a stored question; an order is typed in its right order."""
        names = (
            "kind", "text", "difficulty", "explanation", "source", "source_address", "valid_from", "valid_to",
        )  # fmt: skip
        found: dict[str, Any] = {name: getattr(question, name) for name in names}
        found |= {"bank": question.bank_id, "theme": question.theme_id}
        is_order = question.kind == Question.Kind.ORDER
        options = [question.options[place] for place in question.key] if is_order else question.options
        for place, words in enumerate(options):
            found[f"option_{place}"] = words
            found[f"right_{place}"] = not is_order and isinstance(question.key, list) and place in question.key
        if question.kind == Question.Kind.TRUE_FALSE:
            found["truth"] = "true" if question.key else "false"
        if question.kind == Question.Kind.NUMBER:
            found["number"] = question.key
        return found

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        kind = given.get("kind", "")
        filled = [place for place in range(self.option_rows) if given.get(f"option_{place}", "").strip()]
        for place in range(self.option_rows):
            if given.get(f"right_{place}") and place not in filled and kind in ("single", "multiple"):
                self.add_error(f"option_{place}", "Được đánh dấu đúng nhưng chưa có lời; hãy viết phương án này.")
        content = tidied(
            QuestionContent(
                kind=kind,
                text=given.get("text", ""),
                options=[given[f"option_{place}"] for place in filled],
                key=self._key(kind, filled),
                difficulty=given.get("difficulty", ""),
                explanation=given.get("explanation", ""),
                source=given.get("source", ""),
                source_address=given.get("source_address", ""),
                valid_from=given.get("valid_from"),
                valid_to=given.get("valid_to"),
                theme=given.get("theme"),
            )
        )
        for problem in problems_of(content):
            if not (problem.field == "kind" and "kind" in self.errors):
                self.add_error(self._field_of(problem.field, kind), problem.message[:1].upper() + problem.message[1:])
        self.content = content
        return given

    def _key(self, kind: str, filled: list[int]) -> Any:
        given = self.cleaned_data
        if kind == "true_false":
            return {"true": True, "false": False}.get(given.get("truth", ""))
        if kind == "number":
            return given.get("number", "")
        if kind == "order":
            return list(range(len(filled)))
        return [number for number, place in enumerate(filled) if given.get(f"right_{place}")]

    def _field_of(self, name: str, kind: str) -> str | None:
        """Return the field of the form a problem stands at; None for the whole: the options."""
        if name == "key":
            return {"true_false": "truth", "number": "number"}.get(kind)
        return None if name == "options" else name
