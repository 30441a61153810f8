"""What plays a bulletin on a public page, and the words on its sound; the text is always beside it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.defaultfilters import filesizeformat

from lantoa.apps.broadcasts.models import Bulletin, Sound
from lantoa.apps.broadcasts.queries.heard import heard_sound
from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.parts import Link

SOUND_TYPES = {"opus": "audio/ogg; codecs=opus", "mp3": "audio/mpeg"}
_VOICES = {
    Sound.Kind.PROOF: "Giọng máy nghe thử",
    Sound.Kind.VOICE: "Giọng máy",
    Sound.Kind.RECORDING: "Người đọc ghi âm",
    Sound.Kind.OUTSIDE: "Giọng máy của dịch vụ bên ngoài",
}


@dataclass(frozen=True, slots=True)
class Player:
    """The files of one sound, the best first, with how long it is and who speaks; `language` is its code."""

    label: str
    sources: tuple[tuple[str, str], ...]
    length: str
    seconds: float
    voice: str
    by_machine: bool
    language: str
    download: Link


def player_of(bulletin: Bulletin) -> Player | None:
    """Return the player of a bulletin that came from with_sounds, None where it has no sound."""
    sound = heard_sound(bulletin)
    if sound is None or sound.seconds is None:
        return None
    files = [("opus", sound.opus_sha256), ("mp3", sound.mp3_sha256)]
    address = addresses.of_sound(bulletin.slug, sound.mp3_sha256, "mp3")
    return Player(
        label=f"Nghe: {bulletin.title}",
        sources=tuple((addresses.of_sound(bulletin.slug, sha, form), SOUND_TYPES[form]) for form, sha in files if sha),
        length=length_words(float(sound.seconds)),
        seconds=float(sound.seconds),
        voice=_VOICES[Sound.Kind(sound.kind)],
        by_machine=sound.kind != Sound.Kind.RECORDING,
        language=sound.language.code,
        download=Link(f"Tải tệp MP3 ({filesizeformat(sound.mp3_bytes or 0)})", address),
    )


def length_words(seconds: float) -> str:
    """Return how long something lasts, in words.

    >>> length_words(42.2), length_words(125), length_words(180), length_words(3725)
    ('42 giây', '2 phút 5 giây', '3 phút', '62 phút 5 giây')
    """
    minutes, rest = divmod(round(seconds), 60)
    parts = [f"{minutes} phút"] if minutes else []
    return " ".join([*parts, f"{rest} giây"] if rest or not parts else parts)


def iso_length(seconds: float) -> str:
    """Return how long something lasts as machines read it (ISO 8601).

    >>> iso_length(125), iso_length(42.4)
    ('PT2M5S', 'PT0M42S')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"PT{minutes}M{rest}S"


@dataclass(frozen=True, slots=True)
class StoryPlayer:
    """A bulletin made of a story, on the page of the story."""

    link: Link
    player: Player | None
    illustrative: bool


def story_players(bulletins: Iterable[Bulletin]) -> tuple[StoryPlayer, ...]:
    """Return how the bulletins made of a story are heard from its page."""
    return tuple(
        StoryPlayer(
            Link(bulletin.title, addresses.of_bulletin(bulletin.slug)), player_of(bulletin), bulletin.illustrative
        )
        for bulletin in bulletins
    )
