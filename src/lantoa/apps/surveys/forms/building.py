"""Checks of what officers type about questionnaires and their questions."""

from collections.abc import Sequence
from typing import Any

from django import forms

from lantoa.apps.surveys.branching import values_of
from lantoa.apps.surveys.models import Questionnaire, SurveyQuestion
from lantoa.apps.surveys.queries.components import SEPARATOR, component_choices
from lantoa.apps.surveys.scales import READY, WrongOptions, lines_of, options_of
from lantoa.core.viettext import to_nfc

_REQUIRED = {"required": "Hãy viết nội dung này.", "max_length": "Dài quá; hãy rút gọn."}


class WordsField(forms.CharField):
    """A text in the one Unicode form, with the line ends of a text file."""

    def clean(self, value: Any) -> str:
        return to_nfc(super().clean(value).replace("\r\n", "\n"))


def words_field(label: str, *, most: int, rows: int = 0, **options: Any) -> WordsField:
    """Return a field for a line, or for a text of so many rows."""
    if rows:
        options["widget"] = forms.Textarea(attrs={"rows": rows})
    return WordsField(label=label, max_length=most, error_messages=_REQUIRED, **options)


class QuestionnaireForm(forms.Form):
    """What stands around the questions."""

    name = words_field("Tên", most=160)
    introduction = words_field(
        "Lời giới thiệu", most=2000, rows=4, required=False, help_text="Người trả lời đọc trước câu đầu tiên."
    )
    thanks = words_field(
        "Lời cảm ơn",
        most=1000,
        rows=3,
        required=False,
        help_text="Hiện sau khi gửi. Để trống thì chỉ ghi lời cảm ơn chung.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action stores."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class QuestionnaireFilter(forms.Form):
    """Filter questionnaires by words and state."""

    words = forms.CharField(label="Tên bảng hỏi", required=False, max_length=100)
    state = forms.ChoiceField(
        label="Tình trạng", required=False, choices=[("", "Tất cả"), ("soan", "Đang soạn"), ("chot", "Đã chốt")]
    )
    sort = forms.ChoiceField(label="Xếp theo", required=False, choices=[("", "Mới nhất trước"), ("ten", "Theo tên")])

    def apply(self, rows: Any) -> Any:
        """Return the questionnaires that pass, in the order asked for."""
        if not self.is_valid():
            return rows.order_by("-made_at", "-pk")
        asked = self.cleaned_data
        if asked["words"].strip():
            rows = rows.filter(name__icontains=asked["words"].strip())
        if asked["state"]:
            rows = rows.filter(frozen_at__isnull=asked["state"] == "soan")
        return rows.order_by("name", "pk") if asked["sort"] == "ten" else rows.order_by("-made_at", "-pk")


class QuestionForm(forms.Form):
    """One question. Conditions are boxes: the values of earlier questions; of one question any, of several all."""

    text = words_field("Câu hỏi", most=500, rows=2)
    kind = forms.ChoiceField(label="Dạng", choices=SurveyQuestion.Kind.choices)
    ready = forms.ChoiceField(
        label="Thang, phương án có sẵn", required=False,
        choices=[("", "Tự ghi ở ô dưới"), *((key, scale.label) for key, scale in READY.items())],
    )  # fmt: skip
    options = words_field(
        "Phương án", most=4000, rows=6, required=False,
        help_text=(
            "Mỗi dòng một phương án. Muốn tự đặt giá trị thì ghi “giá trị | lời”, ví dụ “1 | rất không hài lòng”. "
            "Trong thang điểm, phương án có giá trị không phải số (“kb | không biết”) được đếm riêng, không tính vào "
            "tỷ lệ và điểm. "
            "Câu viết tự do thì để trống."
        ),
    )  # fmt: skip
    help = words_field("Giải thích thêm", most=500, required=False)
    required = forms.BooleanField(label="Phải trả lời", required=False, initial=True)
    satisfied_from = forms.CharField(
        label="Hài lòng từ giá trị", max_length=20, required=False,
        help_text="Chỉ của thang điểm, ví dụ 4 trong 1 đến 5. Chọn thang có sẵn mà để trống thì lấy theo thang.",
    )  # fmt: skip
    is_group = forms.BooleanField(
        label="Dùng để chia nhóm người trả lời (tuổi, giới, nghề), không phải ý kiến", required=False
    )
    component = forms.ChoiceField(
        label="Nói về thành phần nào của chỉ số", required=False,
        help_text="Để kết quả đứng cạnh thành phần ấy; không phải là số của chỉ số.",
    )  # fmt: skip
    conditions = forms.MultipleChoiceField(
        label="Chỉ hỏi khi câu trước được trả lời một trong các phương án này", required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Không chọn gì thì luôn hỏi. Chọn phương án của hai câu thì cả hai điều kiện đều phải đúng.",
    )  # fmt: skip
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, earlier: Sequence[SurveyQuestion], question: SurveyQuestion | None, **kwargs: Any):
        if question is not None:
            kwargs["initial"] = {**_initial(question), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.question = question
        groups = [
            (
                f"Câu {place}. {one.text}",
                [(f"{one.code}{SEPARATOR}{option['value']}", option["words"]) for option in one.options],
            )
            for place, one in enumerate(earlier, start=1)
            if values_of(one)
        ]
        self.fields["conditions"].choices = groups  # type: ignore[attr-defined]
        if not groups:
            del self.fields["conditions"]
        self.fields["component"].choices = [("", "Không gắn"), *component_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Check kind, options and satisfied_from together."""
        given: dict[str, Any] = super().clean() or {}
        if "kind" not in given or "options" not in given:
            return given
        if given["kind"] == SurveyQuestion.Kind.TEXT:
            given["parsed"], given["satisfied_from"] = [], ""
            return given
        try:
            given["parsed"] = self._options(given)
        except WrongOptions as error:
            self.add_error("options", str(error))
            return given
        values = [option["value"] for option in given["parsed"]]
        if len(values) < 2:
            self.add_error("options", "Cần ít nhất hai phương án.")
        if given.get("satisfied_from") and given["satisfied_from"] not in values:
            self.add_error("satisfied_from", "Đây không phải giá trị của phương án nào ở trên.")
        return given

    def _options(self, given: dict[str, Any]) -> list[dict[str, str]]:
        if scale := READY.get(given.get("ready", "")):
            if given["kind"] == SurveyQuestion.Kind.SCALE and not given.get("satisfied_from"):
                given["satisfied_from"] = scale.satisfied_from
            return scale.as_options()
        return options_of(given["options"], before=self.question.options if self.question else ())

    @property
    def values(self) -> dict[str, Any]:
        """Return what the action stores."""
        given = self.cleaned_data
        index, _, component = given["component"].partition(SEPARATOR)
        by_code: dict[str, list[str]] = {}
        for condition in given.get("conditions", []):
            code, _, value = condition.partition(SEPARATOR)
            by_code.setdefault(code, []).append(value)
        return {
            "text": given["text"], "kind": given["kind"], "options": given["parsed"], "help": given["help"],
            "required": given["required"], "satisfied_from": given["satisfied_from"], "is_group": given["is_group"],
            "index_slug": index, "component_code": component,
            "only_if": [[code, values] for code, values in by_code.items()],
        }  # fmt: skip


def _initial(question: SurveyQuestion) -> dict[str, Any]:
    component = f"{question.index_slug}{SEPARATOR}{question.component_code}" if question.index_slug else ""
    return {
        "text": question.text, "kind": question.kind, "options": lines_of(question.options), "help": question.help,
        "required": question.required, "satisfied_from": question.satisfied_from, "is_group": question.is_group,
        "component": component,
        "conditions": [f"{code}{SEPARATOR}{value}" for code, values in question.only_if for value in values],
    }  # fmt: skip


def questionnaire_initial(questionnaire: Questionnaire) -> dict[str, Any]:
    """Return what the form of a questionnaire begins with."""
    return {
        "name": questionnaire.name, "introduction": questionnaire.introduction, "thanks": questionnaire.thanks,
        "version": questionnaire.version,
    }  # fmt: skip
