from hypothesis import example, given
from hypothesis import strategies as st

from lantoa.apps.search.asking import MAX_LENGTH, MAX_TOKENS, by_keys, read_question


def folded(text: str) -> list[tuple[str, ...]]:
    return [unit.folded for unit in read_question(text).units]


def required(text: str) -> list[tuple[str, ...]]:
    return [unit.folded for unit in read_question(text).required]


class TestReadQuestion:
    def test_takes_plain_words_one_by_one(self) -> None:
        assert folded("Đông Hà mưa") == [("dong",), ("ha",), ("mua",)]

    def test_keeps_quoted_words_together_whatever_the_quotes(self) -> None:
        for text in ('"một cửa" xã', "“một cửa” xã", "«một cửa» xã"):
            assert folded(text) == [("mot", "cua"), ("xa",)]

    def test_takes_a_single_quote_as_nothing(self) -> None:
        assert folded('một "cửa') == [("mot",), ("cua",)]

    def test_keeps_numbers_and_symbols_of_documents_together(self) -> None:
        assert folded("số 219/KH-UBND đạt 61,26") == [("so",), ("219", "kh", "ubnd"), ("dat",), ("61", "26")]

    def test_has_no_operators(self) -> None:
        assert folded("title:hoa AND -đất (OR) +mưa* ~2") == [
            ("title",), ("hoa",), ("and",), ("dat",), ("or",), ("mua",), ("2",),
        ]  # fmt: skip

    def test_gives_an_abbreviation_its_full_words(self) -> None:
        assert read_question("CCHC").units[0].others == (("cải", "cách", "hành", "chính"),)
        assert read_question("cchc").units[0].others == (("cải", "cách", "hành", "chính"),)

    def test_gives_full_words_their_abbreviation(self) -> None:
        [unit] = read_question("dich vu cong truc tuyen").units
        assert ("dvctt",) in unit.others

    def test_gives_a_thing_its_other_names(self) -> None:
        [unit] = read_question("so do").units
        assert ("giấy", "chứng", "nhận", "quyền", "sử", "dụng", "đất") in unit.others

    def test_takes_a_small_syllable_for_no_abbreviation(self) -> None:
        assert read_question("btc").units[0].others
        assert not read_question("tu").units[0].others

    def test_leaves_out_the_words_by_which_one_asks(self) -> None:
        assert required("xin hỏi làm sổ tay như thế nào") == [("lam",), ("so",), ("tay",)]

    def test_keeps_asking_words_when_there_is_nothing_else(self) -> None:
        assert required("ở đâu") == [("o",), ("dau",)]

    def test_tells_asking_words_by_their_accents(self) -> None:
        assert required("là") == required("lá") == [("la",)]
        assert required("lá cờ") == [("la",), ("co",)]
        assert required("cờ là gì") == [("co",)]

    def test_leaves_out_the_words_by_which_the_region_asks(self) -> None:
        assert required("khai sinh ở mô") == required("khai sinh cần giấy chi") == [("khai",), ("sinh",)]
        assert required("mạ làm răng") == [("ma",)]
        assert required("rang sua") == [("rang",), ("sua",)]

    def test_is_the_same_for_both_unicode_forms_and_tone_places(self) -> None:
        assert read_question("hoà giải").units == read_question("ho\u0300a gia\u0309i").units
        assert read_question("lí lịch").units == read_question("lý lịch").units

    @given(st.text(max_size=400))
    @example('"' * 50)
    @example("ﷺ" * 200)
    @example("\x00\ud7ff½ ẞ")
    def test_takes_any_text(self, text: str) -> None:
        question = read_question(text)
        assert len(question.text) <= MAX_LENGTH
        assert sum(len(unit.folded) for unit in question.units) <= MAX_TOKENS
        assert all(unit.folded and all(unit.folded) for unit in question.units)


class TestByKeys:
    def test_reads_what_a_keyboard_left_as_keys(self) -> None:
        assert by_keys("lamf giaays khai sinh", lambda word: word in {"khai", "sinh"}) == "làm giấy khai sinh"

    def test_leaves_words_that_documents_hold(self) -> None:
        assert by_keys("xe bus", lambda word: True) == "xe bus"

    def test_leaves_a_text_without_such_words_as_it_is(self) -> None:
        assert by_keys("khai  sinh online", lambda word: False) == "khai  sinh online"
