"""Typed readers of environment variables that fail with a hint instead of a trace."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}


def read_bool(name: str, *, default: bool) -> bool:
    """Return the variable as a yes or no; ImproperlyConfigured for any other word."""
    word = os.environ.get(name, str(default)).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ImproperlyConfigured(f"{name}={word!r} is neither yes nor no: set it to 1 or 0.")


def read_list(name: str, *, default: list[str]) -> list[str]:
    """Return the comma-separated words of the variable."""
    raw = os.environ.get(name)
    return default if raw is None else [word.strip() for word in raw.split(",") if word.strip()]


def read_folder(name: str, *, default: Path) -> Path:
    """Return the folder the variable names, made if it is not there yet."""
    folder = Path(os.environ.get(name) or default).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: cannot make the folder {folder}: {error.strerror}.") from error
    return folder


def read_secret(name: str, *, stored_in: Path) -> str:
    """Return the secret of the variable, else the one kept in the file, made on first use and readable by its owner
    only.
    """
    if given := os.environ.get(name):
        return given
    try:
        descriptor = os.open(stored_in, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return stored_in.read_text(encoding="utf-8").strip()
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        secret = get_random_secret_key()
        file.write(secret)
    return secret
