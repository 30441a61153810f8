import unicodedata

from lantoa.core.analysis.token_stream import BODY, LEAD, LEAD_WORDS, TITLE, TokenStream


class TestTokenStream:
    def test_knows_title_lead_and_body(self) -> None:
        tokens = TokenStream("Tin mới", "chữ " * (LEAD_WORDS + 1))

        assert [tokens.zone_of[index] for index in (0, 1, 2, -2, -1)] == [TITLE, TITLE, LEAD, LEAD, BODY]
        assert tokens.body_length == LEAD_WORDS + 1

    def test_begins_a_sentence_after_a_stop_and_at_the_body_but_not_at_a_cut_line(self) -> None:
        tokens = TokenStream("Một", "hai ba. Bốn\nnăm\nSáu")

        assert tokens.sentence_of == [0, 1, 1, 2, 2, 3]

    def test_gives_words_back_as_written(self) -> None:
        tokens = TokenStream("", "Bộ phận “Một  cửa” xã")

        assert tokens.folded == ["bo", "phan", "mot", "cua", "xa"]
        assert tokens.surface(1, 4) == "phận “Một  cửa"

    def test_reads_decomposed_text_as_composed(self) -> None:
        decomposed = TokenStream("", unicodedata.normalize("NFD", "thủ tục hành chính"))

        assert decomposed.surface(0, 4) == "thủ tục hành chính"
