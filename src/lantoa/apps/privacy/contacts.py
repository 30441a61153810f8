"""Contacts of people who enter: one way of writing each, and the keyed hash by which a second entry is found."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac

from lantoa.apps.base.masking import masked_contact
from lantoa.apps.privacy.models import ContactKind

__all__ = [
    "NotAContact",
    "account_contact",
    "asking_address_sha256",
    "contact_sha256",
    "masked_contact",
    "read_contact",
]

_SALT = "lantoa.contests.contact"
_ADDRESS_SALT = "lantoa.contests.asking-address"
_MOBILE = re.compile(r"0[35789]\d{8}")


class NotAContact(ValueError):
    """This is neither an e-mail address nor a Vietnamese mobile number; the message, in Vietnamese, says what is."""


def read_contact(words: str) -> tuple[ContactKind, str]:
    """Return the kind of a contact and its one way of writing; NotAContact for anything else.

    >>> read_contact(" Lan.Nguyen@Example.VN ")
    (ContactKind.EMAIL, 'lan.nguyen@example.vn')
    >>> read_contact("+84 905 123 456")
    (ContactKind.PHONE, '0905123456')
    """
    plain = words.strip()
    if "@" in plain:
        address = plain.casefold()
        try:
            validate_email(address)
        except ValidationError as error:
            raise NotAContact("Địa chỉ thư điện tử chưa đúng, ví dụ đúng: lan@quangtri.gov.vn.") from error
        return ContactKind.EMAIL, address
    digits = re.sub(r"[\s.\-()]", "", plain)
    digits = re.sub(r"^(?:\+84|0084|84(?=\d{9}$))", "0", digits)
    if not _MOBILE.fullmatch(digits):
        raise NotAContact("Số điện thoại chưa đúng; hãy nhập số di động 10 chữ số, ví dụ 0905123456.")
    return ContactKind.PHONE, digits


def contact_sha256(contact: str) -> str:
    """Return the keyed hash of a contact in its one way of writing: without the installation's secret, a list of
    telephone numbers cannot be tried against it.
    """
    return salted_hmac(_SALT, contact, algorithm="sha256").hexdigest()


def account_contact(email: str, pk: int) -> str:
    """Return what stands for an official account: its e-mail address, so that whoever entered by that address does not
    enter again by the account; else the account itself.

    >>> account_contact("Lan@Example.VN", 7), account_contact("", 7)
    ('lan@example.vn', 'account:7')
    """
    return email.strip().casefold() or f"account:{pk}"


def asking_address_sha256(address: str) -> str:
    """Return the keyed hash of the network address that asks for a code, empty for none."""
    return salted_hmac(_ADDRESS_SALT, address, algorithm="sha256").hexdigest() if address else ""
