"""The pages of entering, without a script: ways in, code, form, "my page", own data; and what strangers are told."""

import json
import re
from datetime import timedelta

import pytest
from conftest import Cast
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantoa.apps.agencies.factories import AgencyFactory
from lantoa.apps.agencies.models import AgencyKind
from lantoa.apps.base.models import Message
from lantoa.apps.contests.entrant_cookie import COOKIE
from lantoa.apps.contests.factories import make_attempt, make_contest, make_entrant, make_result, make_submission
from lantoa.apps.contests.models import Contest, Entrant, EntryCode
from lantoa.apps.privacy.contacts import account_contact, contact_sha256
from lantoa.apps.privacy.models import ContactKind

pytestmark = pytest.mark.django_db
MAIL = "lan@lantoa.example"


@pytest.fixture
def contest() -> Contest:
    """A contest whose first round is open by the clock of the requests."""
    return make_contest(at=timezone.now() - timedelta(days=1), rounds=2, minutes_allowed=30)


@pytest.fixture
def browser() -> Client:
    return Client(enforce_csrf_checks=False)


def _digits() -> str:
    found = re.search(r"\d{6}", Message.objects.latest("pk").text)
    assert found
    return found.group()


def _known(browser: Client, contest: Contest, contact: str = MAIL) -> Entrant:
    """Return the entrant of the contact, whom the browser now is, by a code."""
    path = f"/du-thi/{contest.slug}/"
    browser.post(f"{path}gui-ma/", {"contact": contact})
    assert browser.post(f"{path}ma/", {"code": _digits()})["Location"] == f"{path}?da=vao"
    return Entrant.objects.get(contest=contest, contact=contact)


class TestWaysIn:
    def test_are_light_and_kept_by_nobody(self, contest, browser):
        with CaptureQueriesContext(connection) as asked:
            response = browser.get(f"/du-thi/{contest.slug}/")
        assert response.status_code == 200 and len(asked) <= 3
        assert response["Cache-Control"] == "no-store"
        assert set(response.cookies) == {"csrftoken"}

    def test_offer_e_mail_alone_while_no_short_message_leaves(self, contest, browser):
        path = f"/du-thi/{contest.slug}/"
        assert "chưa gửi được mã qua tin nhắn" in browser.get(path).content.decode()
        response = browser.post(f"{path}gui-ma/", {"contact": "0905123456"})
        assert response.status_code == 422 and 'value="0905123456"' in response.content.decode()
        assert not EntryCode.objects.exists()

    def test_refuse_a_form_from_elsewhere(self, contest):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(f"/du-thi/{contest.slug}/gui-ma/", {"contact": MAIL}).status_code == 403
        assert not EntryCode.objects.exists()

    def test_are_not_there_for_a_contest_in_preparation(self, browser):
        make_contest(at=timezone.now(), slug="chua-cong-bo", announced=False)
        assert browser.get("/du-thi/chua-cong-bo/").status_code == 404

    def test_say_that_the_contest_was_called_off_and_why(self, contest, browser):
        Contest.objects.update(called_off_at=timezone.now(), called_off_reason="Bão số 5")
        assert "Bão số 5" in browser.get(f"/du-thi/{contest.slug}/").content.decode()


