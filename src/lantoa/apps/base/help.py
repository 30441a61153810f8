"""Which section of the guides helps on which screen of the back office: one table (settings.HELP_TABLE)."""

import fnmatch
import tomllib
from collections.abc import Mapping
from functools import cache
from urllib.parse import quote

from django.conf import settings
from django.urls import reverse

# Below the back office; the pages there are of an app above.
PREFIX = "huong-dan/"


@cache
def help_sections() -> Mapping[str, str]:
    """Return the table: patterns of address names, each with guide#section, in order."""
    table: dict[str, str] = tomllib.loads(settings.HELP_TABLE.read_text(encoding="utf-8"))["screens"]
    return table


def help_section(screen: str) -> str | None:
    """Return the guide#section of a screen by the name of its address ("newsroom:digests"), None where none fits."""
    fitting = (section for pattern, section in help_sections().items() if fnmatch.fnmatchcase(screen, pattern))
    return next(fitting, None)


def help_address(screen: str) -> str | None:
    """Return the address of the help for a screen, None for a screen without."""
    found = help_section(screen)
    if found is None:
        return None
    guide, _, section = found.partition("#")
    front = f"{reverse('wagtailadmin_home')}{PREFIX}"
    page = front if guide == "README" else f"{front}{guide}/"
    return f"{page}#{quote(section)}" if section else page
