"""Writes on accounts, one file a subject."""

from lantoa.apps.accounts.actions.accounts import NameTaken, create_account, open_account, prepare_roles
from lantoa.apps.accounts.actions.letters import post_letter
from lantoa.apps.accounts.actions.second_factor import CannotReset, note_factor_act, reset_second_factor
from lantoa.apps.accounts.actions.sign_in import (
    note_connected_identity,
    note_failed_sign_in,
    note_password_change,
    note_sign_in,
    note_sign_out,
)

__all__ = [
    "CannotReset",
    "NameTaken",
    "create_account",
    "note_connected_identity",
    "note_factor_act",
    "note_failed_sign_in",
    "note_password_change",
    "note_sign_in",
    "note_sign_out",
    "open_account",
    "post_letter",
    "prepare_roles",
    "reset_second_factor",
]
