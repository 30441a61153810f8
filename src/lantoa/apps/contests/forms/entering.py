"""What one fills in to enter: a contact, a code, who one is. Unit and commune are found by typing, without a script."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator

from lantoa.apps.agencies.models import Agency
from lantoa.apps.base.sms import sms_is_on
from lantoa.apps.contests.actions.entering import Entry
from lantoa.apps.contests.consent import asks_birth_year
from lantoa.apps.contests.models import Contest
from lantoa.apps.contests.models.contest import Audience
from lantoa.apps.contests.queries.entering import UNITS_SHOWN, units_for, units_like
from lantoa.apps.privacy.contacts import NotAContact, read_contact
from lantoa.apps.privacy.models import ContactKind
from lantoa.core.viettext import to_nfc


class ContactForm(forms.Form):
    """Where the code goes: an e-mail address or, where short messages leave, a mobile number."""

    contact = forms.CharField(max_length=254, error_messages={"required": "Hãy nhập thư điện tử hoặc số điện thoại."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_sms = sms_is_on()
        field = self.fields["contact"]
        field.label = "Thư điện tử hoặc số điện thoại di động" if self.by_sms else "Thư điện tử"
        field.help_text = (
            "Ví dụ lan@example.vn hoặc 0905123456."
            if self.by_sms
            else "Ví dụ lan@example.vn. Cuộc thi này chưa gửi được mã qua tin nhắn điện thoại."
        )
        field.widget.attrs.update(autocomplete="email" if not self.by_sms else "username", inputmode="email")
        field.widget.attrs.update(autocapitalize="none", spellcheck="false")

    def clean_contact(self) -> tuple[ContactKind, str]:
        try:
            kind, contact = read_contact(self.cleaned_data["contact"])
        except NotAContact as error:
            raise forms.ValidationError(str(error)) from error
        if kind == ContactKind.PHONE and not self.by_sms:
            raise forms.ValidationError(
                "Hệ thống chưa gửi được tin nhắn đến điện thoại. Hãy dùng thư điện tử, hoặc tài khoản công vụ."
            )
        return kind, contact


class CodeForm(forms.Form):
    """The six digits."""

    code = forms.CharField(
        label="Mã xác nhận gồm 6 chữ số",
        max_length=12,
        error_messages={"required": "Hãy nhập mã đã gửi cho bạn."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "pattern": "[0-9 ]*"}),
    )


class UnitForm(forms.Form):
    """A name, and a unit found by its words: `units` are the ones to choose from, `found` says what the words gave."""

    full_name = forms.CharField(
        label="Họ và tên",
        max_length=120,
        error_messages={"required": "Hãy ghi họ và tên; người đoạt giải nhận giấy chứng nhận theo tên này."},
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    unit_words = forms.CharField(label="", required=False, max_length=100)
    agency = forms.CharField(required=False, max_length=20)

    def __init__(self, *args: Any, audience: str, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.audience, self._day = audience, day
        officials = audience == Audience.OFFICIALS
        self.fields["unit_words"].label = "Đơn vị công tác" if officials else "Xã, phường nơi ở"
        self.fields[
            "unit_words"
        ].help_text = (
            f"Gõ vài chữ trong tên, không cần dấu, rồi bấm Tìm. Ví dụ: {'so y te' if officials else 'hai lang'}."
        )
        self.fields["unit_words"].widget.attrs.update(autocomplete="off")
        self.units: list[Agency] = []
        self.more_units = False
        self.chosen: Agency | None = None

    def look_up(self) -> None:
        """Find the unit that is chosen, and those that the words mean. Two queries at most."""
        given = self.data if self.is_bound else self.initial
        pk = str(given.get("agency", ""))
        if pk.isdecimal() and len(pk) < 19:
            self.chosen = units_for(self.audience, on=self._day).filter(pk=int(pk)).first()
        words = to_nfc(str(given.get("unit_words", "")))[:100]
        found = units_like(self.audience, words, on=self._day)
        self.units, self.more_units = found[:UNITS_SHOWN], len(found) > UNITS_SHOWN
        if self.chosen is not None and self.chosen not in self.units:
            self.units.insert(0, self.chosen)

    def clean_full_name(self) -> str:
        name = " ".join(to_nfc(self.cleaned_data["full_name"]).split())
        if not any(letter.isalpha() for letter in name):
            raise forms.ValidationError("Hãy ghi họ và tên bằng chữ.")
        return name

    def clean_agency(self) -> Agency:
        self.look_up()
        if self.chosen is not None:
            return self.chosen
        what = "đơn vị" if self.audience == Audience.OFFICIALS else "xã, phường"
        if self.units:
            raise forms.ValidationError(f"Hãy chọn một {what} trong danh sách tìm được.")
        raise forms.ValidationError(f"Hãy gõ tên {what}, bấm Tìm, rồi chọn trong danh sách.")


class EntryForm(UnitForm):
    """The entry form of one audience; the year of birth only where the rules have an age."""

    birth_year = forms.IntegerField(
        label="Năm sinh",
        min_value=1900,
        error_messages={
            "required": "Hãy ghi năm sinh: thể lệ có quy định độ tuổi.",
            "invalid": "Hãy ghi năm sinh bằng bốn chữ số, ví dụ 1990.",
            "min_value": "Hãy ghi năm sinh bằng bốn chữ số, ví dụ 1990.",
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "bday-year", "maxlength": "4"}),
    )
    consents = forms.BooleanField(
        label="Tôi đã đọc và đồng ý",
        error_messages={"required": "Cần bạn đồng ý thì mới được giữ thông tin để dự thi."},
    )

    def __init__(self, *args: Any, contest: Contest, day: date, **kwargs: Any) -> None:
        super().__init__(*args, day=day, **kwargs)
        if not asks_birth_year(contest):
            del self.fields["birth_year"]
            return
        year = self.fields["birth_year"]
        year.validators.append(MaxValueValidator(day.year, "Năm sinh không thể ở sau năm nay."))
        year.help_text = _age_words(contest)

    def entry(self) -> Entry:
        """Return what the form says; only when it is valid."""
        given = self.cleaned_data
        return Entry(
            audience=Audience(self.audience),
            full_name=given["full_name"],
            agency=given["agency"],
            birth_year=given.get("birth_year"),
            consents=given["consents"],
        )


def _age_words(contest: Contest) -> str:
    parts = []
    if contest.least_age is not None:
        parts.append(f"từ đủ {contest.least_age} tuổi")
    if contest.most_age is not None:
        parts.append(f"đến hết {contest.most_age} tuổi")
    return f"Thể lệ nhận người {' '.join(parts)} vào ngày đăng ký; ghi năm sinh là xác nhận mình đúng độ tuổi ấy."


class ExtraTimeForm(forms.Form):
    """Minutes more for one entrant, and why."""

    minutes = forms.IntegerField(label="Số phút được thêm cho mỗi lượt thi", min_value=0, max_value=600)
    grounds = forms.CharField(
        label="Lý do", required=False, max_length=300, help_text="Ghi vừa đủ; lý do bị xóa cùng dữ liệu cá nhân."
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("minutes") and not given.get("grounds", "").strip():
            self.add_error("grounds", "Hãy ghi lý do cho thêm thời gian.")
        return given


class EntrantSearch(forms.Form):
    """One entrant, by the whole code or the whole contact; or any by name, where their number is no secret."""

    words = forms.CharField(label="Mã người thi, thư điện tử hoặc số điện thoại", required=False, max_length=254)
