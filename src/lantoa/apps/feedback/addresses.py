"""Where the public reads feedback; the pages are the portal's."""

PUBLIC_FEEDBACK = "/phan-anh/"


def public_address(code: str) -> str:
    """Return the path of the public page of a piece of feedback.

    >>> public_address("PA-7K3M-9QXD")
    '/phan-anh/PA-7K3M-9QXD/'
    """
    return f"{PUBLIC_FEEDBACK}{code}/"
