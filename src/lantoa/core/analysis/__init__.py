"""Articles read as plain text: the themes they answer and the re-posts among them."""

from .reposts import Repost, Text, find_reposts
from .themes import PROPOSED, ThemeMatcher, ThemeScore, ThemeText

__all__ = ["PROPOSED", "Repost", "Text", "ThemeMatcher", "ThemeScore", "ThemeText", "find_reposts"]
