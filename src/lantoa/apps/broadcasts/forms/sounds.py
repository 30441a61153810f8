"""Forms of sound: a recording, a jingle."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.base.guard import MAX_BYTES
from lantoa.apps.base.guard_audio import KINDS
from lantoa.apps.broadcasts.models import Jingle
from lantoa.apps.broadcasts.queries.keepers import PROVINCE_KEEPERS

_ACCEPT = "audio/*,.mp3,.wav,.m4a,.ogg,.opus,.webm"


class SoundFileField(forms.FileField):
    """A file of sound, of a size that the guard reads; what is in it is the guard's to say."""

    def __init__(self, **values: Any) -> None:
        super().__init__(
            widget=forms.ClearableFileInput(attrs={"accept": _ACCEPT}),
            help_text=f"Tệp {KINDS}, không quá {MAX_BYTES // 1024 // 1024} MB.",
            error_messages={"required": "Hãy chọn tệp âm thanh.", "empty": "Tệp âm thanh trống; hãy chọn lại tệp."},
            **values,
        )

    def clean(self, data: Any, initial: Any = None) -> Any:
        file = super().clean(data, initial)
        if isinstance(file, UploadedFile) and (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(
                f"Tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB; hãy lưu lại dưới dạng mp3, 128 kb/s rồi gửi."
            )
        return file


class RecordingForm(forms.Form):
    """A person's recording of a bulletin."""

    file = SoundFileField(label="Tệp ghi âm")
    says_script = forms.BooleanField(
        label="Tôi đã nghe và xác nhận bản ghi đọc đúng lời đọc bên cạnh", required=False,
        help_text="Chưa xác nhận thì bản ghi được giữ lại để nghe, nhưng chưa phát được.",
    )  # fmt: skip
    key = forms.CharField(max_length=64, widget=forms.HiddenInput)


class JingleForm(forms.Form):
    """What a jingle is called, where it stands, where it comes from."""

    agency = forms.ModelChoiceField(
        label="Dùng cho", queryset=Agency.objects.none(), required=False, empty_label="Tất cả đơn vị trong tỉnh"
    )
    name = forms.CharField(label="Tên", max_length=120)
    place = forms.ChoiceField(label="Chỗ trong bản tin", choices=Jingle.Place.choices)
    source = forms.CharField(
        label="Nguồn và quyền sử dụng", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ai làm, được phép dùng theo văn bản hay thỏa thuận nào.",
        error_messages={"required": "Hãy ghi nguồn và quyền sử dụng: ai làm, được phép dùng theo văn bản nào."},
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, **values: Any) -> None:
        super().__init__(*args, **values)
        agency: Any = self.fields["agency"]
        if roles_of(user) & PROVINCE_KEEPERS:
            agency.queryset = Agency.objects.order_by("name")
            return
        own = agency_of(user)
        agency.queryset = Agency.objects.filter(pk__in=[own.pk] if own else [])
        agency.required, agency.empty_label = True, None


class NewJingleForm(JingleForm):
    """A jingle with its file."""

    file = SoundFileField(label="Tệp nhạc hiệu")


class ChangeJingleForm(JingleForm):
    """A jingle that is there; its sound does not change."""

    active = forms.BooleanField(label="Đang dùng", required=False)

    def __init__(self, *args: Any, **values: Any) -> None:
        super().__init__(*args, **values)
        del self.fields["agency"]
