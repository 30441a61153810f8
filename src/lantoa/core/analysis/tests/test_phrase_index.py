import pytest

from lantoa.core.analysis.phrase_index import MAX_GAP_WORDS, PhraseIndex
from lantoa.core.analysis.token_stream import TokenStream


def found(index: PhraseIndex[str], text: str) -> list[tuple[str, str]]:
    tokens = TokenStream("", text)
    return [(hit.label, tokens.surface(hit.first, hit.last)) for hit in index.find(tokens)]


class TestFind:
    def test_lets_the_longest_wording_hide_those_inside_it(self) -> None:
        index = PhraseIndex([("cải cách hành chính", "reform"), ("chỉ số cải cách hành chính", "index")])

        assert found(index, "Chỉ số cải cách hành chính và cải cách hành chính") == [
            ("index", "Chỉ số cải cách hành chính"),
            ("reform", "cải cách hành chính"),
        ]

    def test_hides_a_short_wording_behind_a_decoy(self) -> None:
        index = PhraseIndex([("một cửa", "one stop"), ("một cửa hàng", "decoy")])

        assert found(index, "Một cửa hàng mới mở") == [("decoy", "Một cửa hàng")]

    def test_gives_each_label_of_one_wording(self) -> None:
        index = PhraseIndex([("số hóa", "a"), ("số hóa", "b")])

        assert {label for label, _ in found(index, "số hoá hồ sơ")} == {"a", "b"}

    def test_bridges_a_gap_within_a_sentence(self) -> None:
        index = PhraseIndex([("nộp hồ sơ … qua mạng", "online")])

        assert found(index, "Bà con nộp hồ sơ đất đai qua mạng") == [("online", "nộp hồ sơ đất đai qua mạng")]
        assert not found(index, "Bà con nộp hồ sơ. Có người xem phim qua mạng")
        assert not found(index, "nộp hồ sơ " + "rồi " * (MAX_GAP_WORDS + 1) + "qua mạng")
        assert not found(index, "qua mạng nộp hồ sơ")

    @pytest.mark.parametrize(
        ("text", "accuracy"),
        [
            ("thủ tục hành chính", 1.0),
            ("THỦ TỤC HÀNH CHÍNH", 1.0),
            ("thu tuc hanh chinh", 0.75),
            ("thủ tục hành chinh", 0.75),
            ("thủ tục hành chỉnh", 0.5),
        ],
    )
    def test_trusts_exact_accents_more(self, text: str, accuracy: float) -> None:
        hits = PhraseIndex([("thủ tục hành chính", "x")]).find(TokenStream("", text))

        assert [hit.accuracy for hit in hits] == [accuracy]

    @pytest.mark.parametrize("text", ["công chực", "cống chức", "cồng chúc"])
    def test_takes_other_words_for_other_words(self, text: str) -> None:
        assert not found(PhraseIndex([("công chức", "x")]), text)

    def test_wants_capitals_for_short_abbreviations(self) -> None:
        index = PhraseIndex([("AI", "intelligence"), ("CCHC", "reform")])

        assert found(index, "Ai dùng AI thì cứ dùng, cchc cũng vậy") == [("intelligence", "AI"), ("reform", "cchc")]

    def test_does_not_cross_from_title_to_text(self) -> None:
        hits = PhraseIndex([("một cửa", "x")]).find(TokenStream("Chuyện số một", "cửa đã mở"))

        assert hits == []

    def test_refuses_a_wording_without_words(self) -> None:
        with pytest.raises(ValueError, match="without words"):
            PhraseIndex([("…", "x")])
