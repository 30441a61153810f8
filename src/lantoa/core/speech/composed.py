"""Abbreviations that no list knows, put together of two that are known; always listed for an editor."""

from .scene import Words, readings

COMPOSED = "chữ viết tắt ghép từ hai chữ đã biết, nên xem lại"
_LEAST = 3  # shorter parts fit too much


def composed(written: str, words: Words, *, in_symbol: bool = False) -> str | None:
    """The words of an abbreviation made of two known ones, the longer first part first; None when it is not.

    Of the symbol of a document a single letter may be the first part as well (S: sở, P: phòng), and four letters may
    be two fields (KSDB: kiểm soát dịch bệnh).

    >>> from lantoa.core.viettext import abbreviations
    >>> from lantoa.core.speech.scene import words_of
    >>> words = words_of(abbreviations())
    >>> composed("KSDB", words, in_symbol=True), composed("KSDB", words)
    ('kiểm soát dịch bệnh', None)
    >>> composed("BCĐNTM", words), composed("SATTP", words), composed("SATTP", words, in_symbol=True)
    ('Ban Chỉ đạo nông thôn mới', None, 'Sở an toàn thực phẩm')
    """
    heads: dict[str, str] = readings()["composed_heads"]
    parts: dict[str, str] = readings()["composed_parts"]
    if in_symbol and len(written) == 4 and written[:2] in parts and written[2:] in parts:
        return f"{parts[written[:2]]} {parts[written[2:]]}"
    for size in range(len(written) - 2, 0, -1):
        first, rest = written[:size], written[size:]
        head = heads.get(first) if size > 1 or in_symbol else None
        if head is None and size >= _LEAST:
            head = words.usual.get(first)
        below = words.usual.get(rest) if len(rest) >= (2 if in_symbol and size > 1 else _LEAST) else None
        if head and below:
            return f"{head} {below}".replace(" - ", ", ")
    return None
