"""Where public pages and forms of the guide stand, for texts that leave the site and for the apps below the portal."""

GUIDE = "/dich-vu-cong/"
NEEDS = "/toi-can/"
SENDING = "/toi-can-gui/"
HOWTOS = "/huong-dan/"
RIGHTS = "/quyen-va-nghia-vu/"


def procedure_address(slug: str) -> str:
    """Return the public page of a procedure."""
    return f"{GUIDE}{slug}/"


def need_address(slug: str, query: str = "") -> str:
    """Return the public page of a need, with the answers given."""
    return f"{NEEDS}{slug}/{f'?{query}' if query else ''}"


def sending_address(slug: str, query: str = "") -> str:
    """Return the form that sends the list to oneself."""
    return f"{SENDING}{slug}/{f'?{query}' if query else ''}"


def howto_address(slug: str) -> str:
    """Return the public step-by-step page."""
    return f"{HOWTOS}{slug}/"


def right_address(slug: str) -> str:
    """Return where an entry stands on the page of rights and duties."""
    return f"{RIGHTS}#{slug}"
