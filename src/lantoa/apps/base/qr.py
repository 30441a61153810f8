"""Addresses as QR codes, to scan from a screen or from paper."""

import io
import re

import qrcode
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathFillImage


def qr_svg(address: str, *, border: int = 4) -> bytes:
    """Return an address as a QR code (SVG), black on white."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=border)
    code.add_data(address)
    file = io.BytesIO()
    code.make_image(image_factory=SvgPathFillImage).save(file)
    return file.getvalue()


def qr_inside(address: str, label: str) -> SafeString:
    """Return the code as mark-up to stand inside a page; it holds nothing but the squares and the label."""
    svg = qr_svg(address, border=2).decode()
    svg = re.sub(r"<\?xml[^>]*\?>", "", svg)
    svg = re.sub(r'<svg([^>]*?) (?:width|height)="[^"]*"([^>]*?) (?:width|height)="[^"]*"', r"<svg\1\2", svg, count=1)
    opening = format_html('<svg role="img" aria-label="{}"', label)
    return mark_safe(svg.replace("<svg", opening, 1))
