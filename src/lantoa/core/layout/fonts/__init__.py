"""The folder of fonts that PDF converters are given; see README.md beside this file for what belongs here."""

from pathlib import Path

FONT_FOLDER = Path(__file__).parent
"""Where the font files are; converters fall back to their own fonts when it holds none."""