class TestEntering:
    def test_goes_from_a_contact_to_my_page(self, contest, browser):
        agency, path = AgencyFactory(name="Trung tâm Y tế Thử Nghiệm"), f"/du-thi/{contest.slug}/"
        assert browser.post(f"{path}gui-ma/", {"contact": MAIL})["Location"] == f"{path}ma/"
        page = browser.get(f"{path}ma/").content.decode()
        assert 'autocomplete="one-time-code"' in page and 'inputmode="numeric"' in page and "l•••@" in page
        assert browser.post(f"{path}ma/", {"code": _digits()})["Location"] == f"{path}dang-ky/"
        assert "Người dân" in browser.get(f"{path}dang-ky/").content.decode()

        form = f"{path}dang-ky/?doi-tuong=can-bo"
        assert "checked" not in browser.get(form).content.decode()
        found = browser.post(form, {"full_name": "Trần Lan", "unit_words": "y te thu nghiem", "find": "1"})
        assert agency.name in found.content.decode() and 'value="Trần Lan"' in found.content.decode()
        assert "field__error" not in found.content.decode()
        given = {"full_name": "Trần Lan", "unit_words": "y te", "agency": agency.pk}
        refused = browser.post(form, given)
        assert refused.status_code == 422 and "Cần bạn đồng ý" in refused.content.decode()
        assert browser.post(form, {**given, "consents": "on"})["Location"] == f"{path}?da=dang-ky"
        page = browser.get(path).content.decode()
        assert "Trang của tôi" in page and Entrant.objects.get().code in page

    def test_keeps_no_session(self, contest, browser):
        self.test_goes_from_a_contact_to_my_page(contest, browser)
        assert "sessionid" not in browser.cookies

    def test_needs_a_unit_that_the_audience_chooses_from(self, contest, browser):
        path = f"/du-thi/{contest.slug}/"
        office, commune = AgencyFactory(), AgencyFactory(kind=AgencyKind.COMMUNE_COMMITTEE, name="UBND xã Thử")
        browser.post(f"{path}gui-ma/", {"contact": MAIL})
        browser.post(f"{path}ma/", {"code": _digits()})
        form = f"{path}dang-ky/?doi-tuong=nguoi-dan"
        given = {"full_name": "Lan", "consents": "on"}
        for agency in (office.pk, "", "0", "một", "9" * 30):
            assert browser.post(form, {**given, "agency": agency}).status_code == 422
        assert browser.post(form, {**given, "agency": commune.pk}).status_code == 303

    def test_by_phone_sends_a_short_message(self, contest, browser, settings):
        settings.SMS = type(settings.SMS)("folder")
        browser.post(f"/du-thi/{contest.slug}/gui-ma/", {"contact": "+84 905 123 456"})
        assert Message.objects.get().to == "0905123456"
        assert "0905•••456" in browser.get(f"/du-thi/{contest.slug}/ma/").content.decode()

    def test_a_code_is_good_only_in_the_browser_that_asked(self, contest, browser):
        path = f"/du-thi/{contest.slug}/"
        browser.post(f"{path}gui-ma/", {"contact": MAIL})
        assert Client().post(f"{path}ma/", {"code": _digits()})["Location"] == f"{path}?da=het-ma"
        assert not EntryCode.objects.exclude(used_at=None).exists()

    def test_a_wrong_code_is_said_with_the_tries_left(self, contest, browser):
        path = f"/du-thi/{contest.slug}/"
        browser.post(f"{path}gui-ma/", {"contact": MAIL})
        response = browser.post(f"{path}ma/", {"code": f"{(int(_digits()) + 1) % 1_000_000:06}"})
        assert response.status_code == 422 and "còn 4 lần nhập" in response.content.decode()

    def test_an_answer_does_not_tell_whether_somebody_has_entered(self, contest):
        make_entrant(contest, at=timezone.now(), contact=MAIL)
        answers = []
        for contact in (MAIL, "lam@lantoa.example"):
            browser = Client()
            first = browser.post(f"/du-thi/{contest.slug}/gui-ma/", {"contact": contact})
            page = browser.get(first["Location"]).content.decode()
            page = re.sub(r'value="[^"]{20,}"', "", page).replace(contact, "")
            answers.append((first.status_code, first["Location"], page))
        assert answers[0] == answers[1]

    def test_comes_back_on_another_device_by_the_same_contact(self, contest):
        entrant = make_entrant(contest, at=timezone.now(), contact=MAIL)
        assert _known(Client(), contest) == entrant

    def test_by_account_takes_name_and_unit_from_it(self, contest, cast: Cast):
        browser, path = Client(), f"/du-thi/{contest.slug}/"
        browser.force_login(cast.focal_officer)
        page = browser.get(f"{path}dang-ky/?doi-tuong=can-bo").content.decode()
        assert cast.agency.name in page
        given = {"full_name": "Đầu Mối", "agency": cast.agency.pk, "consents": "on"}
        assert browser.post(f"{path}dang-ky/?doi-tuong=can-bo", given)["Location"] == f"{path}?da=dang-ky"
        entrant = Entrant.objects.get()
        contact = account_contact(cast.focal_officer.email, cast.focal_officer.pk)
        assert (entrant.user, entrant.contact_sha256) == (cast.focal_officer, contact_sha256(contact))

    def test_by_account_refuses_whoever_runs_contests(self, contest, cast: Cast):
        browser, path = Client(), f"/du-thi/{contest.slug}/"
        browser.force_login(cast.contest_organiser)
        given = {"full_name": "Tổ Chức", "agency": cast.agency.pk, "consents": "on"}
        response = browser.post(f"{path}dang-ky/?doi-tuong=can-bo", given)
        assert response.status_code == 422 and "không được dự thi" in response.content.decode()

    def test_asks_the_year_of_birth_only_where_the_rules_have_an_age(self, contest, browser, cast: Cast):
        browser.force_login(cast.focal_officer)
        form = f"/du-thi/{contest.slug}/dang-ky/?doi-tuong=can-bo"
        assert "Năm sinh" not in browser.get(form).content.decode()
        Contest.objects.update(least_age=18)
        assert "Năm sinh" in browser.get(form).content.decode()
        given = {"full_name": "Lan", "agency": cast.agency.pk, "consents": "on", "birth_year": "9999"}
        assert "sau năm nay" in browser.post(form, given).content.decode()


