"""Says what this machine can read bulletins with."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from lantoa.apps.base.guard_audio import FFMPEG_MISSING, ffmpeg_program
from lantoa.apps.broadcasts.models import Sound
from lantoa.apps.broadcasts.queries.sounds import voice_of


class Command(BaseCommand):
    """One line a program and voice: what is there, what is missing and how it is installed."""

    help = (
        "Nêu giọng đọc và chương trình nào để làm âm thanh bản tin đã có trên máy, còn thiếu gì. "
        "Kết thúc với lỗi khi không làm được âm thanh nào."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        problems = ["" if ffmpeg_program() else FFMPEG_MISSING]
        self.stdout.write(f"ffmpeg: {problems[0] or 'có'}")
        for kind in (Sound.Kind.PROOF, Sound.Kind.VOICE, Sound.Kind.OUTSIDE):
            voice = voice_of(kind)
            self.stdout.write(f"{kind.label}: {voice.problem or f'có, {voice.name}'}")
        if problems[0]:
            raise CommandError("Chưa làm được âm thanh nào.")
