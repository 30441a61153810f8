"""What is asked of a reading and what comes back from it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How one station likes to say what may be said in several right ways; the defaults are those of the north.

    `thousand`, `zero_tens`, `billion` and `four` are words of numbers (1 004: "một nghìn không trăm linh bốn"; 24: "hai
    mươi tư"). `early_day` stands before the days 1 to 10 of a month; empty says the bare number. `documents` is "full"
    (219/KH-UBND: number, type and issuer) or "short" (the type is not said twice; "của" before the issuer, who is not
    said where the text goes on to name one). `quotation` is "silent" or "said" ("trích", "hết trích").
    """

    thousand: Literal["nghìn", "ngàn"] = "nghìn"
    zero_tens: Literal["linh", "lẻ"] = "linh"
    billion: Literal["tỷ", "tỉ"] = "tỷ"
    four: Literal["tư", "bốn"] = "tư"
    early_day: Literal["mùng", "mồng", ""] = "mùng"
    documents: Literal["full", "short"] = "full"
    quotation: Literal["silent", "said"] = "silent"


@dataclass(frozen=True, slots=True)
class Change:
    """One place where what is said differs from what is written.

    `start` and `end` are places in the written text (in NFC); `rule` is a key of RULE_LABELS. `others` are further
    readings that were possible: an editor should look at a change that has some.
    """

    start: int
    end: int
    written: str
    spoken: str
    rule: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """One place that an editor must decide, with the reason in Vietnamese; places are of the written text (in NFC)."""

    start: int
    end: int
    written: str
    reason: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A text for the ear, every change in the order of the text, and what is left for an editor."""

    text: str
    changes: tuple[Change, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    @property
    def written(self) -> str:
        """The written text (in NFC), rebuilt from what is said and the changes."""
        return "".join(piece if change is None else change.written for piece, change in self.pieces())

    @property
    def doubtful(self) -> tuple[Change, ...]:
        """The changes for which other readings were possible."""
        return tuple(change for change in self.changes if change.others)

    def pieces(self) -> Iterator[tuple[str, Change | None]]:
        """What is said, piece by piece in order: the words, and the change that made them or None where none did."""
        written_place = spoken_place = 0
        for change in self.changes:
            kept = change.start - written_place
            if kept:
                yield self.text[spoken_place : spoken_place + kept], None
            yield change.spoken, change
            spoken_place += kept + len(change.spoken)
            written_place = change.end
        if spoken_place < len(self.text):
            yield self.text[spoken_place:], None

    def without(self, *taken_back: Change) -> "Spoken":
        """The same with these changes taken back: their places are said as they are written."""
        text = "".join(
            piece if change is None else change.written if change in taken_back else piece
            for piece, change in self.pieces()
        )
        kept = tuple(change for change in self.changes if change not in taken_back)
        return Spoken(text, kept, self.unknown)


RULE_LABELS = {
    "decision": "theo quyết định của người biên tập",
    "abbreviation": "chữ viết tắt",
    "defined": "chữ viết tắt nêu trong bài",
    "gloss": "chữ viết tắt trong ngoặc đã đọc đủ",
    "title": "học hàm, học vị, chức danh",
    "foreign": "từ nước ngoài",
    "code": "mã có chữ và số",
    "unit": "đơn vị đo",
    "money": "tiền",
    "roman": "số La Mã",
    "date": "ngày, tháng, năm",
    "time": "giờ",
    "phone": "số điện thoại",
    "identifier": "dãy số đọc từng số",
    "document": "số, ký hiệu văn bản",
    "number": "số",
    "decimal": "số thập phân",
    "negative": "số âm",
    "ordinal": "số thứ tự",
    "percent": "phần trăm",
    "fraction": "phân số, tỷ lệ",
    "score": "tỷ số",
    "range": "khoảng",
    "sign": "ký hiệu",
    "address": "địa chỉ trên mạng",
    "list": "đầu mục",
    "bracket": "ngoặc",
    "quotation": "ngoặc kép",
    "mark": "dấu câu",
    "ornament": "ký hiệu trang trí",
    "unknown": "chưa biết cách đọc",
}
"""Each rule by its name, as an editor reads it."""
