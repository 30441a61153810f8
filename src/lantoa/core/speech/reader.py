"""The reading of a text: rules tried in their order at each place, from left to right."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import cache

from lantoa.core.viettext import abbreviations, is_syllable, to_nfc

from .addresses import ADDRESS_RULES
from .dates import DATE_RULES, PERIOD_RULES
from .documents import BLANK_DOCUMENT_RULES, DOCUMENT_RULES
from .figures import FIGURE_RULES
from .glosses import definitions
from .items import ITEM_RULES
from .marks import MARK_RULES, SPACE_RULES
from .numerals import whole
from .phones import CODE_RULES, PHONE_RULES
from .records import Change, HouseStyle, Spoken, Unknown
from .scene import Reading, Rule, Scene, Words, words_of
from .times import TIME_RULES
from .units import LETTER_CODE_RULES, UNIT_RULES
from .vocabulary import UNKNOWN_RULES, WORD_RULES

_TOKEN = re.compile(r"(?P<word>[^\W\d_]+)|(?P<digit>\d)|(?P<space>[^\S\n]+|\n)|(?P<sign>.)", re.DOTALL)
_AFTER_SPACE = frozenset("-–—−~.")  # what a rule that begins with a space goes on with
_AFTER_STOP = frozenset("./")
# A word that runs on into nothing, with the space or mark behind it when another word follows.
_WORD_ALONE = re.compile(r"([^\W\d_]+)(?![@_+&/\w-]|\.\w)(?:[,;:!?]?[ ](?=[^\W\d_]))?")
_DIGIT_RULES: tuple[Rule, ...] = (
    *ITEM_RULES,
    *ADDRESS_RULES,
    *CODE_RULES,
    *DOCUMENT_RULES,
    *DATE_RULES[:7],
    *PHONE_RULES,
    *DATE_RULES[7:],
    *TIME_RULES,
    *FIGURE_RULES,
)
_WORD_RULES: tuple[Rule, ...] = (
    *ITEM_RULES,
    *ADDRESS_RULES,
    *CODE_RULES,
    *PERIOD_RULES,
    *UNIT_RULES,
    *WORD_RULES,
    *LETTER_CODE_RULES,
    *UNKNOWN_RULES,
)
_SIGN_RULES: tuple[Rule, ...] = (*BLANK_DOCUMENT_RULES, *MARK_RULES)


def speak(
    text: str,
    *,
    style: HouseStyle | None = None,
    lexicon: Mapping[str, Sequence[str]] | None = None,
    decisions: Mapping[str, str] | None = None,
) -> Spoken:
    """The text as a newsreader says it, with every change recorded and what an editor must decide listed.

    `lexicon` is abbreviation → full words, the usual first (default: that of viettext; with an organisation's own
    entries: `lexicon_on`). `decisions` is written token → words: what an editor has decided goes before every rule.
    Lines stay lines. Raises nothing on any text; cost grows with the length of the text.

    >>> speak("Kế hoạch số 219/KH-UBND ngày 21/12").text
    'Kế hoạch số hai trăm mười chín kế hoạch Ủy ban nhân dân ngày hai mươi mốt tháng mười hai'
    >>> speak("Đạt 88,37 điểm; hạng 41/63").text
    'Đạt tám mươi tám phẩy ba mươi bảy điểm; hạng bốn mươi mốt trên sáu mươi ba'
    >>> spoken = speak("Hội nghị của BXYZ")
    >>> [(place.written, place.reason) for place in spoken.unknown]
    [('BXYZ', 'chữ viết tắt chưa có trong từ điển')]
    >>> speak("Hội nghị của BXYZ", decisions={"BXYZ": "ban xây dựng"}).text
    'Hội nghị của ban xây dựng'
    """
    written = to_nfc(text)
    words = _common_words() if lexicon is None else words_of(lexicon)
    scene = Scene(written, style or HouseStyle(), words, definitions(written))
    return _Reader(scene, decisions or {}).read()


@cache
def _common_words() -> Words:
    return words_of(abbreviations())


class _Reader:
    """One pass over one text."""

    def __init__(self, scene: Scene, decisions: Mapping[str, str]) -> None:
        self.scene = scene
        self.decided = iter(_decided(scene.text, decisions))
        self.next_decided = next(self.decided, None)
        self.plain: dict[str, bool] = {}
        self.out: list[str] = []
        self.done = 0  # the written text is said up to here
        self.changes: list[Change] = []
        self.unknown: list[Unknown] = []

    def read(self) -> Spoken:
        text, place = self.scene.text, 0
        while place < len(text):
            if self.next_decided and self.next_decided[0] <= place:
                place = self._take_decision(place)
                continue
            place = self._pass_plain_words(place)
            token = _TOKEN.match(text, place)
            if token is None:  # the end: the pattern takes any character
                break
            place = self._take(token)
        self.out.append(text[self.done :])
        return Spoken("".join(self.out), tuple(self.changes), tuple(self.unknown))

    def _pass_plain_words(self, place: int) -> int:
        """The place behind the words that are certainly said as they are written, which are most of a text."""
        text, plain = self.scene.text, self.plain
        limit = self.next_decided[0] if self.next_decided else len(text)
        while (run := _WORD_ALONE.match(text, place)) and run.end() <= limit:
            word = run[1]
            is_plain = plain.get(word)
            if is_plain is None:
                is_plain = plain[word] = self._is_plain(word)
            if not is_plain:
                break
            place = run.end()
        return place

    def _take_decision(self, place: int) -> int:
        if self.next_decided is None:
            return place
        start, end, words = self.next_decided
        self.next_decided = next(self.decided, None)
        if start >= place:
            self._change(start, Reading(end, words), "decision")
        return max(end, place)

    def _take(self, token: re.Match[str]) -> int:
        """Says what begins at the token; gives back the place to go on from."""
        start, text = token.start(), self.scene.text
        limit = self.next_decided[0] if self.next_decided else len(text)
        for candidate in self._rules_for(token):
            match = candidate.pattern.match(text, start)
            reading = candidate.read(match, self.scene) if match else None
            if reading is not None and start < reading.end <= limit:
                if _has_figure(reading.spoken):
                    reading = replace(reading, spoken=_in_words(reading.spoken))
                self._change(start, reading, reading.rule or candidate.name)
                return self.done
        end = min(token.end(), limit)
        if _has_figure(text[start:end]):
            said = _in_words(text[start:end])
            self._change(start, Reading(end, said, (), "chữ số chưa rõ cách đọc"), "unknown")
        return end

    def _rules_for(self, token: re.Match[str]) -> Sequence[Rule]:
        """The rules to try at a token; none where it is certainly said as it is written."""
        text, end = self.scene.text, token.end()
        if token["word"]:
            return _WORD_RULES
        if token["digit"]:
            return _DIGIT_RULES
        if token["space"]:
            return SPACE_RULES if text[end : end + 1] in _AFTER_SPACE else ()
        is_stop = token[0] == "." and text[end : end + 1] not in _AFTER_STOP and text[end - 2 : end - 1] != " "
        is_plain = is_stop or token[0] in ",;:!?"
        return () if is_plain else _SIGN_RULES

    def _is_plain(self, word: str) -> bool:
        firsts = self.scene.words.firsts
        if len(word) == 1 or word in firsts or word.isupper() or not is_syllable(word):
            return False
        return word.upper() not in firsts and word not in self.scene.defined

    def _change(self, start: int, reading: Reading, name: str) -> None:
        text, spoken, end = self.scene.text, reading.spoken, reading.end
        if reading.reason:
            first = start if reading.reason_start is None else reading.reason_start
            last = end if reading.reason_end is None else reading.reason_end
            self.unknown.append(Unknown(first, last, text[first:last], reading.reason))
        if reading.takes_spaces_before or not spoken:
            start, end = self._with_spaces(start, end, spoken)
        if self.done < start:
            self.out.append(text[self.done : start])
        spoken = self._apart(start, end, spoken)
        written = text[start:end]
        if spoken:
            self.out.append(spoken)
        self.done = end
        if spoken != written or reading.others:
            self.changes.append(Change(start, end, written, spoken, name, reading.others))

    def _with_spaces(self, start: int, end: int, spoken: str) -> tuple[int, int]:
        """The place with the space in front, when nothing or a mark is said there."""
        text = self.scene.text
        at_edge = end == len(text) or text[end] in " \n,.;:!?)"
        if start > self.done and text[start - 1] == " " and (spoken or at_edge):
            start -= 1
        elif not spoken and text[end : end + 1] == " " and (start == 0 or text[start - 1] in " \n"):
            end += 1
        return start, end

    def _apart(self, start: int, end: int, spoken: str) -> str:
        """The words with a space where they would run into a neighbour."""
        text = self.scene.text
        if not spoken:
            return spoken
        last = self.out[-1][-1] if self.out else ""
        if last and spoken[0].isalnum() and last.isalnum():
            spoken = " " + spoken
        if spoken[-1] == " " and text[end : end + 1] in (" ", "\n", ""):
            spoken = spoken.rstrip(" ") or " "
        if spoken[-1].isalnum() and text[end : end + 1].isalnum():
            spoken += " "
        return spoken


def _is_figure(letter: str) -> bool:
    """Whether it is a figure of any script, circled, raised or a fraction; letters that count (一) are none."""
    return letter.isnumeric() and unicodedata.category(letter)[0] == "N"


def _has_figure(text: str) -> bool:
    return any(map(_is_figure, text))


def _in_words(text: str) -> str:
    """The text with each figure of any script in words, one by one, so that none is left."""
    said = (f" {_figure_in_words(letter)} " if _is_figure(letter) else letter for letter in text)
    return " ".join("".join(said).split())


def _figure_in_words(letter: str) -> str:
    value = Fraction(unicodedata.numeric(letter)).limit_denominator(1000)
    above, below = whole(abs(value.numerator)), whole(value.denominator)
    return above if value.denominator == 1 else f"{above} phần {below}"


@cache
def _decision_pattern(tokens: tuple[str, ...]) -> re.Pattern[str]:
    parts = []
    for token in sorted(tokens, key=len, reverse=True):
        head = r"(?<!\w)" if token[:1].isalnum() else ""
        tail = r"(?!\w)" if token[-1:].isalnum() else ""
        parts.append(f"{head}{re.escape(token)}{tail}")
    return re.compile("|".join(parts))


def _decided(text: str, decisions: Mapping[str, str]) -> Iterator[tuple[int, int, str]]:
    """The places that an editor's decisions take, in order, with their words."""
    tokens = {to_nfc(token).strip(): words for token, words in decisions.items() if token.strip()}
    if not tokens:
        return
    for match in _decision_pattern(tuple(sorted(tokens))).finditer(text):
        yield match.start(), match.end(), tokens[match[0]]
