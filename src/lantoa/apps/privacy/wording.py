"""Words of officers that are kept for long and read by many: they may name nobody."""

from django.core.exceptions import ValidationError

from lantoa.core.analysis.personal_words import PersonalKind, personal_words
from lantoa.core.viettext import to_nfc

# An address of a law or of a page of an agency names nobody.
_MAY_STAND = {PersonalKind.LINK}


def without_persons(words: str) -> str:
    """Return the words in NFC, without blanks around; ValidationError where they name somebody or tell a number."""
    plain = to_nfc(words).strip()
    kinds = dict.fromkeys(found.kind for found in personal_words(plain) if found.kind not in _MAY_STAND)
    if kinds:
        raise ValidationError(f"Lời này được giữ lâu và nhiều người đọc. Hãy bỏ: {', '.join(kinds)}.", code="personal")
    return plain


def names_nobody(words: str) -> None:
    """Validate a field whose words are kept for long; see without_persons."""
    without_persons(words)