class TestMyPage:
    def test_costs_the_same_for_few_entrants_and_for_a_thousand(self, contest, browser):
        entrant = make_entrant(contest, at=timezone.now(), contact=MAIL)
        make_attempt(entrant, contest.rounds.get(number=1), started_at=timezone.now())
        _known(browser, contest)

        def queries() -> int:
            with CaptureQueriesContext(connection) as asked:
                assert browser.get(f"/du-thi/{contest.slug}/").status_code == 200
            return len(asked)

        few = queries()
        at = timezone.now()
        Entrant.objects.bulk_create(
            Entrant(
                contest=contest, code=f"MA{place:010}", audience="officials", contact_kind=ContactKind.EMAIL,
                contact_sha256=f"{place:064}", consent_version="1", consented_at=at, entered_at=at, erase_on=at.date(),
            )
            for place in range(1000)
        )  # fmt: skip
        assert queries() == few <= 5

    def test_offers_what_the_clock_allows(self, contest, browser):
        entrant = make_entrant(contest, at=timezone.now(), contact=MAIL)
        _known(browser, contest)
        path = f"/du-thi/{contest.slug}/"
        page = browser.get(path).content.decode()
        assert "vong/1/bat-dau/" in page and "vong/2/bat-dau/" not in page and "Chưa mở" in page
        attempt = make_attempt(entrant, contest.rounds.get(number=1), started_at=timezone.now())
        assert "Làm tiếp" in browser.get(path).content.decode()
        submission = make_submission(attempt, received_at=timezone.now())
        page = browser.get(path).content.decode()
        assert f"{path}phieu/{submission.slip_code}/" in page and "hết lượt thi" in page
        assert "Làm tiếp" not in page

    def test_shows_place_and_result_only_once_published(self, contest, browser):
        entrant, round_ = make_entrant(contest, at=timezone.now(), contact=MAIL), contest.rounds.get(number=1)
        submission = make_submission(
            make_attempt(entrant, round_, started_at=timezone.now()), received_at=timezone.now()
        )
        result = make_result(round_, [submission], at=timezone.now(), published=False)
        _known(browser, contest)
        page = browser.get(f"/du-thi/{contest.slug}/").content.decode()
        assert "hạng 1" not in page
        at = timezone.now()
        result.published_at = round_.published_at = at
        result.save()
        round_.save()
        page = browser.get(f"/du-thi/{contest.slug}/").content.decode()
        assert "5 điểm, hạng 1" in page and f"/cuoc-thi/{contest.slug}/ket-qua/1/" in page

    def test_is_left_on_a_shared_device(self, contest, browser):
        make_entrant(contest, at=timezone.now(), contact=MAIL)
        _known(browser, contest)
        browser.post(f"/du-thi/{contest.slug}/thoat/")
        assert "Gửi mã cho tôi" in browser.get(f"/du-thi/{contest.slug}/").content.decode()


