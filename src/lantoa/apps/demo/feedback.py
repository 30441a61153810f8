"""The feedback of the demonstration: two hundred pieces in every state, of 2023 and of the last weeks.

Every act is the very action that a citizen or an officer takes, at an invented moment; what would only come later than
now has not happened, so that the latest pieces stand in the states of open ones.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone
from PIL import Image, ImageDraw

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.demo.contacts import give_contacts
from lantoa.apps.feedback.actions.citizen import judge, reopen, supply
from lantoa.apps.feedback.actions.handling import (
    acknowledge,
    answer,
    ask_back,
    close,
    extend,
    forward,
    refuse,
)
from lantoa.apps.feedback.actions.moderation import join_feedback, list_feedback, unlist_feedback
from lantoa.apps.feedback.actions.rules import load_feedback_rules
from lantoa.apps.feedback.actions.sending import send_feedback
from lantoa.apps.feedback.models import Feedback
from lantoa.apps.feedback.store import StoredFile, store_photo
from lantoa.apps.services.models import Procedure, Sector

FILE = Path(__file__).parent / "feedback.toml"
PIECES = 200
_SEED = 300
# How many are of 2023, the others of the last weeks.
_OF_2023 = 110
_FIRST_DAY, _DAYS_OF_2023, _LAST_DAYS = date(2023, 4, 3), 250, 60
_OF_2023_AT = ("dong-ha", "hai-lang", "cam-lo", "trieu-phong", "gio-linh", "vinh-linh")
# What happens with a piece, and after how many days; taken in turn.
_COURSES: tuple[tuple[tuple[str, int], ...], ...] = (
    (("acknowledge", 1), ("answer", 6), ("solved", 8)),
    (("acknowledge", 1), ("answer", 9)),
    (("acknowledge", 1), ("answer", 8), ("solved", 10), ("close", 15)),
    (("acknowledge", 3), ("answer", 24), ("partly", 26)),
    (("acknowledge", 1), ("ask_back", 2), ("supply", 5), ("answer", 9), ("solved", 11)),
    (("acknowledge", 2), ("answer", 7), ("partly", 9)),
    (("forward", 1), ("acknowledge", 2), ("answer", 9)),
    (("acknowledge", 1), ("extend", 9), ("answer", 17), ("solved", 20)),
    (("acknowledge", 1), ("answer", 5), ("not_solved", 7), ("reopen", 7), ("answer_again", 15), ("solved", 18)),
    (("acknowledge", 1), ("answer", 4), ("solved", 5), ("close", 9)),
    (("ask_back", 2), ("close_unsupplied", 30)),
    (("acknowledge", 6), ("answer", 30), ("not_solved", 33)),
)
# Of so many pieces one is on the same matter as the one before it, has a photo, names nobody, is not listed, waits to
# be read by a moderator.
_EVERY_JOINED, _EVERY_PHOTO, _EVERY_ANONYMOUS, _EVERY_UNLISTED, _EVERY_WAITING = 19, 8, 3, 11, 4
# So many of the communes have nobody to write to: hand-overs to them fail, and are seen.
_UNREACHED = 1
# Most of it is on the first of the places, as much as a league needs, a little on each other.
_SKEW = 2
_AGAIN = "Chúng tôi đã kiểm tra lại tại chỗ cùng người phản ánh và khắc phục phần còn thiếu."
_REOPENED = "Mới làm một nửa, đoạn phía trong vẫn như cũ."
_EXTENDED = "Phải chờ kết quả đo đạc, xác minh tại thực địa."
_FORWARDED = "Việc này thuộc trách nhiệm của cơ quan chuyên ngành, đã trao đổi và thống nhất."
_UNSUPPLIED = "Không có thông tin bổ sung nên chưa xác minh được; người dân có thể mở lại khi có thêm."
_UNLISTED = "Nội dung kể việc riêng của một gia đình, không đăng công khai."


@dataclass(frozen=True, slots=True)
class Reported:
    """What was added: pieces of feedback."""

    pieces: int


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def fill_feedback(*, officer: User, at: datetime) -> Reported:
    """Return what was added to the feedback of the demonstration, what is there already aside."""
    load_feedback_rules(by=officer, at=at, illustrative=True)
    lots, made = Random(_SEED), 0
    places_now = _places(timezone.localdate(at))
    give_contacts(places_now[:-_UNREACHED], at=at)
    before: Feedback | None = None
    for number in range(PIECES):
        key = f"demo-feedback-{number}"
        piece = _piece(number, lots, at=at, places_now=places_now)
        found = Feedback.objects.filter(key=key).first()
        if found is None:
            with transaction.atomic():
                found = _send(piece, before, key=key)
                _course(found, piece, before, officer=officer, at=at)
            made += 1
        before = found
    return Reported(made)


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is told of one piece: its matter with the blanks filled, where, when, and what became of it."""

    number: int
    matter: Mapping[str, Any]
    words: str
    title: str
    reply: str
    fill: dict[str, str]
    place: Agency
    sent_at: datetime
    steps: tuple[tuple[str, int], ...]
    joined: bool

    def said(self, name: str) -> str:
        """Return a text of the matter with its blanks filled; "" where there is none."""
        text = self.matter.get(name, "")
        return str(text).format(**self.fill)


