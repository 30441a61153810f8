"""The catalogues of the back office: compiled, whole, and nothing in English left on the screens that staff meet."""

import json
import shutil
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path

import django
import pytest
from babel.messages.pofile import read_po
from conftest import PASSWORD, Cast
from django.apps import apps
from django.test import Client
from django.utils import translation
from django.utils.timesince import timesince
from wagtail.log_actions import log

from lantoa.apps.accounts.factories import signed_in, with_application
from lantoa.apps.harvest.factories import SourceFactory
from lantoa.config import translations
from lantoa.core.viettext import standard_tone, to_nfc
from wording import MARKUP, PLACEHOLDER, SOURCES, english_of, ids, is_english, messages_of, shown, texts

# A package without English catalogue: the locale that holds all of its msgids.
_TEMPLATES = {"django_filters": "fr"}


def _placeholders(texts: Iterable[str]) -> set[str]:
    return {found for text in texts for found in PLACEHOLDER.findall(text)}


@cache
def _installed(file_name: str, package: str = "") -> frozenset[tuple[str | None, str]]:
    """Every (context, msgid) that the installed packages bring, or one family of them: "wagtail"."""
    folders = [Path(config.path) for config in apps.get_app_configs() if config.name.startswith(package)]
    if not package:
        folders.append(Path(django.__file__).parent / "conf")
    known: set[tuple[str | None, str]] = set()
    for folder in folders:
        template = folder / "locale" / _TEMPLATES.get(folder.name, "en") / "LC_MESSAGES" / file_name
        if template.is_file():
            with template.open("rb") as file:
                known |= {(message.context, ids(message)[0]) for message in read_po(file) if message.id}
    return frozenset(known)


@pytest.fixture
def copy_of_catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "locale"
    shutil.copytree(translations.FOLDER, folder)
    monkeypatch.setattr(translations, "FOLDER", folder)
    return folder


