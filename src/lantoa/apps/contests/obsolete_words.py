"""Words of the law that ended: a question that still uses them after that day asks for what no longer is."""

import re
from datetime import date

from lantoa.apps.contests.question_content import QuestionContent
from lantoa.core.viettext import fold

# Words without accents, from which day they are out of use, what stands for them now, and by which document.
_OBSOLETE = (
    (
        re.compile(r"\bmuc do (?:3|4|ba|bon)\b"),
        date(2022, 6, 24),
        "“dịch vụ công trực tuyến mức độ 3, mức độ 4” nay là “một phần, toàn trình” (Nghị định 42/2022/NĐ-CP)",
    ),
    (
        re.compile(r"\b(?:cap huyen|ubnd (?:cac )?huyen|uy ban nhan dan (?:cac )?huyen)\b"),
        date(2025, 7, 1),
        "không còn cấp huyện từ 01/07/2025 (chính quyền địa phương hai cấp)",
    ),
)


def obsolete_words(content: QuestionContent) -> list[str]:
    """Return, in Vietnamese, which words of a question are out of use in a part of its validity; [] when none is.

    >>> obsolete_words(QuestionContent("true_false", "Dịch vụ công mức độ 4 là gì?", (), True, "x"))[0][:40]
    'Câu hỏi dùng từ đã cũ: “dịch vụ công trự'
    >>> obsolete_words(QuestionContent("true_false", "Mức độ 4?", (), True, "x", valid_to=date(2022, 6, 1)))
    []
    """
    words = fold("\n".join((content.text, *content.options)))
    return [
        f"Câu hỏi dùng từ đã cũ: {said}. Hãy viết lại, hoặc ghi ngày hết hiệu lực của đáp án."
        for pattern, since, said in _OBSOLETE
        if pattern.search(words) and (content.valid_to is None or content.valid_to >= since)
    ]
