"""Photos through the guard: what comes back is upright, small, clean; what is refused says what to do."""

import io
import struct
import subprocess
import zlib
from pathlib import Path
from typing import Any

import pillow_heif
import pytest
from django.conf import settings
from PIL import Image, TiffImagePlugin

from lantoa.apps.base import guard
from lantoa.apps.base.guard import UnreadableFile, read_photo


@pytest.fixture(autouse=True)
def _children_find_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    """The script `lantoa` says where the code is to whatever it starts; bare pytest does not."""
    monkeypatch.setenv("PYTHONPATH", str(Path(settings.ROOT) / "src"))


def _image(width: int = 40, height: int = 30, mode: str = "RGB") -> Image.Image:
    """Return a picture whose upper left corner is red and the rest blue, so that turning it shows."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste((255, 0, 0), (0, 0, width // 2, height // 2))
    return image.convert(mode)


def _bytes(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _opened(jpeg: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    return image


def _exif(orientation: int) -> Image.Exif:
    """Return what a phone writes beside the picture: how it was held, what it is, where it stood."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "DienThoaiThu"
    exif.get_ifd(0x8825)[2] = tuple(TiffImagePlugin.IFDRational(part) for part in (16, 49, 12))
    return exif


def _png_header(width: int, height: int) -> bytes:
    """Return a PNG that promises a size and holds no pixels."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0")) + chunk(b"IEND", b"")


class TestPhoto:
    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_of_each_kind_becomes_a_jpeg(self, kind: str) -> None:
        photo = read_photo(_bytes(_image(), kind))
        image = _opened(photo.jpeg)
        assert (image.format, image.size, (photo.width, photo.height)) == ("JPEG", (40, 30), (40, 30))

    def test_of_an_iphone_becomes_a_jpeg(self) -> None:
        out = io.BytesIO()
        pillow_heif.from_pillow(_image(64, 48)).save(out)
        photo = read_photo(out.getvalue())
        assert (_opened(photo.jpeg).format, photo.width, photo.height) == ("JPEG", 64, 48)

    @pytest.mark.parametrize("mode", ["CMYK", "L"])
    def test_in_other_colours_comes_out_in_plain_ones(self, mode: str) -> None:
        assert _opened(read_photo(_bytes(_image(mode=mode), "JPEG")).jpeg).mode == "RGB"

    def test_that_is_transparent_stands_on_white(self) -> None:
        clear = Image.new("RGBA", (20, 20), (0, 0, 0, 0))
        assert min(_opened(read_photo(_bytes(clear, "PNG")).jpeg).getpixel((10, 10))) > 250  # type: ignore[type-var]

    def test_larger_than_needed_is_made_smaller(self) -> None:
        photo = read_photo(_bytes(_image(3000, 1500), "JPEG"))
        assert (photo.width, photo.height) == (2000, 1000)

    def test_held_sideways_is_turned_upright(self) -> None:
        photo = read_photo(_bytes(_image(), "JPEG", exif=_exif(6), quality=95))
        assert (photo.width, photo.height) == (30, 40)
        red, _, blue = _opened(photo.jpeg).getpixel((25, 5))  # type: ignore[misc]
        assert red > blue, "the upper left corner of the sensor is the upper right of the upright picture"

    def test_says_nothing_of_place_or_device(self) -> None:
        data = _bytes(_image(), "JPEG", exif=_exif(1), comment=b"ghi chu rieng")
        assert b"DienThoaiThu" in data
        jpeg = read_photo(data).jpeg
        assert not dict(_opened(jpeg).getexif())
        assert b"DienThoaiThu" not in jpeg
        assert b"ghi chu" not in jpeg

    @pytest.mark.parametrize("tail", [b"PK\x03\x04 mot tep nen", b"<script>alert(1)</script>"])
    def test_that_is_something_else_as_well_comes_out_as_a_photo_only(self, tail: bytes) -> None:
        assert tail not in read_photo(_bytes(_image(), "JPEG") + tail).jpeg


class TestRefusal:
    @pytest.mark.parametrize(
        "data",
        [
            b"%PDF-1.7\n",
            b"GIF89a" + b"\0" * 40,
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"PK\x03\x04" + b"\0" * 40,
            b"\0\0\0\x18ftypmp42" + b"\0" * 40,
        ],
    )
    def test_of_other_kinds_says_what_to_send(self, data: bytes) -> None:
        with pytest.raises(UnreadableFile, match=r"không phải ảnh JPEG, PNG, WebP hay HEIC; hãy chụp"):
            read_photo(data)

    def test_of_nothing(self) -> None:
        with pytest.raises(UnreadableFile, match="trống; hãy chụp hoặc chọn lại"):
            read_photo(b"")

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_of_a_photo_cut_short(self, kind: str) -> None:
        noise = Image.effect_noise((200, 200), 90).convert("RGB")
        data = _bytes(noise, kind)
        with pytest.raises(UnreadableFile, match="chưa tải lên hết; hãy gửi lại"):
            read_photo(data[: len(data) // 2])

    def test_of_a_name_that_lies(self) -> None:
        with pytest.raises(UnreadableFile, match="Ảnh bị hỏng"):
            read_photo(b"\xff\xd8\xff" + _bytes(_image(), "PNG"))

    @pytest.mark.parametrize("size", [(30_000, 30_000), (2**31 - 1, 2**31 - 1), (120_001, 1000)])
    def test_of_a_bomb_comes_before_it_is_decoded(self, size: tuple[int, int]) -> None:
        with pytest.raises(UnreadableFile, match="quá nhiều điểm ảnh"):
            read_photo(_png_header(*size))

    @pytest.mark.parametrize("kind", ["PNG", "WEBP"])
    def test_of_a_moving_picture(self, kind: str) -> None:
        data = _bytes(_image(), kind, save_all=True, append_images=[Image.new("RGB", (40, 30), "green")])
        with pytest.raises(UnreadableFile, match="Ảnh động"):
            read_photo(data)

    def test_of_too_many_bytes_comes_before_the_child(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(subprocess, "run", lambda *given, **options: pytest.fail("it was opened"))
        monkeypatch.setattr(guard, "MAX_BYTES", 100)
        with pytest.raises(UnreadableFile, match="hãy chụp lại ở cỡ nhỏ hơn"):
            read_photo(_bytes(_image(), "PNG") + b"\0" * 100)

    def test_of_a_screen_larger_than_any_comes_before_it_is_decoded(self) -> None:
        with pytest.raises(UnreadableFile, match="quá nhiều điểm ảnh"):
            read_photo(_bytes(Image.new("1", (7000, 6000)), "PNG"))

    def test_of_what_fills_the_memory_costs_the_photo_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(guard, "CHILD_MEMORY_BYTES", 256 * 1024 * 1024)
        with pytest.raises(UnreadableFile, match=r"hãy chụp"):
            read_photo(_bytes(Image.new("RGB", (6300, 6300)), "PNG"))

    def test_of_what_does_not_end(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def never_ends(command: list[str], **options: object) -> None:
            raise subprocess.TimeoutExpired(command, 30)

        monkeypatch.setattr(subprocess, "run", never_ends)
        with pytest.raises(UnreadableFile, match="không đọc xong trong 30 giây"):
            read_photo(_bytes(_image(), "JPEG"))
