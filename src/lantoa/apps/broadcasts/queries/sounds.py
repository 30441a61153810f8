"""Reads on sounds: what a bulletin says now, which sound stations get, which tunes stand around it."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from lantoa.apps.accounts.models import User
from lantoa.apps.accounts.roles import Role, roles_of
from lantoa.apps.agencies.models import Agency
from lantoa.apps.agencies.queries import agency_of
from lantoa.apps.base.models import AuditEntry
from lantoa.apps.broadcasts.models import Bulletin, Jingle, Sound
from lantoa.apps.broadcasts.queries.keepers import BROADCAST_READERS, PROVINCE_KEEPERS, may_change
from lantoa.apps.broadcasts.queries.scripts import reading_day, script_of, spoken_text
from lantoa.apps.broadcasts.sound.mixing import Jingles
from lantoa.apps.broadcasts.sound.passages import Passage, not_empty, passage, passages_of_text
from lantoa.apps.broadcasts.sound.store import sound_path
from lantoa.apps.broadcasts.sound.voices import OutsideVoice, Voice, outside_voice, proof_voice, site_voice

FileKind = Literal["mp3", "opus"]
_LISTED = 50
CONTENT_TYPES: dict[FileKind, str] = {"mp3": "audio/mpeg", "opus": "audio/ogg; codecs=opus"}


@dataclass(frozen=True, slots=True)
class SaidNow:
    """What a bulletin says now: the passages, and the SHA-256 that sounds of it carry."""

    passages: tuple[Passage, ...]
    sha256: str


def said_now(bulletin: Bulletin) -> SaidNow:
    """Return what was approved, cut where it was when it was approved; else what stands there now. Four queries."""
    script = script_of(bulletin, on=reading_day(bulletin))
    text = bulletin.script or script.text
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if script.text == text:
        return SaidNow(not_empty(passage(one.kind, one.spoken.text) for one in script.pieces), sha256)
    greets, signs_off = bool(bulletin.greeting.strip()), bool(bulletin.sign_off.strip())
    return SaidNow(passages_of_text(text, greeting=greets, sign_off=signs_off), sha256)


def sha256_said_now(bulletin: Bulletin) -> str:
    """Return the SHA-256 of what the bulletin says now: for an approved one no query at all."""
    return bulletin.script_sha256 or hashlib.sha256(spoken_text(bulletin).encode()).hexdigest()


def chosen_sound(bulletin: Bulletin) -> Sound | None:
    """Return the sound that stations get: made, chosen, and of the words as they are now; None where there is none.

    Whoever shows many bulletins prefetches `sounds`: this then needs no query for an approved one.
    """
    chosen = next((sound for sound in bulletin.sounds.all() if sound.chosen), None)
    return chosen if chosen and says_now(chosen, bulletin) else None


def listed_sounds(bulletin: Bulletin) -> list[Sound]:
    """Return the newest sounds of the bulletin, the chosen one always among them. One query."""
    rows = bulletin.sounds.select_related("ordered_by").order_by("-chosen", "-ordered_at", "-pk")[:_LISTED]
    return sorted(rows, key=lambda sound: (sound.ordered_at, sound.pk), reverse=True)


def says_now(sound: Sound, bulletin: Bulletin) -> bool:
    """Return whether the sound says what the bulletin says now; for a recording somebody has to have confirmed it."""
    return bool(sound.script_sha256) and sound.script_sha256 == sha256_said_now(bulletin)


def sound_file(sound: Sound, kind: FileKind) -> Path:
    """Return the path of a made sound's file; FileNotFoundError where it has none of that kind, or it was lost."""
    sha256 = sound.mp3_sha256 if kind == "mp3" else sound.opus_sha256
    path = sound_path(sha256) if sha256 else None
    if path is None or not path.is_file():
        raise FileNotFoundError(f"{kind} of sound {sound.pk}")
    return path


def jingles_of(agency: Agency) -> Jingles:
    """Return the tunes around the agency's bulletins: its own, else the province's; the newest of each place."""
    places: dict[str, Path] = {}
    rows = Jingle.objects.filter(Q(agency=None) | Q(agency=agency), active=True)
    for jingle in sorted(rows, key=lambda row: (row.agency_id is not None, row.made_at, row.pk)):
        path = sound_path(jingle.sha256)
        if path.is_file():
            places[jingle.place] = path
    return Jingles(
        opening=places.get(Jingle.Place.OPENING),
        between=places.get(Jingle.Place.BETWEEN),
        closing=places.get(Jingle.Place.CLOSING),
    )


def voice_of(kind: str) -> Voice:
    """Return the voice that makes sounds of a kind; KeyError for recordings, which no program makes."""
    return {Sound.Kind.PROOF: proof_voice, Sound.Kind.VOICE: site_voice, Sound.Kind.OUTSIDE: outside_voice}[
        Sound.Kind(kind)
    ]()


def service_outside() -> OutsideVoice:
    """Return the speech service outside, set or not."""
    return outside_voice()


def has_consent(sound: Sound) -> bool:
    """Return whether somebody consented that just these words leave for the service outside, in the audit trail."""
    entries = AuditEntry.objects.filter(
        act="broadcasts.consent_outside_voice", subject_type="broadcasts.sound", subject_id=str(sound.pk)
    )
    return any(entry.detail.get("script_sha256") == sound.script_sha256 for entry in entries)


def jingles_seen_by(user: User | AnonymousUser) -> QuerySet[Jingle]:
    """Return the tunes a person sees: all of them, or a radio officer the province's and the own agency's."""
    rows = Jingle.objects.select_related("agency")
    if roles_of(user) & (BROADCAST_READERS - {Role.RADIO_OFFICER}):
        return rows
    agency = agency_of(user) if Role.RADIO_OFFICER in roles_of(user) else None
    return rows.filter(Q(agency=None) | Q(agency=agency)) if agency else rows.none()


def may_change_jingles_of(user: User | AnonymousUser, agency: Agency | None) -> bool:
    """Return whether the person keeps the tunes of the agency; for None the province's."""
    roles = roles_of(user)
    if roles & PROVINCE_KEEPERS:
        return True
    return Role.RADIO_OFFICER in roles and agency is not None and agency_of(user) == agency


def may_change_sounds(user: User | AnonymousUser, bulletin: Bulletin) -> bool:
    """Return whether the person may order, record and choose sounds of the bulletin now."""
    return may_change(user, bulletin) and bulletin.state != Bulletin.State.WITHDRAWN
