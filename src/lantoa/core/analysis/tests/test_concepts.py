import unicodedata

import pytest

from lantoa.core.analysis.concepts import CueKind, concepts, decoys, subjects


class TestConcepts:
    def test_answer_only_concepts_that_exist(self) -> None:
        known = concepts()

        for concept in known.values():
            assert set(concept.answers) <= set(known), concept.name
            assert concept.beside <= set(known), concept.name
            assert all(0 < share <= 1 for share in concept.answers.values()), concept.name
            assert 0 <= concept.domain <= 1, concept.name

    def test_have_words_an_item_could_ask_with(self) -> None:
        for concept in concepts().values():
            asking = [text for text, cue in concept.wordings if cue.kind is CueKind.ASK or not concept.by_asks]
            assert asking, concept.name

    def test_are_written_in_composed_letters(self) -> None:
        texts = [text for concept in concepts().values() for text, _ in concept.wordings]
        texts += [word for words in subjects().values() for word in words]
        texts += decoys()

        assert all(unicodedata.is_normalized("NFC", text) and text == text.strip() for text in texts)

    def test_name_a_wording_once_in_a_concept(self) -> None:
        for concept in concepts().values():
            texts = [text for text, cue in concept.wordings if cue.kind is not CueKind.ASK and cue.of == concept.name]
            assert len(texts) == len(set(texts)), concept.name

    def test_cannot_be_changed(self) -> None:
        with pytest.raises(TypeError):
            concepts()["new"] = concepts()["results"]  # type: ignore[index]
