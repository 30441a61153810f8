"""An article as tokens that know where they stand: in the title, the lead or the body, and in which sentence."""

import re
import unicodedata
from functools import lru_cache

from lantoa.core.viettext import accent_key, fold

LEAD_WORDS = 40
"""The lead: the opening words of the body, about two sentences of a Vietnamese news item."""

TITLE, LEAD, BODY = 0, 1, 2

_TOKEN = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’»)\]]*\s|;")


class TokenStream:
    """The tokens of a title and a text, as parallel lists (one entry a token), for a single pass.

    `folded` and `exact` are the search form and the accent form; `starts` and `ends` count characters of `joined`
    (title, line end, text, in NFC); `sentence_of` rises from 0; `zone_of` is TITLE, LEAD or BODY.
    """

    __slots__ = ("body_length", "ends", "exact", "folded", "joined", "sentence_of", "starts", "zone_of")

    def __init__(self, title: str, text: str) -> None:
        title, text = unicodedata.normalize("NFC", title), unicodedata.normalize("NFC", text)
        self.joined = f"{title}\n{text}"
        self.folded: list[str] = []
        self.exact: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.sentence_of: list[int] = []
        self.zone_of: list[int] = []
        self._read(body_start=len(title) + 1)
        self.body_length = sum(1 for zone in self.zone_of if zone != TITLE)

    def __len__(self) -> int:
        return len(self.folded)

    def surface(self, first: int, last: int) -> str:
        """The words from token `first` up to, without, token `last`, as the article writes them."""
        return self.joined[self.starts[first] : self.ends[last - 1]]

    def _read(self, body_start: int) -> None:
        joined, sentence, previous_end, body_words = self.joined, 0, 0, 0
        for match in _TOKEN.finditer(joined):
            start, end = match.span()
            between = joined[previous_end:start]
            if previous_end < body_start <= start or (between not in (" ", "") and _ends_sentence(between, match[0])):
                sentence += 1
            folded, exact = _forms(match[0])
            self.folded.append(folded)
            self.exact.append(exact)
            self.starts.append(start)
            self.ends.append(end)
            self.sentence_of.append(sentence)
            if start < body_start:
                self.zone_of.append(TITLE)
            else:
                self.zone_of.append(LEAD if body_words < LEAD_WORDS else BODY)
                body_words += 1
            previous_end = end


def _ends_sentence(between: str, following: str) -> bool:
    # A line end before a small letter is a line cut to the width of a page, not the end of a paragraph.
    return _SENTENCE_END.search(between) is not None or ("\n" in between and not following[0].islower())


@lru_cache(maxsize=50_000)
def _forms(token: str) -> tuple[str, str]:
    """The search form and the accent form of a token; Vietnamese news has some 10 000 different ones."""
    return fold(token).replace(" ", ""), accent_key(token)
