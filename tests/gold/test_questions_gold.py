"""Questions proposed from texts that the reader had not seen when its rules were settled: the floors only rise."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from lantoa.core.analysis.question_drafts import propose_questions
from lantoa.core.viettext import sentences

GOLD = tomllib.loads((Path(__file__).parent / "questions" / "texts.toml").read_text(encoding="utf-8"))


def proposed(text: dict[str, Any]) -> set[str]:
    return {proposal.sentence for proposal in propose_questions(sentences(text["text"]), agencies=GOLD["agencies"])}


class TestProposeQuestions:
    def test_proposes_what_is_usable_and_little_else(self) -> None:
        pairs = [(proposed(text), set(text["usable"])) for text in GOLD["texts"]]
        right = sum(len(found & usable) for found, usable in pairs)
        assert right / sum(len(found) for found, _ in pairs) >= 0.93
        assert right / sum(len(usable) for _, usable in pairs) >= 0.87

    @pytest.mark.parametrize("text", GOLD["texts"], ids=lambda text: text["name"])
    def test_asks_only_for_what_the_sentence_says(self, text: dict[str, Any]) -> None:
        found = propose_questions(sentences(text["text"]), agencies=GOLD["agencies"])
        for proposal in found:
            assert proposal.sentence in " ".join(text["text"].split())
            if proposal.kind == "single":
                (place,) = proposal.key  # type: ignore[misc]
                assert len(set(proposal.options)) == len(proposal.options) == 4
                assert proposal.options[place].split()[0].lower() in proposal.sentence.lower()
