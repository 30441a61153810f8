"""The way of declaring: what can hold something of a person, and what declarations give together."""

from datetime import timedelta

import pytest
from conftest import NOW

from lantoa.apps.base.actions.forgetting import erase_messages, sweep_private_messages
from lantoa.apps.base.models import AuditEntry, Message
from lantoa.apps.base.personal import Kind, Whose, askable_fields, declared, personal
from lantoa.apps.base.sms import sms_file
from lantoa.apps.base.transports import mail_file


class TestAskableFields:
    def test_are_texts_numbers_and_accounts_but_no_keys_and_moments(self):
        assert askable_fields(AuditEntry) == [
            "actor", "origin", "act", "subject_type", "subject_id", "detail", "position", "previous_sha256", "sha256",
        ]  # fmt: skip

    def test_leave_out_what_has_a_fixed_choice(self):
        assert "state" not in askable_fields(Message)


class TestDeclared:
    def test_holds_what_the_base_itself_keeps(self):
        assert {"base", "accounts"} <= {app.app for app in declared()}

    def test_names_fields_one_by_one(self):
        fields = list(personal("example.Letter", "name contact", Whose.CITIZEN, Kind.IDENTIFIES, "letters"))
        assert [(each.model, each.name) for each in fields] == [
            ("example.Letter", "name"),
            ("example.Letter", "contact"),
        ]


def _message(key: str, to: str = "lan@lantoa.example", **values: object) -> Message:
    given = {"subject": "Về việc", "text": "Lời", "made_at": NOW, "due_at": NOW} | values
    return Message.objects.create(key=key, to=to, **given)


@pytest.mark.django_db
class TestForgettingMessages:
    def test_deletes_those_of_the_contact_and_their_files(self, settings, tmp_path):
        settings.MAIL_DIR, settings.SMS_DIR = tmp_path / "mail", tmp_path / "sms"
        mail = _message("example:1", "Lan@lantoa.example")
        short = _message("example:2", "lan@lantoa.example", channel="sms")
        for file in (mail_file(mail), sms_file(short)):
            file.parent.mkdir()
            file.write_text("lời", encoding="utf-8")
        other = _message("example:3", "khac@lantoa.example")
        assert erase_messages(to="lan@lantoa.example") == 2
        assert list(Message.objects.all()) == [other]
        assert not mail_file(mail).exists() and not sms_file(short).exists()

    def test_keeps_what_went_to_an_official_on_duty(self):
        _message("accounts:invitation:1")
        assert erase_messages(to="lan@lantoa.example") == 0

    def test_sweeps_what_ended_long_ago_and_never_what_waits(self, settings):
        settings.PRIVATE_MAIL_DAYS = 30
        long_ago = NOW - timedelta(days=31)
        _message("example:1", made_at=long_ago, state="sent", sent_at=long_ago)
        _message("example:2", made_at=long_ago)
        _message("example:3", made_at=NOW - timedelta(days=29), state="failed")
        _message("accounts:letter:4", made_at=long_ago, state="failed")
        assert sweep_private_messages(at=NOW) == 1
        assert Message.objects.count() == 3
