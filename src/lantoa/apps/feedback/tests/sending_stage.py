"""What the tests of the citizens' pages share: a filled form, files that are and are not what they seem."""

import io
import struct
from datetime import datetime, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lantoa.apps.base.honeypot import signed_moment

WORDS = "Đèn đường trước cổng trường tiểu học hỏng đã hai tuần, trẻ em đi học về rất tối."


def filled(at: datetime, **given: object) -> dict[str, object]:
    """Return what a person's browser sends a minute after opening the form."""
    data = {"words": WORDS, "key": "k" * 32, "website": "", "shown_at": signed_moment(at - timedelta(minutes=1))}
    return data | given


def photo(name: str = "anh.jpg", *, colour: str = "red") -> SimpleUploadedFile:
    """Return a photo with a position and a device in it."""
    picture = Image.new("RGB", (64, 48), colour)
    exif = Image.Exif()
    exif[0x010F] = "MayAnhBiMat"
    exif.get_ifd(0x8825)[1] = "N"
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif)
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def wave_file(seconds: int = 2) -> SimpleUploadedFile:
    """Return a plain recording of silence."""
    rate = 8000
    data = b"\x00\x01" * rate * seconds
    head = (
        b"RIFF"
        + struct.pack("<I", 36 + len(data))
        + b"WAVEfmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, rate, rate * 2, 2, 16)
    )
    return SimpleUploadedFile("ghi-am.wav", head + b"data" + struct.pack("<I", len(data)) + data, "audio/wav")
