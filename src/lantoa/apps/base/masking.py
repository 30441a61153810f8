"""Contacts shown so that their owner knows them again and nobody else learns them."""


def masked_contact(contact: str) -> str:
    """Return a contact that its owner knows again and nobody else learns.

    >>> masked_contact("lan.nguyen@example.vn"), masked_contact("0905123456")
    ('l•••@example.vn', '0905•••456')
    """
    if "@" in contact:
        local, _, domain = contact.partition("@")
        return f"{local[:1]}•••@{domain}"
    return f"{contact[:4]}•••{contact[-3:]}"
