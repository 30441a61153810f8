"""Speed and pauses learnt from readings that were timed."""

import random

import pytest

from lantoa.core.speech import DEFAULT_PAUSES, reading_seconds
from lantoa.core.speech.tempo import TimedReading, learn_tempo, why_not_learnt

TEXTS = [
    "Kính thưa bà con. Sáng mai họp. Mời bà con đến đông đủ.",
    "Bà con nhớ mang theo giấy tờ, căn cước, sổ hộ khẩu, bản vẽ.",
    "Ủy ban nhân dân xã trả kết quả hồ sơ trong ba ngày làm việc kể từ ngày nhận đủ hồ sơ của bà con.",
    "Một. Hai. Ba. Bốn. Năm.",
]


def _read(text: str, speed: float, factor: float) -> TimedReading:
    pauses = {mark: seconds * factor for mark, seconds in DEFAULT_PAUSES.items()}
    return TimedReading(text, reading_seconds(text, syllables_per_minute=speed, pauses=pauses))


class TestLearnTempo:
    @pytest.mark.parametrize(("speed", "factor"), [(160, 1), (210, 0.5), (240, 1.6)])
    def test_finds_the_speed_and_the_pauses_of_a_reader(self, speed: float, factor: float) -> None:
        learnt = learn_tempo(_read(text, speed, factor) for text in TEXTS)
        assert learnt is not None
        assert learnt.syllables_per_minute == pytest.approx(speed)
        assert learnt.pause_factor == pytest.approx(factor)
        assert learnt.readings == len(TEXTS) and learnt.mean_error < 1e-9

    def test_stays_near_a_reader_who_is_not_even(self) -> None:
        chance = random.Random(7)
        exact = [_read(text, 200, 1) for text in TEXTS * 5]
        uneven = [TimedReading(one.text, one.seconds * chance.uniform(0.97, 1.03)) for one in exact]
        learnt = learn_tempo(uneven)
        assert learnt is not None
        assert learnt.syllables_per_minute == pytest.approx(200, rel=0.05) and 0 < learnt.mean_error < 0.03

    def test_says_that_there_are_too_few(self) -> None:
        few = [_read(text, 200, 1) for text in TEXTS[:2]]
        assert learn_tempo(few) is None and why_not_learnt(few).startswith("Mới có 2 lần đọc")

    def test_says_that_the_same_text_does_not_determine_both(self) -> None:
        same = [_read(TEXTS[0], 200, 1) for _ in range(6)]
        assert learn_tempo(same) is None and "nghỉ nhiều ít như nhau" in why_not_learnt(same)

    def test_says_that_readings_contradict_each_other(self) -> None:
        odd = [TimedReading(TEXTS[3], 0.5), TimedReading(TEXTS[2], 30), TimedReading(TEXTS[0], 9)]
        assert learn_tempo(odd) is None and "trái nhau" in why_not_learnt(odd)

    def test_passes_over_empty_texts(self) -> None:
        assert learn_tempo([TimedReading("", 3)] * 5) is None
