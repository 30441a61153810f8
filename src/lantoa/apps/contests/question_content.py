"""What a question says, and what is wrong with it: the same rules for the form, for imports and for every action."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from lantoa.apps.directives.models import Theme
from lantoa.core.scoring import read_answer
from lantoa.core.viettext import accent_key, fold, to_nfc

MOST_OPTIONS = 10
MOST_TEXT, MOST_OPTION, MOST_EXPLANATION, MOST_SOURCE = 1000, 400, 1500, 400
LETTERS = "ABCDEFGHIJ"
# Options that speak of other options by their place or as a whole say something else once the order is shuffled.
_SPEAKS_OF_OTHERS = re.compile(
    r"^(?:tat ca|ca (?:ba|bon|hai|nam|\d)|ca [a-j]\b|khong (?:co )?(?:phuong an|dap an|y|cau)"
    r"|(?:phuong|dap) an khac"
    r"|[a-j](?:\s*,\s*[a-j])*\s*(?:va|,|&)\s*[a-j]\b)"
)


@dataclass(frozen=True, slots=True)
class QuestionContent:
    """A question as written. `kind` and `key` are as in models.Question; texts in any Unicode form."""

    kind: str
    text: str
    options: Sequence[str]
    key: Any
    source: str
    difficulty: str = "medium"
    explanation: str = ""
    source_address: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be mended before the question can be kept: the field, and what to do in Vietnamese."""

    field: str
    message: str


def tidied(content: QuestionContent) -> QuestionContent:
    """Return the content in NFC without blanks around its texts; the options of other kinds than choices dropped."""
    takes_options = content.kind in ("single", "multiple", "order")
    return replace(
        content,
        text=_clean(content.text),
        options=tuple(_line(option) for option in content.options) if takes_options else (),
        explanation=_clean(content.explanation),
        source=_line(content.source),
        source_address=content.source_address.strip(),
        key=_line(content.key) if isinstance(content.key, str) else content.key,
    )


def problems_of(content: QuestionContent) -> list[Problem]:
    """Return what is wrong with a tidied question, [] when it can be kept.

    >>> [p.field for p in problems_of(QuestionContent("single", "Mấy bộ?", ("Một", "Hai"), [2], ""))]
    ['key', 'source']
    """
    found = [
        Problem(field, f"dài {len(words)} ký tự, nhiều hơn {most}; hãy rút gọn.")
        for field, words, most in (
            ("text", content.text, MOST_TEXT),
            ("explanation", content.explanation, MOST_EXPLANATION),
            ("source", content.source, MOST_SOURCE),
        )
        if len(words) > most
    ]
    if not content.text:
        found.append(Problem("text", "đang trống; hãy viết câu hỏi."))
    if content.kind in ("single", "multiple", "order"):
        found += _problems_of_options(content)
    found += _problems_of_key(content)
    if not content.source:
        found.append(Problem("source", "đang trống; hãy ghi văn bản và điều, khoản mà đáp án dựa vào."))
    if content.source_address and not re.match(r"https?://\S+$", content.source_address):
        found.append(
            Problem("source_address", "không phải địa chỉ trang; hãy ghi đủ, ví dụ https://vanban.chinhphu.vn.")
        )
    if content.valid_from and content.valid_to and content.valid_from > content.valid_to:
        found.append(Problem("valid_to", "sớm hơn ngày bắt đầu; hãy kiểm tra lại hai ngày."))
    return found