def _places(day: date) -> list[Agency]:
    """Return some communes of that day: every ninth of those there are."""
    kinds = (AgencyKind.COMMUNE_COMMITTEE, AgencyKind.ISLAND_ZONE)
    return list(Agency.objects.valid_on(day).filter(kind__in=kinds).order_by("slug")[::9])


def _piece(number: int, lots: Random, *, at: datetime, places_now: list[Agency]) -> _Piece:
    """Return what is told of the piece of this number; the lots are drawn in the same order each time."""
    told = _told()
    fill = {"thon": lots.choice(told["thon"]), "duong": lots.choice(told["duong"]), "so": str(lots.randint(2, 6))}
    matter = told["matter"][number % len(told["matter"])]
    wording = lots.randrange(len(matter["words"]))
    opening, closing, reply = (lots.choice(told[name]) for name in ("opening", "closing", "reply"))
    words = matter["words"][wording].format(**fill)
    words = words[0].upper() + words[1:]
    title = matter["titles"][wording].format(**fill) if "titles" in matter else ""
    days, hour, place = lots.random(), time(lots.randint(6, 21), lots.randint(0, 59)), lots.random()
    if number < _OF_2023:
        day = _FIRST_DAY + timedelta(days=int(days * _DAYS_OF_2023))
        where = Agency.objects.get(slug=_OF_2023_AT[int(place * len(_OF_2023_AT))])
    else:
        day = timezone.localdate(at) - timedelta(days=1 + int(days * _LAST_DAYS))
        where = places_now[int(place**_SKEW * len(places_now))]
    return _Piece(
        number=number, matter=matter, fill=fill, place=where, title=title[:1].upper() + title[1:],
        words=words if "refuse" in matter or "advert" in matter else f"{opening}{words}{closing}", reply=reply,
        sent_at=timezone.make_aware(datetime.combine(day, hour)), steps=_steps(number, matter),
        joined=number % _EVERY_JOINED == _EVERY_JOINED - 1,
    )  # fmt: skip


def _steps(number: int, matter: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    """Return what happens with it: adverts and what belongs elsewhere are refused, praise is thanked for, and only what
    another agency may have to answer is forwarded.
    """
    if "refuse" in matter or "advert" in matter:
        return (("refuse", 1),)
    if "praise" in matter:
        return (("acknowledge", 1), ("answer", 3), ("close", 8))
    return tuple(step for step in _COURSES[number % len(_COURSES)] if step[0] != "forward" or "elsewhere" in matter)


def _send(piece: _Piece, before: Feedback | None, *, key: str) -> Feedback:
    """Send one piece; a joined one speaks of what the one before it spoke of, a day later."""
    twin = before if piece.joined else None
    named = piece.number % _EVERY_ANONYMOUS != 0
    people = _told()["people"]
    made = send_feedback(
        sector=twin.sector if twin else Sector.objects.get(slug=piece.matter["sector"]),
        procedure=twin.procedure if twin else Procedure.objects.filter(slug=piece.matter.get("procedure", "")).first(),
        words=f"{twin.words} Mong sớm giải quyết." if twin else piece.words,
        place=twin.place if twin else piece.place,
        place_words=piece.fill["thon"],
        name=people[piece.number % len(people)] if named else "",
        contact=f"nguoidan{piece.number}@vidu.example" if named else "",
        photos=[_photo(piece.number)] if piece.number % _EVERY_PHOTO == 0 else [],
        key=key,
        at=twin.sent_at + timedelta(days=1) if twin else piece.sent_at,
    )
    Feedback.objects.filter(pk=made.pk).update(illustrative=True)
    made.refresh_from_db()
    return made


def _photo(number: int) -> StoredFile:
    """Return a drawn picture that says it is one."""
    picture = Image.new("RGB", (640, 420), (214, 226, 233))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 260, 640, 420), fill=(150, 150, 146))
    for place in range(3):
        left = 60 + place * 190 + number % 40
        draw.ellipse((left, 300 + place * 20, left + 130, 345 + place * 20), fill=(92, 88, 84))
    draw.text((16, 16), f"ANH MINH HOA {number}", fill=(30, 40, 60))
    kept = BytesIO()
    picture.save(kept, "JPEG", quality=80)
    return store_photo(kept.getvalue())


