"""A field of a model whose words lie encrypted in the database: a stolen copy of it gives no names and numbers."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Expression

from lantoa.apps.base.encryption import decrypt, encrypt

_USE = "lantoa.privacy"


class EncryptedTextField(models.TextField):  # type: ignore[type-arg]  # Django's stubs have two parameters nobody names
    """Text that is encrypted when it is stored and plain when it is read; it cannot be searched, "" stays "".

    Beside what must be found again stands a keyed hash (privacy.contacts.contact_sha256).
    """

    def get_prep_value(self, value: Any) -> Any:
        words = super().get_prep_value(value)
        return encrypt(words, use=_USE) if words else words

    def from_db_value(self, value: str | None, expression: Expression, connection: BaseDatabaseWrapper) -> str | None:
        return decrypt(value, use=_USE) if value else value
