"""Secrets kept encrypted where they lie: keys derived from the installation's own secret, and from the ones before it.

A new LANTOA_SECRET_KEY must be added in front of the old one (SECRET_KEY_FALLBACKS) for what was stored to stay
readable.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotDecrypt(ValueError):
    """What is stored was encrypted with another secret of the installation, or has been changed since."""


def encrypt(words: str, *, use: str) -> str:
    """Return the words encrypted for one use; each use has a key of its own, so that one never opens another's.

    >>> encrypt("0905123456", use="example") == encrypt("0905123456", use="example")
    False
    """
    return cipher(use).encrypt(words.encode()).decode()


def decrypt(stored: str, *, use: str) -> str:
    """Return the words of what encrypt gave for the same use; CannotDecrypt for anything else.

    >>> decrypt(encrypt("0905123456", use="example"), use="example")
    '0905123456'
    """
    try:
        return cipher(use).decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise CannotDecrypt("Không giải mã được: khóa bí mật của hệ thống đã đổi.") from error


def cipher(use: str) -> MultiFernet:
    """Return what encrypts and decrypts for one use: AES-128-CBC with HMAC-SHA-256 (Fernet), newest secret first."""
    secrets = [str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS)]
    digests = [hashlib.sha256(f"{use}:{secret}".encode()).digest() for secret in secrets]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