def _course(feedback: Feedback, piece: _Piece, before: Feedback | None, *, officer: User, at: datetime) -> None:
    """Take the steps of the piece that have come by now, then decide what the public reads."""
    if piece.joined and before:
        join_feedback(
            feedback=feedback, to=before, version=feedback.version, by=officer,
            at=min(feedback.sent_at + timedelta(days=1), at),
        )  # fmt: skip
        return
    moment = feedback.sent_at
    for act, days in piece.steps:
        due = timezone.make_aware(
            datetime.combine(timezone.localdate(feedback.sent_at + timedelta(days=days)), time(9))
        )
        moment = max(due, moment + timedelta(hours=1))
        if moment > at:
            break
        _act(act, feedback, piece, by=_handler(feedback, officer), at=moment)
    _decide_listing(feedback, piece, officer=officer, at=min(moment + timedelta(days=1), at))


def _handler(feedback: Feedback, officer: User) -> User:
    """Return the focal officer of the agency that answers for it, where the demonstration has one."""
    return User.objects.filter(membership__agency=feedback.agency).first() or officer


def _act(act: str, feedback: Feedback, piece: _Piece, *, by: User, at: datetime) -> None:
    given: dict[str, Any] = {"feedback": feedback, "at": at}
    match act:
        case "acknowledge":
            acknowledge(by=by, **given)
        case "answer":
            answer(by=by, words=f"{piece.reply}{piece.said('answer')}", **given)
        case "answer_again":
            answer(by=by, words=_AGAIN, **given)
        case "ask_back":
            answer_asked = piece.said("ask") or "Xin cho biết thêm: việc xảy ra ngày nào, ở đâu?"
            ask_back(by=by, words=answer_asked, **given)
        case "supply":
            supply(words=piece.said("more") or "Việc xảy ra sáng thứ Hai, tại {thon}.".format(**piece.fill), **given)
        case "extend":
            extend(by=by, words=_EXTENDED, **given)
        case "forward":
            forward(by=by, to=_other_agency(feedback, at), words=_FORWARDED, **given)
        case "close":
            close(by=by, **given)
        case "close_unsupplied":
            close(by=by, words=_UNSUPPLIED, **given)
        case "refuse":
            refuse(by=by, words="Nội dung không thuộc diện tiếp nhận.", instead=_instead(piece), **given)
        case "reopen":
            reopen(words=_REOPENED, **given)
        case _:
            judge(solved=act, **given)


def _instead(piece: _Piece) -> str:
    return piece.said("refuse") or "Quảng cáo không phải là phản ánh; xin không gửi nữa."


def _other_agency(feedback: Feedback, at: datetime) -> Agency:
    """Return another agency of that day that could answer for it: a department of the province."""
    rows = Agency.objects.valid_on(timezone.localdate(at)).filter(kind=AgencyKind.PROVINCIAL_DEPARTMENT)
    wanted = rows.filter(slug__in=("so-tnmt", "so-xay-dung", "so-nnmt-moi", "so-xay-dung-moi"))
    return next(agency for agency in wanted.order_by("slug") if agency.pk != feedback.agency_id)


def _decide_listing(feedback: Feedback, piece: _Piece, *, officer: User, at: datetime) -> None:
    """List most of what was answered, leave some to be read, refuse what does not belong before the public."""
    editor = User.objects.filter(username="bientap").first() or officer
    given: dict[str, Any] = {"feedback": feedback, "version": feedback.version, "by": editor, "at": at}
    if "public" not in piece.matter or piece.number % _EVERY_UNLISTED == 0:
        unlist_feedback(reason=_UNLISTED, **given)
    elif piece.number % _EVERY_WAITING and feedback.acknowledged_at:
        photos = feedback.attachments.filter(kind="photo").values_list("pk", flat=True)
        list_feedback(
            title=piece.title, words=piece.words, photos=list(photos),
            answer=f"{piece.reply}{piece.said('answer')}" if feedback.answered_at else "", **given,
        )  # fmt: skip
