"""Checks of “Tôi cần…” as it is built: the need, one question with its answers, the list."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from lantoa.apps.agencies.models import Agency
from lantoa.apps.services.actions.needs import GivenOption, GivenQuestion
from lantoa.apps.services.models import Need, NeedOption, NeedQuestion, Procedure
from lantoa.core.viettext import fold, to_nfc

NEW_ROWS, MORE_ROWS, MOST_ROWS = 3, 2, 20
# Empty fields for procedures beyond those that are there.
_SPARE = 2
_MOST_PROCEDURES = 12
NEXT, END = "", "het"


def _text(label: str, most: int, *, rows: int = 0, required: str = "", **options: Any) -> forms.CharField:
    given: dict[str, Any] = {"widget": forms.Textarea(attrs={"rows": rows})} if rows else {}
    words = {"required": required, "max_length": f"Dài quá: nhiều nhất {most} chữ."}
    return forms.CharField(
        label=label, max_length=most, required=bool(required), error_messages=words, **{**given, **options}
    )


class ProcedureNames:
    """Procedures by the names an officer may type: the plain title, the official name, the code."""

    def __init__(self, rows: QuerySet[Procedure] | None = None) -> None:
        known = Procedure.objects.exclude(state=Procedure.State.RETIRED) if rows is None else rows
        some = known.order_by("plain_title", "pk").only("pk", "plain_title", "name", "code", "slug", "state")
        self._by_words: dict[str, Procedure] = {}
        self.labels: list[str] = []
        self._label_of: dict[int, str] = {}
        for row in some:
            label = (
                row.plain_title if fold(row.plain_title) not in self._by_words else f"{row.plain_title} [{row.slug}]"
            )
            self.labels.append(label)
            self._label_of[row.pk] = label
            for words in (label, row.name, row.code, row.slug):
                if words:
                    self._by_words.setdefault(fold(words), row)

    def label(self, row: Procedure) -> str:
        """Return how a procedure stands in the list of suggestions."""
        return self._label_of.get(row.pk, row.plain_title)

    def found(self, words: str) -> Procedure | None:
        """Return the procedure of that name, None for none."""
        return self._by_words.get(fold(words.strip()))


class _WithProcedures(forms.Form):
    """A form with a few fields in each of which one procedure is named, helped by the browser's list."""

    def _add_procedures(self, names: ProcedureNames, chosen: list[Procedure], given: Any) -> None:
        self.names = names
        count = min(max(len(chosen) + _SPARE, self._given_count(given)), _MOST_PROCEDURES)
        for place in range(count):
            label = f"Thủ tục {place + 1}"
            widget = forms.TextInput(attrs={"list": "thu-tuc", "autocomplete": "off", "aria-label": label})
            initial = names.label(chosen[place]) if place < len(chosen) else ""
            self.fields[f"p{place}"] = forms.CharField(
                label=label, required=False, max_length=300, widget=widget, initial=initial
            )

    def _given_count(self, given: Any) -> int:
        return sum(self.add_prefix(f"p{place}") in given for place in range(_MOST_PROCEDURES)) if given else 0

    @property
    def procedure_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name[0] == "p" and name[1:].isdigit()]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        self.procedures: list[Procedure] = []
        for field in self.procedure_fields:
            words = given.get(field.name) or ""
            row = self.names.found(words) if words else None
            if words and row is None:
                self.add_error(field.name, f"Không có thủ tục “{words}”; hãy chọn trong danh sách gợi ý.")
            elif row is not None and row not in self.procedures:
                self.procedures.append(row)
        return given


