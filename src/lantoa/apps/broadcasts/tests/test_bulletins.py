"""Making a bulletin: from stories or written, once for a press, changed by one at a time."""

from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import NOW, Cast

from lantoa.apps.broadcasts.actions.bulletins import (
    BulletinValues,
    CannotChangeBulletin,
    ChangedMeanwhile,
    change_bulletin,
    change_item,
    duplicate_bulletin,
    keep_item,
    make_bulletin,
    move_item,
    remove_item,
    retake_story,
    take_story,
    write_item,
)
from lantoa.apps.broadcasts.factories import make_bulletin as stored_bulletin
from lantoa.apps.broadcasts.factories import make_station
from lantoa.apps.broadcasts.models import Bulletin, HouseStyle
from lantoa.apps.broadcasts.queries.bulletin_values import values_of
from lantoa.apps.broadcasts.queries.items import is_stale, item_version
from lantoa.apps.directives.factories import ThemeFactory
from lantoa.apps.newsroom.actions.adaptations import approve_form, make_form
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story
from lantoa.apps.newsroom.models import StoryPage
from lantoa.apps.newsroom.queries.adaptations import FORMS_BY_KEY

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=5)


def values(**changed: object) -> BulletinValues:
    return replace(BulletinValues("Bản tin sáng", NOW, NOW + timedelta(days=7)), **changed)  # type: ignore[arg-type]


def story(**given: object) -> StoryPage:
    return make_story(make_column(make_portal(at=NOW)), at=NOW, **given)


def rewrite(page: StoryPage) -> None:
    page.lead = "Từ ngày 01/7, hồ sơ nộp qua mạng được trả trong 2 ngày."
    page.save()


class TestMakeBulletin:
    def test_takes_the_words_of_stories_as_written_with_their_themes(self, cast: Cast) -> None:
        theme = ThemeFactory.create()
        page = story(title="Nộp hồ sơ qua mạng", themes=[theme], lead="Từ ngày 01/6, 3 xã nhận hồ sơ qua mạng.")

        made = make_bulletin(agency=cast.agency, values=values(), key="1", by=cast.editor, at=NOW, stories=[page])

        item = made.items.get()
        assert "01/6" in item.written
        assert (item.title, item.story) == ("Nộp hồ sơ qua mạng", page)
        assert (list(made.themes.all()), made.programme) == ([theme], theme.programme)
        assert made.slug.startswith("ban-tin-sang-")

    def test_keeps_the_approved_form_for_the_loudspeaker(self, cast: Cast) -> None:
        page = story()
        form = make_form(story=page, form=FORMS_BY_KEY["loudspeaker"], by=None, at=NOW)
        made = make_bulletin(agency=cast.agency, values=values(), key="1", by=None, at=NOW)
        form.text = "Thưa bà con, lời đã duyệt."
        form.save()
        approve_form(adaptation=form, by=None, at=NOW)

        item = take_story(bulletin=made, story=page, by=None, at=NOW)

        assert item.written == "Thưa bà con, lời đã duyệt."

    def test_begins_and_ends_as_the_agency_does(self, cast: Cast) -> None:
        HouseStyle.objects.create(greeting="Kính chào bà con.", sign_off="Xin cảm ơn.")
        HouseStyle.objects.create(agency=cast.agency, greeting="Đây là đài xã.")

        made = make_bulletin(agency=cast.agency, values=values(), key="1", by=None, at=NOW)

        assert (made.greeting, made.sign_off) == ("Đây là đài xã.", "Xin cảm ơn.")

    def test_makes_one_of_the_same_press_twice(self, cast: Cast) -> None:
        pages = [story()]
        first = make_bulletin(agency=cast.agency, values=values(), key="1", by=None, at=NOW, stories=pages)
        again = make_bulletin(agency=cast.agency, values=values(), key="1", by=None, at=LATER, stories=pages)

        assert first == again
        assert first.items.count() == Bulletin.objects.count() == 1

    def test_stores_nothing_where_a_story_is_not_public(self, cast: Cast) -> None:
        with pytest.raises(CannotChangeBulletin, match="chưa đăng"):
            make_bulletin(agency=cast.agency, values=values(), key="1", by=None, at=NOW, stories=[story(live=False)])