class TestCompiledFiles:
    def test_say_what_the_sources_say(self) -> None:
        assert [source.name for source in SOURCES] == ["django.po", "djangojs.po"]
        assert translations.stale_sources() == []

    def test_are_named_when_they_are_missing_and_made_on_demand(
        self, copy_of_catalogues: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for made in copy_of_catalogues.rglob("*.mo"):
            made.unlink()
        assert translations.main(["--check"]) == 1
        assert "djangojs.mo is stale" in capsys.readouterr().err
        assert translations.main([]) == 0
        assert translations.main(["--check"]) == 0

    def test_are_stale_after_a_word_has_changed(self, copy_of_catalogues: Path) -> None:
        source = next(copy_of_catalogues.rglob("django.po"))
        text = source.read_text(encoding="utf-8")
        source.write_text(text.replace('msgstr "Xem chi tiết"', 'msgstr "Xem kỹ"', 1), encoding="utf-8")
        assert translations.stale_sources(copy_of_catalogues) == [source]

    def test_are_not_made_of_a_broken_source(self, tmp_path: Path) -> None:
        source = tmp_path / "django.po"
        source.write_text('msgid "Home"\nmgsstr "Trang đầu"\n', encoding="utf-8")
        with pytest.raises(translations.UnreadableCatalogue, match=r"django\.po"):
            translations.compiled(source)


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
class TestWords:
    def test_are_there_and_sure(self, source: Path) -> None:
        messages = messages_of(source)
        assert [message.id for message in messages if message.fuzzy or not all(texts(message))] == []

    def test_keep_every_placeholder(self, source: Path) -> None:
        """The plural msgid counts for both: Vietnamese has one form, shown for one thing too."""
        broken = [
            message.id
            for message in messages_of(source)
            if not _placeholders(ids(message)[-1:]) <= _placeholders(texts(message)) <= _placeholders(ids(message))
        ]
        assert broken == []

    def test_keep_the_markup(self, source: Path) -> None:
        broken = [
            message.id
            for message in messages_of(source)
            if any(sorted(MARKUP.findall(text)) != sorted(MARKUP.findall(ids(message)[-1])) for text in texts(message))
        ]
        assert broken == []

    def test_keep_the_space_that_more_words_follow(self, source: Path) -> None:
        broken = [
            message.id
            for message in messages_of(source)
            if any(text.endswith(" ") != ids(message)[-1].endswith(" ") for text in texts(message))
        ]
        assert broken == []

    def test_speak_one_unicode_form_and_one_tone_placement(self, source: Path) -> None:
        ours = [text for message in messages_of(source) for text in texts(message)]
        assert [text for text in ours if text != to_nfc(text) or text != standard_tone(text)] == []

    def test_translate_nothing_that_has_gone(self, source: Path) -> None:
        ours = {(message.context, ids(message)[0]) for message in messages_of(source)}
        assert ours - _installed(source.name) == set()

    def test_leave_out_nothing_of_wagtail(self, source: Path) -> None:
        ours = {(message.context, ids(message)[0]) for message in messages_of(source)}
        wanted = _installed(source.name, "wagtail")
        assert wanted
        assert wanted - ours == set()


class TestCatalogue:
    def test_wins_over_the_words_of_wagtail(self) -> None:
        with translation.override("vi"):
            assert translation.gettext("Inspect") == "Xem chi tiết"

    def test_tells_time_in_vietnamese(self, now: datetime) -> None:
        with translation.override("vi"):
            assert timesince(now, now.replace(day=4, hour=9)) == "3\N{NO-BREAK SPACE}ngày, 1\N{NO-BREAK SPACE}giờ"

    def test_reaches_the_scripts(self, client: Client, db: None) -> None:
        catalogue = client.get("/quan-tri/jsi18n/").content.decode()
        assert f'"Toggle sidebar": {json.dumps("Mở hoặc thu thanh bên")}' in catalogue


_PAGES = [
    "",
    "nguon-tin/",
    "nguon-tin/?q=khong-co&state=new&enabled=true",
    "co-quan/",
    "co-quan/new/",
    "co-quan/edit/{agency}/",
    "co-quan/inspect/{agency}/",
    "co-quan/delete/{agency}/",
    "co-quan/history/{agency}/",
    "co-quan/usage/{agency}/",
    "nhat-ky/",
    "users/",
    "users/history/{user}/",
    "account/",
    "chuong-trinh/",
    "reports/site-history/",
    "khong-co-trang-nay/",
]
# Sign-in: at the door, and on the way to a second factor.
_DOOR = ["dang-nhap/", "mat-khau/dat-lai/", "mat-khau/dat-lai/da-gui/", "mat-khau/dat-lai/1-sai/", "ngung-hoat-dong/"]
_OWN = [
    "dang-xuat/",
    "mat-khau/",
    "xac-nhan-lai/",
    "buoc-hai/",
    "buoc-hai/xac-nhan-lai/",
    "buoc-hai/ung-dung/",
    "buoc-hai/ung-dung/tat/",
    "buoc-hai/ma-du-phong/",
    "buoc-hai/ma-du-phong/tao/",
    "buoc-hai/khoa/",
    "buoc-hai/khoa/them/",
]


@pytest.fixture
def office(client: Client, cast: Cast) -> Client:
    """The back office as the administrator sees it, with a source, and with something in each history."""
    SourceFactory.create(agency=cast.agency)
    log(cast.agency, "wagtail.edit", user=cast.administrator)
    log(cast.editor, "wagtail.create", user=cast.administrator)
    client.force_login(cast.administrator)
    return client


class TestScreens:
    def test_would_show_an_english_word(self) -> None:
        page = '<p>Trang đầu</p><p>Move up</p><button aria-label="Toggle sidebar">Lưu</button><kbd>Esc</kbd>'
        assert [text for text in shown(page) if is_english(text)] == ["Move up", "Toggle sidebar"]

    @pytest.mark.parametrize("page", _PAGES)
    def test_hold_no_english(self, page: str, office: Client, cast: Cast) -> None:
        answer = office.get("/quan-tri/" + page.format(agency=cast.agency.pk, user=cast.editor.pk))
        assert english_of(answer.content.decode()) == []

    @pytest.mark.parametrize("page", _DOOR)
    def test_hold_no_english_at_the_door(self, page: str, client: Client, db: None) -> None:
        assert english_of(client.get(f"/tai-khoan/{page}").content.decode()) == []

    @pytest.mark.parametrize("page", _OWN)
    def test_hold_no_english_on_the_own_pages(self, page: str, client: Client, cast: Cast) -> None:
        user = with_application(cast.editor) if "/ung-dung/tat" in page or "ma-du-phong" in page else cast.editor
        signed_in(client, user, PASSWORD)
        answer = client.get(f"/tai-khoan/{page}", follow=True)
        assert english_of(answer.content.decode()) == []

    def test_refuse_a_wrong_password_in_vietnamese(self, client: Client, db: None) -> None:
        answer = client.post("/tai-khoan/dang-nhap/", {"login": "khong-ai", "password": "sai"})
        assert "Tên đăng nhập, địa chỉ thư hoặc mật khẩu chưa đúng." in answer.content.decode()
        assert english_of(answer.content.decode()) == []

    def test_turn_away_in_vietnamese(self, client: Client, cast: Cast) -> None:
        client.force_login(cast.focal_officer)
        answer = client.get("/quan-tri/users/", follow=True)
        assert "Tài khoản của bạn không có quyền mở trang này." in answer.content.decode()

    def test_say_in_vietnamese_what_a_form_lacks(self, office: Client) -> None:
        page = office.post("/quan-tri/co-quan/new/", {}).content.decode()
        assert "Chưa thêm được cơ quan: có mục điền chưa đúng." in page
        assert "Mục này là bắt buộc." in page

    def test_say_in_vietnamese_what_was_deleted(self, office: Client, cast: Cast) -> None:
        page = office.post(f"/quan-tri/co-quan/delete/{cast.other_agency.pk}/", follow=True).content.decode()
        assert "Cơ quan “Sở Y tế” đã được xóa." in page
