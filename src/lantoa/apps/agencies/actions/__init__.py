"""Writes of the register of agencies, one file a subject."""

from lantoa.apps.agencies.actions.contacts import save_contact
from lantoa.apps.agencies.actions.imports import (
    CannotImport,
    RegisterChanged,
    forget_expired_imports,
    import_register,
    plan_of,
    upload_register,
)
from lantoa.apps.agencies.actions.members import name_member
from lantoa.apps.agencies.actions.recipients import CannotLearn, learn_recipient
from lantoa.apps.agencies.actions.register import BadRegister, load_register

__all__ = [
    "BadRegister",
    "CannotImport",
    "CannotLearn",
    "RegisterChanged",
    "forget_expired_imports",
    "import_register",
    "learn_recipient",
    "load_register",
    "name_member",
    "plan_of",
    "save_contact",
    "upload_register",
]
