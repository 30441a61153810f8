"""The folder of fonts for pictures that are made into PNG; see README.md beside this file."""

from pathlib import Path

CARD_FONTS = Path(__file__).parent
"""Be Vietnam Pro, the face of the public pages, as TrueType."""
