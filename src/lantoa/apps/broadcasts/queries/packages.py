"""What goes into the package of a bulletin for a station: gathered from the tables, to be packed by packages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone

from lantoa.apps.accounts.roles import roles_of
from lantoa.apps.broadcasts.models import Airing, Bulletin, Priority, Sound, Station
from lantoa.apps.broadcasts.package_readme import readme_text
from lantoa.apps.broadcasts.packages import README, SCRIPT, SOUNDS, Package, PackageFile, package, text_file
from lantoa.apps.broadcasts.queries.sounds import FileKind, chosen_sound, sound_file

_RANKS = {Priority.EMERGENCY: 0, Priority.PRIORITY: 1, Priority.ROUTINE: 2}
_NO_SOUND = "Bản tin chưa có bản âm thanh nào được chọn làm bản phát; người ở đài đọc theo lời đọc."
_NOT_READY = "Bản âm thanh đang được làm; người ở đài đọc theo lời đọc, hoặc chờ gói phát mới."
_LOST = "Tệp âm thanh không còn trên máy chủ; người ở đài đọc theo lời đọc."


class NotToBePlayed(ValueError):
    """The bulletin is not approved (any more), so nothing goes to a station; the message, in Vietnamese, says so."""


def package_name(bulletin: Bulletin) -> str:
    """Return the file name of a bulletin's package: sorted by name, emergencies come first."""
    return f"{_RANKS[Priority(bulletin.priority)]}-{bulletin.slug}.zip"


def package_for(bulletin: Bulletin, station: Station) -> Package:
    """Return the package of an approved bulletin for the station; NotToBePlayed for any other. About nine queries, and
    a look whether the files of its sound are there.
    """
    if bulletin.state != Bulletin.State.APPROVED or bulletin.approved_at is None:
        raise NotToBePlayed(f"Bản tin {bulletin.get_state_display()} nên không có gói phát.")
    sound, sounds, missing = _sound_of(bulletin)
    script = text_file(SCRIPT, bulletin.script)
    said = {
        "bulletin": _bulletin(bulletin, station),
        "station": {"id": station.slug, "name": station.name, "level": station.level},
        "clusters": _clusters(bulletin, station),
        "airings": _airings(bulletin, station),
        "approval": {"approved_at": _moment(bulletin.approved_at), "role": _approver(bulletin)},
        "script": {"file": SCRIPT, "sha256": script.sha256, "characters": len(bulletin.script)},
        "sound": sound,
        "sound_missing_because": missing,
    }
    files = (text_file(README, readme_text(said)), script, *sounds)
    return package(package_name(bulletin), said, files, dated=timezone.localtime(bulletin.approved_at))


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _bulletin(bulletin: Bulletin, station: Station) -> dict[str, Any]:
    return {
        "id": bulletin.slug,
        "title": bulletin.title,
        "agency": {"id": bulletin.agency.slug, "name": bulletin.agency.name},
        "priority": bulletin.priority,
        "priority_name": bulletin.get_priority_display(),
        "language": {"code": bulletin.language.code, "name": bulletin.language.name},
        "valid_from": _moment(bulletin.valid_from),
        "valid_until": _moment(bulletin.valid_until),
        "airings_at_most": bulletin.airings_at_most,
        "airings_a_day": bulletin.airings_a_day,
        "programme": str(bulletin.programme) if bulletin.programme else None,
        "themes": [{"code": theme.code, "name": theme.title} for theme in bulletin.themes.all()],
        "items": [{"position": item.position, "title": item.title} for item in bulletin.items.all()],
        "illustrative": bulletin.illustrative or station.illustrative,
    }


def _clusters(bulletin: Bulletin, station: Station) -> dict[str, Any]:
    named = list(bulletin.clusters.filter(station=station, active=True))
    clusters = named or list(station.clusters.filter(active=True))
    return {
        "all": not named,
        "named": [{"name": cluster.name, "place": cluster.place or None} for cluster in clusters],
    }


def _airings(bulletin: Bulletin, station: Station) -> list[dict[str, Any]]:
    """Return the times at which it is to be played, not whether it was: or each airing would make a new package."""
    airings = bulletin.airings.filter(station=station).exclude(state=Airing.State.CANCELLED).select_related("slot")
    return [
        {"planned_at": _moment(airing.planned_at), "slot": airing.slot.name if airing.slot else None}
        for airing in airings.order_by("planned_at", "pk")
    ]


def _approver(bulletin: Bulletin) -> str | None:
    """Return the office of whoever approved; no name goes out with a package."""
    roles = roles_of(bulletin.approved_by) if bulletin.approved_by else frozenset()
    return ", ".join(sorted(role.label for role in roles)) or None


def _sound_of(bulletin: Bulletin) -> tuple[dict[str, Any] | None, Sequence[PackageFile], str | None]:
    """Return what the manifest says of the sound, its files, and why there is none."""
    sound = chosen_sound(bulletin)
    if sound is None:
        ordered = bulletin.sounds.filter(state=Sound.State.DUE).exists()
        return None, (), _NOT_READY if ordered else _NO_SOUND
    files = _sound_files(sound)
    if not files:
        return None, (), _LOST
    said = {
        "kind": sound.kind,
        "kind_name": sound.get_kind_display(),
        "spoken_by_machine": sound.kind != Sound.Kind.RECORDING,
        "voice": sound.voice or None,
        "language": {"code": sound.language.code, "name": sound.language.name},
        "seconds": _number(sound.seconds) or 0,
        "loudness_lufs": _number(sound.loudness),
        "peak_dbtp": _number(sound.peak),
        "script_sha256": sound.script_sha256 or None,
    }
    return said, files, None


def _sound_files(sound: Sound) -> tuple[PackageFile, ...]:
    found = []
    kinds: tuple[FileKind, ...] = ("mp3", "opus")
    for kind in kinds:
        sha256, size = (sound.mp3_sha256, sound.mp3_bytes) if kind == "mp3" else (sound.opus_sha256, sound.opus_bytes)
        try:
            path = sound_file(sound, kind)
        except FileNotFoundError:
            continue
        found.append(
            PackageFile(f"sound.{kind}", SOUNDS[f"sound.{kind}"], size or path.stat().st_size, sha256, path=path)
        )
    return tuple(found)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
