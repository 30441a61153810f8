"""Files that come with a form of a citizen: read by the guard at once, and kept over a mistake in another field.

What was read lies in the store under its hash; the form carries a signed list of it, so that nobody chooses the photos
again because of a missing tick elsewhere. A file no feedback names is swept away after a day.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.signing import BadSignature, dumps, loads
from django.http import HttpRequest

from lantoa.apps.base.guard import UnreadableFile
from lantoa.apps.feedback.models import Attachment
from lantoa.apps.feedback.store import MOST_PHOTOS, StoredFile, store_photo, store_voice

_SALT = "lantoa.feedback.kept-files"
# Less than a day: what is named here has not been swept yet.
_KEPT_SECONDS = 20 * 3600


@dataclass(slots=True)
class GivenFiles:
    """The files of one form so far, and what is wrong with the others."""

    photos: list[StoredFile] = field(default_factory=list)
    voice: StoredFile | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def kept(self) -> str:
        """The signed list that the form carries on; "" for none."""
        files = [*self.photos, *([self.voice] if self.voice else [])]
        return dumps([asdict(file) for file in files], salt=_SALT) if files else ""

    @property
    def words(self) -> str:
        """What has been received, in words."""
        parts = [f"{len(self.photos)} ảnh"] if self.photos else []
        return " và ".join([*parts, *(["một ghi âm"] if self.voice else [])])


def given_files(request: HttpRequest, *, voice: bool = True, most_photos: int = MOST_PHOTOS) -> GivenFiles:
    """Return the files of a form: those kept from the try before, unless taken off, and the new ones that can be read.

    Decoding takes up to seconds each; call it before any transaction.
    """
    given = GivenFiles() if request.POST.get("drop_files") else _kept(request.POST.get("kept_files", ""))
    sent = request.FILES.getlist("photos")
    # What is counted is what has to be decoded: a thousand times the same photo would be kept once and read each time.
    room = max(most_photos - len(given.photos), 0)
    for file in sent[:room]:
        _read_photo(given, file)
    if len(sent) > room:
        given.problems.append(f"Chỉ gửi được {most_photos} ảnh; các ảnh sau chưa được nhận.")
    sounds = request.FILES.getlist("voice")[:1] if voice else []
    for file in sounds:
        try:
            given.voice = store_voice(file.read())
        except UnreadableFile as error:
            given.problems.append(str(error))
    return given


def _read_photo(given: GivenFiles, file: "UploadedFile[Any]") -> None:
    try:
        photo = store_photo(file.read())
    except UnreadableFile as error:
        given.problems.append(str(error))
        return
    if photo not in given.photos:
        given.photos.append(photo)


def _kept(signed: str) -> GivenFiles:
    try:
        rows: Sequence[dict[str, object]] = loads(signed, salt=_SALT, max_age=_KEPT_SECONDS) if signed else []
    except BadSignature:
        return GivenFiles(problems=["Các tệp chọn lúc trước đã để quá lâu; hãy chọn lại."])
    given = GivenFiles()
    for row in rows:
        file = StoredFile(**row)  # type: ignore[arg-type]  # signed by us
        if file.kind == Attachment.Kind.VOICE:
            given.voice = file
        else:
            given.photos.append(file)
    return given