class TestOwnData:
    def test_shows_and_gives_everything_that_is_stored(self, contest, browser):
        entrant = make_entrant(contest, at=timezone.now(), contact=MAIL, birth_year=1990, full_name="Lan Riêng")
        attempt = make_attempt(entrant, contest.rounds.get(number=1), started_at=timezone.now())
        submission = make_submission(attempt, received_at=timezone.now(), device_sha256="d" * 64)
        _known(browser, contest)
        path = f"/du-thi/{contest.slug}/du-lieu/"
        page = browser.get(path).content.decode()
        response = browser.get(f"{path}tai-ve/")
        held = json.loads(response.content)
        for words in ("Lan Riêng", MAIL, "1990", submission.slip_code, "d" * 64, entrant.contact_sha256):
            assert words in page and words in json.dumps(held, ensure_ascii=False)
        assert response["Cache-Control"] == "no-store"
        assert held["lượt thi"][0]["câu trả lời đã nộp"] == submission.answers
        assert "điểm" not in held["lượt thi"][0]

    def test_is_corrected(self, contest, browser):
        make_entrant(contest, at=timezone.now(), contact=MAIL)
        entrant, agency = _known(browser, contest), AgencyFactory()
        path = f"/du-thi/{contest.slug}/du-lieu/"
        given = {"full_name": "Tên Đã Sửa", "agency": agency.pk}
        assert browser.post(f"{path}sua/", given)["Location"] == f"{path}?da=sua"
        entrant.refresh_from_db()
        assert (entrant.full_name, entrant.agency) == ("Tên Đã Sửa", agency)

    def test_is_erased_after_it_was_said_what_stays(self, contest, browser):
        entrant = make_entrant(contest, at=timezone.now(), contact=MAIL)
        make_attempt(entrant, contest.rounds.get(number=1), started_at=timezone.now())
        _known(browser, contest)
        path = f"/du-thi/{contest.slug}/"
        assert "chỉ mang mã người thi" in browser.get(f"{path}du-lieu/xoa/").content.decode()
        assert Entrant.objects.get().erased_at is None
        assert browser.post(f"{path}du-lieu/xoa/")["Location"] == f"{path}?da=xoa"
        assert Entrant.objects.get().erased_at
        assert "Gửi mã cho tôi" in browser.get(path).content.decode()
        EntryCode.objects.all().delete()  # the pause between two codes
        browser.post(f"{path}gui-ma/", {"contact": MAIL})
        browser.post(f"{path}ma/", {"code": _digits()})
        given = {"full_name": "Lan", "agency": AgencyFactory().pk, "consents": "on"}
        response = browser.post(f"{path}dang-ky/?doi-tuong=can-bo", given)
        assert response.status_code == 422 and "không dự thi lại được nữa" in response.content.decode()

    def test_consent_is_shown_in_its_version(self, contest, browser):
        path = f"/du-thi/{contest.slug}/dong-y/"
        assert "91/2025/QH15" in browser.get(f"{path}1/").content.decode()
        assert browser.get(f"{path}99/").status_code == 404


class TestStrangers:
    PLACES = ("du-lieu/", "du-lieu/tai-ve/", "du-lieu/sua/", "du-lieu/xoa/")

    @pytest.mark.parametrize("place", PLACES)
    def test_are_led_to_the_ways_in_and_change_nothing(self, contest, place: str):
        entrant = make_entrant(contest, at=timezone.now(), contact=MAIL)
        other = make_contest(at=timezone.now() - timedelta(days=1), slug="cuoc-thi-khac")
        theirs = Client()
        make_entrant(other, at=timezone.now(), contact=MAIL)
        _known(theirs, other)
        cookie = theirs.cookies[COOKIE].value
        for value in ("", cookie, cookie[:-2] + "xx", "1.AAAAAAAAAAAA.9999999999~forged"):
            stranger = Client()
            if value:
                stranger.cookies[COOKIE] = value
            for ask in (stranger.get, stranger.post):
                response = ask(f"/du-thi/{contest.slug}/{place}", {"full_name": "Kẻ Lạ"})
                assert response.status_code in {303, 405}
                assert entrant.code not in response.content.decode()
        entrant.refresh_from_db()
        assert entrant.full_name == "Nguyễn Văn Thử" and entrant.erased_at is None

    def test_with_the_cookie_of_another_entrant_see_that_entrant_alone(self, contest):
        make_entrant(contest, at=timezone.now(), contact=MAIL, full_name="Người Một")
        make_entrant(contest, at=timezone.now(), contact="hai@lantoa.example", full_name="Người Hai")
        browser = Client()
        _known(browser, contest, contact="hai@lantoa.example")
        page = browser.get(f"/du-thi/{contest.slug}/du-lieu/").content.decode()
        assert "Người Hai" in page and "Người Một" not in page
