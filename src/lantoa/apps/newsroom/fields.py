"""A StreamField whose blocks stay out of migrations: a new kind of block is no change of the database."""

from typing import Any

from wagtail.fields import StreamField


class BlockField(StreamField):  # type: ignore[misc]  # Wagtail has no types
    """A StreamField that migrations see as one without blocks."""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _, options = super().deconstruct()
        options.pop("block_lookup", None)
        return name, path, [[]], options
