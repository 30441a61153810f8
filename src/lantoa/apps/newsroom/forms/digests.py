"""Checks of a digest as an officer writes it: its details, items and three questions."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Theme
from lantoa.apps.newsroom.actions.digests import Content, Item, Question
from lantoa.apps.newsroom.models import DigestItem, DigestQuestion, InternalDigest
from lantoa.apps.newsroom.queries.digest_proposals import ProposalGroup
from lantoa.apps.newsroom.queries.digests import MAX_CHOICES, MIN_CHOICES, QUESTIONS

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
# A blank item or two at the end, for what no story tells.
_BLANK_ITEMS = 1
STATES = [("", "Tất cả"), ("drafted", "bản nháp"), ("open", "đang nhận xác nhận"), ("closed", "đã đóng")]


class MonthField(forms.DateField):
    """A month as browsers send it ("2023-06"); its value is the first day."""

    widget = forms.DateInput(attrs={"type": "month", "placeholder": "2023-06"}, format="%Y-%m")

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m", "%m/%Y"], **options)


class DigestFilter(forms.Form):
    """Filter digests by month, agency and state; what a field cannot read filters nothing."""

    month = MonthField(label="Tháng", required=False)
    agency = forms.CharField(label="Cơ quan có chữ", required=False, max_length=100)
    state = forms.ChoiceField(label="Trạng thái", choices=STATES, required=False)

    def __init__(self, data: object, *, one_agency: bool) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        if one_agency:
            del self.fields["agency"]

    def asked(self) -> dict[str, Any]:
        """Return what was asked for, without what was left empty or cannot be read."""
        if not self.is_bound:
            return {}
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class StartForm(forms.Form):
    """Begin the digest of an agency for a month."""

    agency = forms.ModelChoiceField(label="Cơ quan", queryset=Agency.objects.none(), empty_label="Chọn cơ quan")
    month = MonthField(label="Tháng")

    def __init__(self, data: object = None, *, agencies: QuerySet[Agency], **options: Any) -> None:
        super().__init__(data, **options)  # type: ignore[arg-type]
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]

    def clean_month(self) -> date:
        month: date = self.cleaned_data["month"].replace(day=1)
        if month > timezone.localdate():
            raise forms.ValidationError("Tháng này chưa bắt đầu; hãy chọn tháng hiện tại hoặc tháng trước.")
        return month


class DetailsForm(forms.Form):
    """What stands around the items."""

    title = forms.CharField(label="Tên bản tin", max_length=200)
    introduction = forms.CharField(
        label="Lời mở đầu",
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Một, hai câu: tháng này có gì cán bộ cần biết để nói đúng với người dân.",
    )
    officials = forms.IntegerField(
        label="Số cán bộ, công chức, viên chức của cơ quan",
        required=False,
        min_value=1,
        max_value=1_000_000,
        help_text="Dùng làm mẫu số “đã đọc trên tổng số”. Chưa biết thì để trống: phần mềm không tự đoán.",
    )
    closes_on = forms.DateField(
        label="Nhận xác nhận đến hết ngày",
        required=False,
        widget=_DAY,
        help_text="Để trống nếu chưa định ngày đóng; đóng bằng tay lúc nào cũng được.",
    )

    def clean_closes_on(self) -> date | None:
        day: date | None = self.cleaned_data["closes_on"]
        if day and day < timezone.localdate():
            raise forms.ValidationError("Ngày đóng phải là hôm nay hoặc sau hôm nay.")
        return day


class ItemForm(forms.Form):
    """One thing to know; an empty one counts for nothing, a ticked one goes."""

    story = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = forms.CharField(label="Tiêu đề", max_length=255, required=False)
    text = forms.CharField(label="Nội dung", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    theme = forms.ModelChoiceField(
        label="Nội dung tuyên truyền",
        queryset=Theme.objects.none(),
        required=False,
        empty_label="Không thuộc nội dung nào",
    )
    position = forms.IntegerField(label="Thứ tự", required=False, min_value=1, max_value=200)
    drop = forms.BooleanField(label="Bỏ mục này khi lưu", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.counts and bool(cleaned.get("title")) != bool(cleaned.get("text")):
            missing = "text" if cleaned.get("title") else "title"
            self.add_error(missing, "Mục nào cũng cần cả tiêu đề và nội dung; không dùng thì đánh dấu “Bỏ mục này”.")
        return cleaned

    @property
    def counts(self) -> bool:
        """Return whether the item is to be kept."""
        cleaned = self.cleaned_data
        return not cleaned.get("drop") and bool(cleaned.get("title") or cleaned.get("text"))


class QuestionForm(forms.Form):
    """One of the three questions; an empty one may wait until the digest is sent."""

    text = forms.CharField(label="Câu hỏi", max_length=300, required=False)
    choices = forms.CharField(
        label="Các câu trả lời, mỗi dòng một câu",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=f"Từ {MIN_CHOICES} đến {MAX_CHOICES} câu.",
    )
    right = forms.TypedChoiceField(
        label="Câu đúng",
        choices=[("", "Chọn"), *((str(place), f"Dòng {place + 1}") for place in range(MAX_CHOICES))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    explanation = forms.CharField(
        label="Vì sao", max_length=500, required=False, help_text="Người đọc thấy câu này sau khi trả lời."
    )

    def clean_choices(self) -> tuple[str, ...]:
        lines = (" ".join(line.split()) for line in self.cleaned_data["choices"].splitlines())
        return tuple(dict.fromkeys(line for line in lines if line))

    def clean(self) -> dict[str, Any]:
        """Take a whole question or none; only the explanation may come later."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not self.counts:
            return cleaned
        if not cleaned.get("text"):
            self.add_error("text", "Hãy viết câu hỏi, hoặc xóa hết các ô của câu này để lưu nháp.")
        count = len(cleaned.get("choices") or ())
        if not MIN_CHOICES <= count <= MAX_CHOICES:
            wanted = f"Cần từ {MIN_CHOICES} đến {MAX_CHOICES} câu trả lời khác nhau, mỗi dòng một câu; hiện có {count}."
            self.add_error("choices", wanted)
        elif cleaned.get("right") is None or cleaned["right"] >= count:
            self.add_error("right", "Hãy chọn dòng nào là câu đúng.")
        return cleaned

    @property
    def counts(self) -> bool:
        """Return whether anything was filled in."""
        return any(self.cleaned_data.get(name) for name in ("text", "choices", "explanation"))