class TestChangeBulletin:
    def test_stores_what_differs_and_says_so(self) -> None:
        bulletin, station = stored_bulletin(at=NOW), make_station()
        wanted = replace(values_of(bulletin), title="Tên khác", stations=[station])

        changed = change_bulletin(bulletin=bulletin, values=wanted, by=None, at=LATER, version=NOW)

        assert (changed.title, changed.stations.get(), changed.changed_at) == ("Tên khác", station, LATER)

    def test_tells_whoever_comes_second(self) -> None:
        bulletin = stored_bulletin(at=NOW)
        write_item(bulletin=bulletin, title="Mục", written="Lời.", by=None, at=LATER)
        with pytest.raises(ChangedMeanwhile):
            change_bulletin(bulletin=bulletin, values=values(), by=None, at=LATER, version=NOW)

    @pytest.mark.parametrize("how", [{"submitted": True}, {"approved": True}])
    def test_is_refused_once_it_is_in_other_hands(self, how: dict[str, bool]) -> None:
        with pytest.raises(CannotChangeBulletin):
            change_bulletin(bulletin=stored_bulletin(at=NOW, **how), values=values(), by=None, at=LATER)


class TestItems:
    def test_of_a_story_are_taken_once(self) -> None:
        bulletin, page = stored_bulletin(at=NOW), story()
        assert take_story(bulletin=bulletin, story=page, by=None, at=NOW) == take_story(
            bulletin=bulletin, story=page, by=None, at=LATER
        )

    def test_grow_stale_with_their_story_until_taken_anew_or_kept(self) -> None:
        page = story()
        item = take_story(bulletin=stored_bulletin(at=NOW), story=page, by=None, at=NOW)
        assert not is_stale(item)
        rewrite(page)
        item.refresh_from_db()
        assert is_stale(item)
        assert not is_stale(keep_item(item=item, by=None, at=LATER))

        item.story_sha256 = "0"
        item.save()
        assert "01/7" in retake_story(item=item, by=None, at=LATER).written

    def test_are_stale_when_their_story_is_gone(self) -> None:
        page = story()
        item = take_story(bulletin=stored_bulletin(at=NOW), story=page, by=None, at=NOW)
        page.live = False
        page.save()
        item.refresh_from_db()

        assert is_stale(item)
        with pytest.raises(CannotChangeBulletin, match="không còn đăng"):
            retake_story(item=item, by=None, at=LATER)

    def test_change_places_by_buttons(self) -> None:
        bulletin = stored_bulletin(at=NOW)
        second = write_item(bulletin=bulletin, title="Hai", written="Hai.", by=None, at=NOW)

        titles = [one.title for one in move_item(item=second, towards="up", by=None, at=LATER)]
        assert titles[0] == "Hai"
        again = move_item(item=second, towards="up", by=None, at=LATER)
        assert [one.title for one in again] == titles

    def test_close_the_gap_when_one_is_removed(self) -> None:
        bulletin = stored_bulletin(at=NOW)
        second = write_item(bulletin=bulletin, title="Hai", written="Hai.", by=None, at=NOW)
        first = bulletin.items.get(position=1)

        remove_item(item=first, by=None, at=LATER)

        second.refresh_from_db()
        assert second.position == 1
        with pytest.raises(CannotChangeBulletin, match="vừa được người khác bỏ"):
            change_item(item=first, title="Một", written="Một.", by=None, at=LATER)

    def test_keep_what_was_decided_where_it_still_stands(self) -> None:
        bulletin = stored_bulletin(at=NOW, written="Hạn nộp: 29/3.")
        item = bulletin.items.get()
        item.places = [{"start": 9, "written": "29/3", "spoken": "hai chín trên ba"}]
        item.save()

        changed = change_item(item=item, title="Mới", written="Hạn cuối nộp: 29/3.", by=None, at=LATER)

        assert changed.places[0]["start"] == 14

    def test_tell_whoever_comes_second(self) -> None:
        item = stored_bulletin(at=NOW).items.get()
        shown = item_version(item)
        change_item(item=item, title="Mới", written="Lời mới.", by=None, at=NOW, version=shown)
        with pytest.raises(ChangedMeanwhile):
            change_item(item=item, title="Khác", written="Lời khác.", by=None, at=LATER, version=shown)


class TestDuplicateBulletin:
    def test_makes_a_draft_that_says_the_same_for_as_long(self, cast: Cast) -> None:
        station = make_station()
        old = stored_bulletin(at=NOW, approved=True, stations=(station,))
        at = NOW + timedelta(days=30)

        made = duplicate_bulletin(bulletin=old, agency=cast.agency, key="2", by=None, at=at)
        duplicate_bulletin(bulletin=old, agency=cast.agency, key="2", by=None, at=at)

        assert (made.state, made.agency, made.stations.get()) == (Bulletin.State.DRAFT, cast.agency, station)
        assert made.valid_until == at + timedelta(days=7)
        assert [one.written for one in made.items.all()] == [one.written for one in old.items.all()]
