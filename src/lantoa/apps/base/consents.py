"""What people agree to before they give something on themselves: each form's texts in every version that anybody ever
agreed to, kept in the code and never changed. A new text is a new version at the end.

A row that holds what was given also holds the version agreed to (`consent_version`), so that the text can be shown
again. The box is never ticked beforehand (Law 91/2025/QH15). tests/gold/consents.toml holds the hash of each version:
it fails when one that was used is changed.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass


class NoSuchConsent(LookupError):
    """No text of this form has this version."""


@dataclass(frozen=True, slots=True)
class Consent:
    """One version of a form's text, with the words of its occasion filled in."""

    version: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentForm:
    """The texts of one form. `texts`: the paragraphs of each version, the newest last; {names} stand for words that the
    occasion gives. `sample`: words with which the data map shows the newest text.
    """

    slug: str
    title: str
    texts: Mapping[str, tuple[str, ...]]
    sample: Mapping[str, str]

    @property
    def newest(self) -> str:
        """Return the version that a form asks for today."""
        return list(self.texts)[-1]

    def read(self, version: str, **words: str) -> Consent:
        """Return a version as it speaks on one occasion; NoSuchConsent for a version that never was.

        >>> form = ConsentForm("example", "Ví dụ", {"1": ("{who} giữ số điện thoại.",)}, {"who": "Cơ quan"})
        >>> form.read("1", who="UBND xã").paragraphs
        ('UBND xã giữ số điện thoại.',)
        """
        if version not in self.texts:
            raise NoSuchConsent(version)
        return Consent(version, tuple(text.format(**words) for text in self.texts[version]))

    def shown(self) -> Consent:
        """Return the newest text as the data map shows it."""
        return self.read(self.newest, **self.sample)

    def sha256(self, version: str) -> str:
        """Return the hash of a version's text, its names not filled in."""
        return hashlib.sha256("\n".join(self.texts[version]).encode()).hexdigest()
