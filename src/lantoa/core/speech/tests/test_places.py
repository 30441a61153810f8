"""Places of a text that an editor decided: they stay with their words, and are said as decided."""

import random

import pytest

from lantoa.core.speech import speak
from lantoa.core.speech.places import Place, anchored, moved, with_places

TEXT = "Ngày 29/3, đoàn 12 người họp tại UBND xã. Đến ngày 29/3 năm sau có 1.240 hồ sơ."


class TestAnchored:
    def test_leaves_a_place_where_it_stands(self) -> None:
        place = Place(5, "29/3", "hai chín trên ba")
        assert anchored(TEXT, [place]).places == (place,)

    def test_finds_the_nearest_same_words_after_an_edit(self) -> None:
        second = TEXT.rindex("29/3")
        assert anchored("Vậy là " + TEXT, [Place(second, "29/3", "x")]).places[0].start == second + 7

    def test_drops_a_place_whose_words_are_gone(self) -> None:
        found = anchored("Không còn gì.", [Place(5, "29/3", "x")])
        assert found.places == () and found.lost[0].written == "29/3"

    def test_does_not_find_words_inside_of_others(self) -> None:
        assert anchored("Thửa 129/35", [Place(5, "29/3", "x")]).lost

    def test_gives_each_of_two_places_its_own_words(self) -> None:
        places = [Place(5, "29/3", "một"), Place(TEXT.rindex("29/3"), "29/3", "hai")]
        found = anchored("Thưa bà con! " + TEXT, places)
        assert [place.spoken for place in found.places] == ["một", "hai"] and not found.lost


class TestMoved:
    @pytest.mark.parametrize("seed", range(40))
    def test_keeps_every_place_on_its_words_when_another_part_is_edited(self, seed: int) -> None:
        chance = random.Random(seed)
        places = [
            Place(5, "29/3", "a"),
            Place(TEXT.index("UBND"), "UBND", "b"),
            Place(TEXT.rindex("29/3"), "29/3", "c"),
        ]
        at = chance.choice([0, 9, 25, len(TEXT)])
        after = TEXT[:at] + " thêm 29/3 lời " * chance.randint(1, 3) + TEXT[at:]
        for place, new in zip(places, moved(TEXT, after, places), strict=True):
            assert new.start == place.start + (len(after) - len(TEXT) if place.start >= at else 0)
            assert after.startswith(new.written, new.start)


class TestWithPlaces:
    def test_says_other_words_at_just_this_place(self) -> None:
        said = with_places(speak(TEXT), [Place(5, "29/3", "hai mươi chín tháng ba dương lịch")])
        assert said.text.startswith("Ngày hai mươi chín tháng ba dương lịch, đoàn")
        assert said.text.count("dương lịch") == 1 and said.written == TEXT

    def test_takes_a_change_back(self) -> None:
        said = with_places(speak(TEXT), [Place(TEXT.index("UBND"), "UBND", "UBND")])
        assert "UBND" in said.text and "Ủy ban" not in said.text and said.written == TEXT

    def test_reads_the_rest_of_a_change_that_it_cuts(self) -> None:
        said = with_places(speak("Có 1.240 hồ sơ"), [Place(3, "1", "vài")])
        assert said.written == "Có 1.240 hồ sơ" and not any(letter.isdigit() for letter in said.text)

    def test_takes_what_was_decided_off_the_list_of_the_unknown(self) -> None:
        said = with_places(speak("Hội nghị của BXYZ"), [Place(13, "BXYZ", "ban xây dựng")])
        assert said.unknown == () and said.text == "Hội nghị của ban xây dựng"
