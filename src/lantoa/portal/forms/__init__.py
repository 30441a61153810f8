"""Checks of what a reader asks for. Sent by GET, saving nothing."""

from lantoa.portal.forms.lists import ColumnForm, LibraryForm
from lantoa.portal.forms.period import ArticleFilterForm, CoverageForm, PeriodForm, ReadingForm

__all__ = ["ArticleFilterForm", "ColumnForm", "CoverageForm", "LibraryForm", "PeriodForm", "ReadingForm"]
