"""Writes of the register of agencies, one file a subject."""

from lantoa.apps.agencies.actions.members import name_member
from lantoa.apps.agencies.actions.register import BadRegister, load_register

__all__ = ["BadRegister", "load_register", "name_member"]
