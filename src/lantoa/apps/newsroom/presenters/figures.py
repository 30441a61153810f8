"""Figures in words."""

from lantoa.apps.newsroom.figures import figure_sources
from lantoa.apps.newsroom.models import StoryFigure
from lantoa.core.viettext import format_date


def kind_words(figure: StoryFigure) -> str:
    """Return whether a figure is current, frozen or typed."""
    if figure.frozen_at is not None:
        return f"đã chốt ngày {format_date(figure.frozen_at.date())}"
    return "luôn mới" if figure.source else "tự nhập"


def source_words(figure: StoryFigure) -> str:
    """Return where the numbers come from: the kind of figure, or the source that was typed."""
    if not figure.source:
        return figure.source_note
    source = figure_sources().get(figure.source)
    return source.label if source else "loại số liệu không còn"
