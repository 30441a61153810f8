"""A certificate on A4 landscape as a Typst program: a fixed template and its words as data."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from lantoa.core.layout.decree30 import MOTTO, NATIONAL_NAME, PDF_FONTS
from lantoa.core.layout.wording import clean

_TEMPLATE = Path(__file__).with_name("certificate.typ")
_COLOUR = "8A1C1C"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says. `of`: the unit or commune of a person, "" for none; `mark`: a word of warning in red,
    "" for none; `address`: where anybody checks it by its code.
    """

    organiser: str
    name: str
    of: str
    prize: str
    contest: str
    round: str
    day: date
    code: str
    address: str
    mark: str = ""


def certificate_typst(certificate: Certificate) -> str:
    """Return the Typst source of a certificate. Its words stand in one JSON text, so nothing in them is run as code.

    >>> source = certificate_typst(Certificate("Sở Nội vụ", "Lan #x", "", "Giải Nhất", "Thi", "Tuần 1",
    ...     date(2023, 10, 9), "ABCD", "https://vd.example/"))
    >>> source.startswith("#let data = json(bytes("), "Lan #x" in source.splitlines()[0]
    (True, True)
    """
    data = {name: clean(value) for name, value in asdict(certificate).items() if isinstance(value, str)}
    day = certificate.day
    data |= {
        "title": f"Giấy chứng nhận {data['code']}",
        "issuer": data["organiser"],
        "nation": NATIONAL_NAME,
        "motto": MOTTO,
        "heading": "GIẤY CHỨNG NHẬN",
        "lead": "Ban tổ chức cuộc thi chứng nhận",
        "got": "đã đạt",
        "day": f"Ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
        "colour": _COLOUR,
    }
    words = json.dumps({**data, "fonts": list(PDF_FONTS)}, ensure_ascii=False, sort_keys=True)
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    return f'#let data = json(bytes("{escaped}"))\n{_TEMPLATE.read_text(encoding="utf-8")}'