ItemForms = forms.formset_factory(ItemForm, extra=_BLANK_ITEMS, max_num=60, validate_max=True)
QuestionForms = forms.formset_factory(QuestionForm, extra=0, min_num=QUESTIONS, max_num=QUESTIONS, validate_max=True)


class ComposeForms:
    """Everything on the page where a digest is written, as one: shown from the draft, or from what was sent."""

    def __init__(
        self, digest: InternalDigest, *, themes: QuerySet[Theme], groups: Sequence[ProposalGroup], data: Any = None
    ) -> None:
        self._proposals = {proposal.story.pk: proposal for group in groups for proposal in group.proposals}
        self.details = DetailsForm(data, initial=_details(digest))
        items, questions = _items(digest.items.all()), _questions(digest.questions.all())
        self.items: Any = ItemForms(data, prefix="item", initial=items)
        self.questions: Any = QuestionForms(data, prefix="question", initial=questions)
        known = list(themes)
        choices = [("", "Không thuộc nội dung nào"), *((theme.pk, str(theme)) for theme in known)]
        for form in self.items:
            field: Any = form.fields["theme"]
            field.queryset, field.choices = themes, choices
        chosen = data.getlist("choose") if data is not None else []
        self.chosen = [int(pk) for pk in chosen if pk.isdecimal() and int(pk) in self._proposals]

    def is_valid(self) -> bool:
        """Return whether all of it is in order; every part is asked, so that all mistakes show at once."""
        parts = [self.details.is_valid(), self.items.is_valid(), self.questions.is_valid()]
        return all(parts)

    @property
    def has_mistakes(self) -> bool:
        return any(part.is_bound and not part.is_valid() for part in (self.details, self.items, self.questions))

    @property
    def content(self) -> Content:
        """Return what valid forms hold: the items in the order of their numbers, then the stories just chosen."""
        kept = [(form.cleaned_data, place) for place, form in enumerate(self.items) if form.counts]
        kept.sort(key=lambda row: (row[0]["position"] or 1000, row[1]))
        items = [
            Item(row["title"], row["text"], story=row["story"], theme=row["theme"].pk if row["theme"] else None)
            for row, _ in kept
        ]
        for pk in self.chosen:
            proposal = self._proposals[pk]
            theme = proposal.theme.pk if proposal.theme else None
            items.append(Item(proposal.title[:255], proposal.text[:3000], story=pk, theme=theme))
        rows = [form.cleaned_data for form in self.questions if form.counts]
        questions = [Question(row["text"], row["choices"], row["right"], row["explanation"]) for row in rows]
        return Content(**self.details.cleaned_data, items=items, questions=questions)


def _details(digest: InternalDigest) -> dict[str, Any]:
    return {name: getattr(digest, name) for name in ("title", "introduction", "officials", "closes_on")}


def _items(rows: QuerySet[DigestItem]) -> list[dict[str, Any]]:
    return [
        {"story": row.story_id, "title": row.title, "text": row.text, "theme": row.theme_id, "position": row.position}
        for row in rows
    ]


def _questions(rows: QuerySet[DigestQuestion]) -> list[dict[str, Any]]:
    return [
        {"text": row.text, "choices": "\n".join(row.choices), "right": row.right, "explanation": row.explanation}
        for row in rows
    ]


class ReopenForm(forms.Form):
    """Until when a digest takes receipts again."""

    closes_on = forms.DateField(label="Nhận xác nhận đến hết ngày", required=False, widget=_DAY)
