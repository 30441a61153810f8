"""The plain-language check of stories, asked of a question: words out of use, long sentences, officialese."""

from datetime import date

from lantoa.apps.contests.question_content import LETTERS, QuestionContent
from lantoa.core.analysis.plain_language import Draft, HintKind, Piece, PieceKind, check_plainness

_KINDS = (HintKind.OBSOLETE, HintKind.LONG_SENTENCE, HintKind.OFFICIALESE, HintKind.ABBREVIATION)


def plain_hints(content: QuestionContent, *, today: date) -> list[str]:
    """Return, in Vietnamese, what keeps a question from being understood; [] when nothing does. Words out of use are
    judged by the last day on which the answer is right.

    >>> content = QuestionContent("true_false", "Có dịch vụ công mức độ 4.", (), True, "x")
    >>> plain_hints(content, today=date(2023, 1, 1))[0][:55]
    'Câu hỏi, “mức độ 4”: Từ 24/6/2022 gọi là dịch vụ công t'
    """
    return [words for kind, words in _hints(content, today) if kind in _KINDS]


def obsolete_hints(content: QuestionContent, *, today: date) -> list[str]:
    """Return only the hints on words out of use.

    >>> content = QuestionContent("true_false", "Có mức độ 4.", (), True, "x", valid_to=date(2022, 1, 1))
    >>> obsolete_hints(content, today=date(2023, 1, 1))
    []
    """
    return [words for kind, words in _hints(content, today) if kind is HintKind.OBSOLETE]


def _hints(content: QuestionContent, today: date) -> list[tuple[HintKind, str]]:
    body = [Piece("Câu hỏi", content.text)]
    body += [
        Piece(f"Phương án {LETTERS[place]}", option, PieceKind.LABEL)
        for place, option in enumerate(content.options[: len(LETTERS)])
    ]
    on = min(content.valid_to, today) if content.valid_to else today
    report = check_plainness(Draft("", "", "", on, body))
    return [(hint.kind, f"{hint.place}, “{hint.words}”: {hint.reason}") for hint in report.hints]
