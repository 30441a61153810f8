"""Typed readers of environment variables that fail with a hint instead of a trace."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

_YES = {"1", "true", "yes", "on"}
_NO = {"0", "false", "no", "off", ""}
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class MailSetting:
    """How mail leaves: `kind` is folder, console or smtp; the rest is for smtp. `tls` is "", starttls or ssl."""

    kind: str
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    tls: str = ""

    @property
    def backend(self) -> str:
        """Return Django's backend for mail that does not go through the outbox."""
        kind = {"folder": "filebased"}.get(self.kind, self.kind)
        return f"django.core.mail.backends.{kind}.EmailBackend"


@dataclass(frozen=True, slots=True)
class SmsSetting:
    """How short messages leave: `kind` is "" (they do not), folder, console or http; the rest is for http."""

    kind: str
    url: str = ""
    token: str = ""


def read_bool(name: str, *, default: bool) -> bool:
    """Return the variable as a yes or no; ImproperlyConfigured for any other word."""
    word = os.environ.get(name, str(default)).strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ImproperlyConfigured(f"{name}={word!r} is neither yes nor no: set it to 1 or 0.")


def read_number(name: str, *, default: int) -> int:
    """Return the variable as a whole number, 0 or more; ImproperlyConfigured for anything else."""
    raw = (os.environ.get(name) or str(default)).strip()
    if not (raw.isascii() and raw.isdigit()):
        raise ImproperlyConfigured(f"{name}={raw!r} is no whole number: write digits only.")
    return int(raw)


def read_list(name: str, *, default: list[str]) -> list[str]:
    """Return the comma-separated words of the variable."""
    raw = os.environ.get(name)
    return default if raw is None else [word.strip() for word in raw.split(",") if word.strip()]


def read_mail(name: str) -> MailSetting:
    """Return the variable as a way out for mail: `folder`, `console`, or smtp://user:password@host:port?tls=starttls.

    ImproperlyConfigured for anything else, and for a password that would cross the network in the clear.
    """
    raw = (os.environ.get(name) or "folder").strip()
    if raw in {"folder", "console"}:
        return MailSetting(raw)
    hint = f"{name}: write folder, console, or smtp://user:password@host:port?tls=starttls (or tls=ssl)."
    try:
        parts = urlsplit(raw)
        host, port = parts.hostname, parts.port
        asked = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    except ValueError as error:
        raise ImproperlyConfigured(hint) from error
    tls = asked.pop("tls", [""])[0]
    if parts.scheme != "smtp" or not host or parts.path not in {"", "/"} or asked or tls not in {"", "starttls", "ssl"}:
        raise ImproperlyConfigured(hint)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if password and not tls and host not in _LOOPBACK:
        raise ImproperlyConfigured(f"{name}: a password needs an encrypted connection; add ?tls=starttls or ?tls=ssl.")
    return MailSetting("smtp", host, port or {"": 25, "starttls": 587, "ssl": 465}[tls], user, password, tls)


def read_sms(name: str, *, url: str, token: str) -> SmsSetting:
    """Return the variable as a way out for short messages: nothing (off), `folder`, `console`, or `http` with the given
    address of the operator's gateway and its token.

    ImproperlyConfigured for anything else, and for a token that would cross the network in the clear.
    """
    kind = os.environ.get(name, "").strip()
    if kind in {"", "folder", "console"}:
        return SmsSetting(kind)
    if kind != "http":
        raise ImproperlyConfigured(f"{name}={kind!r}: write folder, console or http, or leave it unset.")
    parts = urlsplit(url.strip())
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ImproperlyConfigured(f"{name}_URL: {name}=http needs the address of the gateway, https://….")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise ImproperlyConfigured(f"{name}_URL: numbers and codes need an encrypted connection; write https://….")
    return SmsSetting("http", url.strip(), token.strip())


def read_folder(name: str, *, default: Path) -> Path:
    """Return the folder the variable names, made if it is not there yet."""
    folder = Path(os.environ.get(name) or default).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(f"{name}: cannot make the folder {folder}: {error.strerror}.") from error
    return folder


def read_existing_folder(name: str) -> Path | None:
    """Return the folder the variable names, which somebody else fills; None where it is unset. Nothing is made."""
    raw = os.environ.get(name, "").strip()
    return Path(raw).expanduser().absolute() if raw else None


def read_service(name: str) -> str:
    """Return the address of a service that the variable names, empty where it is unset.

    ImproperlyConfigured for what is no address, and for one that would carry words through the network in the clear.
    """
    raw = os.environ.get(name, "").strip()
    if not raw:
        return ""
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
        raise ImproperlyConfigured(f"{name}={raw!r}: write the address of the service, https://….")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK:
        raise ImproperlyConfigured(f"{name}: the words need an encrypted connection; write https://….")
    return raw


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