def warnings_of(content: QuestionContent, *, today: date) -> list[str]:
    """Return what a person should look at although the question can be kept, in Vietnamese."""
    found = [
        f"Phương án {LETTERS[place]} “{option}” nói về các phương án khác; khi đảo thứ tự, câu hỏi sẽ sai nghĩa hoặc"
        " lộ đáp án. Hãy viết lại thành một phương án đứng riêng."
        for place, option in enumerate(content.options[:MOST_OPTIONS])
        if content.kind in ("single", "multiple") and _SPEAKS_OF_OTHERS.match(fold(option))
    ]
    if content.kind == "multiple" and isinstance(content.key, list | tuple):
        if len(content.key) == 1:
            found.append("Câu chọn nhiều nhưng chỉ có một phương án đúng; hãy xem lại dạng câu hỏi.")
        if len(content.key) == len(content.options) > 0:
            found.append("Mọi phương án đều đúng; người thi chỉ cần chọn hết.")
    if content.kind == "single" and _key_stands_out(content):
        found.append("Phương án đúng dài gấp đôi mọi phương án còn lại, người thi dễ đoán ra; hãy viết cân nhau.")
    if content.valid_to and content.valid_to < today:
        found.append(f"Đáp án chỉ đúng đến hết ngày {content.valid_to:%d/%m/%Y}; câu hỏi sẽ không vào đề nào nữa.")
    return found


def _clean(words: str) -> str:
    return "\n".join(_line(line) for line in words.strip().splitlines())


def _line(words: str) -> str:
    return " ".join(to_nfc(words).split())


def _problems_of_options(content: QuestionContent) -> list[Problem]:
    least = 3 if content.kind == "order" else 2
    options = list(content.options)
    if len(options) < least or len(options) > MOST_OPTIONS:
        return [Problem("options", f"có {len(options)} phương án; cần từ {least} đến {MOST_OPTIONS}.")]
    found = []
    if empty := [LETTERS[place] for place, option in enumerate(options) if not option]:
        found.append(Problem("options", f"phương án {', '.join(empty)} đang trống; hãy viết, hoặc bỏ hẳn."))
    if long := [LETTERS[place] for place, option in enumerate(options) if len(option) > MOST_OPTION]:
        found.append(Problem("options", f"phương án {', '.join(long)} dài hơn {MOST_OPTION} ký tự; hãy rút gọn."))
    seen: dict[str, int] = {}
    for place, option in enumerate(options):
        first = seen.setdefault(accent_key(option).rstrip(" .;"), place)
        if option and first != place:
            found.append(
                Problem("options", f"phương án {LETTERS[first]} và {LETTERS[place]} giống nhau; hãy sửa một phương án.")
            )
    return found


def _problems_of_key(content: QuestionContent) -> list[Problem]:
    kind, key = content.kind, content.key
    if kind == "true_false":
        return [] if isinstance(key, bool) else [Problem("key", "chưa rõ; hãy chọn “đúng” hoặc “sai”.")]
    if kind == "number":
        readable = isinstance(key, str) and read_answer("number", key, ()) is not None
        return [] if readable else [Problem("key", "phải là một số, ví dụ 12 hoặc 12,5.")]
    if kind not in ("single", "multiple", "order"):
        return [Problem("kind", "không phải dạng câu hỏi nào; hãy chọn trong danh sách.")]
    if not isinstance(key, list | tuple) or any(isinstance(place, bool) or not isinstance(place, int) for place in key):
        return [Problem("key", "chưa có; hãy đánh dấu phương án đúng.")]
    places = list(key)
    if len(set(places)) < len(places) or any(not 0 <= place < len(content.options) for place in places):
        return [Problem("key", "chỉ phương án không có trong câu hỏi; hãy đánh dấu lại.")]
    if kind == "single" and len(places) != 1:
        said = "chưa có phương án đúng" if not places else f"có {len(places)} phương án đúng"
        return [Problem("key", f"{said}; câu chọn một phải có đúng một.")]
    if kind == "multiple" and not places:
        return [Problem("key", "chưa có phương án đúng; hãy đánh dấu ít nhất một.")]
    if kind == "order" and len(places) != len(content.options):
        return [Problem("key", "phải xếp đủ mọi phương án.")]
    return []


def _key_stands_out(content: QuestionContent) -> bool:
    if not isinstance(content.key, list | tuple) or len(content.key) != 1 or len(content.options) < 3:
        return False
    lengths = [len(option) for option in content.options]
    right = lengths.pop(content.key[0]) if 0 <= content.key[0] < len(lengths) else 0
    return right > 60 and right > 2 * max(lengths)
