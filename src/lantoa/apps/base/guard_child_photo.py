"""The guard's child process for photos: bytes of one on stdin, its size and a clean JPEG on stdout, under limits."""

import io
import resource
import sys
import warnings

import pillow_heif
from PIL import Image, ImageOps

# The largest cameras of phones give 108 million; what is above is made to fill memory.
MAX_PIXELS = 120_000_000
# Cameras give JPEG or HEIC, of which less is decoded at once; PNG and WebP are screens, decoded whole.
MAX_SCREEN_PIXELS = 40_000_000
# Enough to read a notice board in the picture; a photo then takes about half a megabyte.
MAX_SIDE = 2000
TOO_MANY_PIXELS, MOVING = 3, 4


def _opened(kind: str, data: bytes) -> Image.Image:
    """Return the image, not decoded yet; leave the process with the reason where its header already says too much."""
    if kind == "HEIF":
        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        image = Image.open(io.BytesIO(data), formats=[kind])
    except Image.DecompressionBombError:
        sys.exit(TOO_MANY_PIXELS)
    if image.width * image.height > (MAX_SCREEN_PIXELS if kind in {"PNG", "WEBP"} else MAX_PIXELS):
        sys.exit(TOO_MANY_PIXELS)
    # A JPEG or a HEIC of a phone may hold more pictures (depth, preview): the first is the photo.
    if kind in {"PNG", "WEBP"} and getattr(image, "n_frames", 1) > 1:
        sys.exit(MOVING)
    return image


def clean_jpeg(kind: str, data: bytes) -> tuple[int, int, bytes]:
    """Return width, height and the bytes of a JPEG made from the pixels alone."""
    image = _opened(kind, data)
    image.draft("RGB", (MAX_SIDE, MAX_SIDE))  # a large JPEG is decoded smaller, in a fraction of the memory
    image.thumbnail((MAX_SIDE, MAX_SIDE))
    image = ImageOps.exif_transpose(image)
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        ground = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(ground, image.convert("RGBA"))
    plain = Image.new("RGB", image.size)
    plain.paste(image.convert("RGB"))
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=82, optimize=True)
    return plain.width, plain.height, out.getvalue()


def main(kind: str, seconds: int, memory_bytes: int) -> None:
    """Write `WIDTHxHEIGHT`, a line feed and the JPEG; a decoder's own error ends the process with its trace."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit says it
    try:
        width, height, jpeg = clean_jpeg(kind, sys.stdin.buffer.read())
    except MemoryError:
        sys.exit(TOO_MANY_PIXELS)
    sys.stdout.buffer.write(f"{width}x{height}\n".encode() + jpeg)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