class NeedForm(_WithProcedures):
    """What a need is called and who keeps it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = _text(
        "Tôi cần…", 160, required="Hãy ghi việc người dân cần, ví dụ “sinh con”.",
        help_text="Viết như người dân nói: “sinh con”, “mua bán đất”, “mở quán ăn”.",
    )  # fmt: skip
    summary = _text("Giới thiệu", 400, rows=2, help_text="Một, hai câu: dành cho ai, xong thì được gì.")
    everyday_words = _text(
        "Cách gọi hằng ngày", 1000, rows=3,
        help_text="Mỗi dòng một cách gọi, để người dân tìm thấy: “đẻ con”, “làm khai sinh”.",
    )  # fmt: skip
    position = forms.IntegerField(
        label="Thứ tự trên trang", min_value=0, max_value=999, initial=0,
        error_messages={"required": "Hãy ghi một số.", "invalid": "Hãy ghi một số nguyên."},
    )  # fmt: skip
    owner = forms.ModelChoiceField(
        label="Cơ quan giữ nội dung",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="Chưa giao cơ quan nào",
    )

    def __init__(
        self, data: Any = None, *, names: ProcedureNames, need: Need | None = None, own_agency: Agency | None = None,
        version: int | None = None,
    ) -> None:  # fmt: skip
        initial: dict[str, Any] = {"version": version}
        if need:
            initial |= {name: getattr(need, name) for name in ("title", "summary", "position", "owner")}
            initial |= {"version": need.version, "everyday_words": "\n".join(need.everyday_words)}
        super().__init__(data, initial=initial)
        self.own_agency = own_agency
        if own_agency:
            del self.fields["owner"]
        else:
            self.fields["owner"].queryset = Agency.objects.order_by("name")  # type: ignore[attr-defined]
        self._add_procedures(names, list(need.procedures.order_by("plain_title")) if need else [], data)

    @property
    def plain_fields(self) -> list[forms.BoundField]:
        names = ("title", "summary", "everyday_words", "position", "owner")
        return [self[name] for name in names if name in self.fields]

    @property
    def values(self) -> dict[str, Any]:
        given = self.cleaned_data
        words = [to_nfc(line).strip() for line in given["everyday_words"].splitlines()]
        return {
            "title": to_nfc(given["title"]),
            "summary": to_nfc(given["summary"]),
            "everyday_words": [word for word in dict.fromkeys(words) if word],
            "position": given["position"],
            "owner": self.own_agency or given.get("owner"),
        }


class OptionForm(_WithProcedures):
    """One answer of a question; empty rows are left out."""

    key = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = _text("Câu trả lời", 200)
    leads = forms.ChoiceField(label="Sau đó", required=False)
    advice = _text("Lời khuyên (nếu có)", 1000, rows=2)
    order = forms.IntegerField(label="Thứ tự", min_value=1, max_value=99, required=False)
    gone = forms.BooleanField(label="Bỏ câu trả lời này", required=False)

    def __init__(
        self, data: Any, *, place: int, names: ProcedureNames, later: list[NeedQuestion], option: NeedOption | None
    ) -> None:
        chosen = list(option.procedures.all()) if option else []
        initial: dict[str, Any] = {"order": place + 1}
        if option:
            leads = END if option.ends else str(option.leads_to_id or NEXT)
            initial |= {"key": option.pk, "text": option.text, "advice": option.advice, "leads": leads}
        super().__init__(data, prefix=f"o{place}", initial=initial)
        leads_field: Any = self.fields["leads"]
        leads_field.choices = [
            (NEXT, "hỏi câu kế tiếp (hết câu thì kết thúc)"),
            *((str(row.pk), f"hỏi tiếp câu {row.position}: {row.text[:80]}") for row in later),
            (END, "kết thúc, đưa ra danh sách"),
        ]
        self._add_procedures(names, chosen, data)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        filled = self.procedures or given.get("advice")
        if filled and not given.get("text") and not given.get("gone"):
            self.add_error("text", "Hãy ghi câu trả lời; muốn bỏ cả mục này, đánh dấu “Bỏ câu trả lời này”.")
        return given

    @property
    def given(self) -> GivenOption | None:
        """Return the answer as typed, None for an empty row and one that is to go."""
        typed = self.cleaned_data
        if typed["gone"] or not typed["text"]:
            return None
        leads = typed["leads"]
        return GivenOption(
            to_nfc(typed["text"]),
            to_nfc(typed["advice"].replace("\r\n", "\n")),
            tuple(row.pk for row in self.procedures),
            int(leads) if leads not in (NEXT, END) else None,
            leads == END,
            typed["key"],
        )


class QuestionForm(forms.Form):
    """One question with its answers in rows."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=MOST_ROWS)
    text = _text("Câu hỏi", 300, required="Hãy ghi câu hỏi.", help_text="Một điều mỗi câu, xưng hô với người dân.")
    help = _text("Giải thích thêm", 500, rows=2)
    several = forms.BooleanField(label="Được chọn nhiều câu trả lời", required=False)

    def __init__(
        self, data: Any = None, *, need: Need, question: NeedQuestion | None, names: ProcedureNames, more: bool = False
    ) -> None:
        stored = list(question.options.order_by("position").prefetch_related("procedures")) if question else []
        count = len(stored) + 1 if stored else NEW_ROWS
        if data:
            typed = data.get("rows", "")
            count = min(max(int(typed) if typed.isdecimal() and len(typed) < 4 else count, 1), MOST_ROWS)
        if more:
            count = min(count + MORE_ROWS, MOST_ROWS)
            data = data.copy()
            data["rows"] = str(count)
        initial: dict[str, Any] = {"version": need.version, "rows": count}
        if question:
            initial |= {name: getattr(question, name) for name in ("text", "help", "several")}
        super().__init__(data, initial=initial)
        later = need.questions.order_by("position")
        rows = list(later.filter(position__gt=question.position)) if question else []
        self.options = [
            OptionForm(
                data, place=place, names=names, later=rows, option=stored[place] if place < len(stored) else None
            )
            for place in range(count)
        ]

    def is_valid(self) -> bool:
        # All of them, so that every mistake is shown at once.
        return all([super().is_valid(), *[option.is_valid() for option in self.options]])

    @property
    def given(self) -> GivenQuestion:
        """Return the question as typed, its answers in the order that was typed."""
        rows = [(option.cleaned_data["order"] or 99, option.given) for option in self.options]
        ordered = sorted(rows, key=lambda row: row[0])
        typed = self.cleaned_data
        return GivenQuestion(
            to_nfc(typed["text"]),
            to_nfc(typed["help"]),
            typed["several"],
            tuple(given for _, given in ordered if given is not None),
        )


