"""What the environment may say, and the hint it gets when it says something else."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from lantoa.config.environment import MailSetting, SmsSetting, read_mail, read_sms


class TestReadMail:
    @pytest.mark.parametrize(
        ("said", "meant"),
        [
            (None, MailSetting("folder")),
            ("", MailSetting("folder")),
            ("console", MailSetting("console")),
            ("smtp://mail.example", MailSetting("smtp", "mail.example", 25)),
            ("smtp://mail.example?tls=ssl", MailSetting("smtp", "mail.example", 465, tls="ssl")),
            (
                "smtp://ai%40tinh.example:m%C3%A3%2Fs%E1%BB%91@mail.example:2525/?tls=starttls",
                MailSetting("smtp", "mail.example", 2525, "ai@tinh.example", "mã/số", "starttls"),
            ),
            ("smtp://a:b@127.0.0.1:1025", MailSetting("smtp", "127.0.0.1", 1025, "a", "b")),
        ],
    )
    def test_takes_the_three_ways(self, said: str | None, meant: MailSetting, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("LANTOA_MAIL", raising=False)
        if said is not None:
            monkeypatch.setenv("LANTOA_MAIL", said)
        assert read_mail("LANTOA_MAIL") == meant

    @pytest.mark.parametrize(
        "said",
        ["fax", "smtp://", "smtps://mail.example", "smtp://mail.example:port", "smtp://mail.example?tls=yes",
         "smtp://mail.example?ssl=1", "smtp://mail.example/inbox"],
    )  # fmt: skip
    def test_says_how_to_write_it(self, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LANTOA_MAIL", said)
        with pytest.raises(ImproperlyConfigured, match="write folder, console, or smtp://"):
            read_mail("LANTOA_MAIL")

    def test_sends_no_password_in_the_clear(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LANTOA_MAIL", "smtp://a:b@mail.example")
        with pytest.raises(ImproperlyConfigured, match="add \\?tls=starttls") as caught:
            read_mail("LANTOA_MAIL")
        assert ":b@" not in str(caught.value)

    def test_names_the_backend_for_mail_of_the_libraries(self) -> None:
        kinds = {kind: MailSetting(kind).backend.split(".")[-2] for kind in ("folder", "console", "smtp")}
        assert kinds == {"folder": "filebased", "console": "console", "smtp": "smtp"}


class TestReadSms:
    def test_is_off_when_unset(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("LANTOA_SMS", raising=False)
        assert read_sms("LANTOA_SMS", url="", token="") == SmsSetting("")

    @pytest.mark.parametrize(
        ("kind", "url"), [("bưu điện", ""), ("http", ""), ("http", "gateway"), ("http", "http://gateway.example/")]
    )
    def test_refuses_with_a_hint(self, monkeypatch: pytest.MonkeyPatch, kind: str, url: str) -> None:
        monkeypatch.setenv("LANTOA_SMS", kind)
        with pytest.raises(ImproperlyConfigured, match="LANTOA_SMS"):
            read_sms("LANTOA_SMS", url=url, token="")

    def test_takes_a_gateway_with_its_token(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("LANTOA_SMS", "http")
        given = read_sms("LANTOA_SMS", url=" https://gateway.example/gui", token="bi-mat")
        assert given == SmsSetting("http", "https://gateway.example/gui", "bi-mat")