class CopyForm(forms.Form):
    """What the copy of a need is called."""

    title = _text("Tên của bản chép", 160, required="Hãy ghi tên của bản chép.")


_SORTS = [("", "Thứ tự trên trang"), ("ten", "Tên"), ("cu", "Lâu chưa kiểm tra trước"), ("moi", "Mới sửa trước")]


class NeedFilter(forms.Form):
    """Filter the list of needs by words and state; sort it."""

    tim = forms.CharField(label="Tên có chữ", required=False, max_length=100)
    trang_thai = forms.ChoiceField(
        label="Trạng thái",
        required=False,
        choices=[("", "Tất cả"), ("cong-khai", "đang công khai"), ("nhap", "bản nháp")],
    )
    sap = forms.ChoiceField(label="Xếp theo", required=False, choices=_SORTS)

    @property
    def asks(self) -> bool:
        return self.is_valid() and any(self.cleaned_data.get(name) for name in ("tim", "trang_thai"))

    def apply(self, rows: QuerySet[Need]) -> QuerySet[Need]:
        """Return the rows that were asked for, in the order that was asked for."""
        said = self.cleaned_data if self.is_valid() else {}
        if state := said.get("trang_thai"):
            rows = rows.filter(public=state == "cong-khai")
        if words := fold(said.get("tim") or ""):
            # Needs are few: titles are compared as people type them, without marks.
            titles = rows.values_list("pk", "title", "everyday_words")
            rows = rows.filter(pk__in=[pk for pk, title, more in titles if words in fold(" ".join([title, *more]))])
        orders = {"ten": ("title",), "cu": ("checked_on", "title"), "moi": ("-changed_at",)}
        return rows.order_by(*orders.get(said.get("sap") or "", ("position", "title")), "pk")
