"""What the public pages say of the rows they show: words, links, pictures; no query inside."""

from lantoa.portal.presenters import addresses
from lantoa.portal.presenters.about import about_page, accessibility_page, contact_page
from lantoa.portal.presenters.agency import AgencyCoverage, agency_coverage, agency_page, agency_portals
from lantoa.portal.presenters.article import article_page
from lantoa.portal.presenters.calendar_file import CONTENT_TYPE as CALENDAR_TYPE
from lantoa.portal.presenters.calendar_file import calendar_file
from lantoa.portal.presenters.column import archive_view, column_view
from lantoa.portal.presenters.coverage import coverage_pictures
from lantoa.portal.presenters.coverage_pages import (
    cell_page,
    coverage_page,
    coverage_without_programme,
    csv_rows,
)
from lantoa.portal.presenters.directive import directive_page
from lantoa.portal.presenters.events import events_page
from lantoa.portal.presenters.evidence import evidence_page, record_name
from lantoa.portal.presenters.feeds import FeedHead, feed_text, story_entries
from lantoa.portal.presenters.front import FrontProgramme, front_page, front_programme
from lantoa.portal.presenters.gallery import gallery_page
from lantoa.portal.presenters.home import home_page, home_without_programme
from lantoa.portal.presenters.library import document_row, library_page
from lantoa.portal.presenters.meta import FEED_TYPES
from lantoa.portal.presenters.results import results_page, results_without_programme
from lantoa.portal.presenters.story import event_view, info_view, story_view
from lantoa.portal.presenters.theme import covering_agencies, theme_page, theme_stories

__all__ = [
    "CALENDAR_TYPE",
    "FEED_TYPES",
    "AgencyCoverage",
    "FeedHead",
    "FrontProgramme",
    "about_page",
    "accessibility_page",
    "addresses",
    "agency_coverage",
    "agency_page",
    "agency_portals",
    "archive_view",
    "article_page",
    "calendar_file",
    "cell_page",
    "column_view",
    "contact_page",
    "coverage_page",
    "coverage_pictures",
    "coverage_without_programme",
    "covering_agencies",
    "csv_rows",
    "directive_page",
    "document_row",
    "event_view",
    "events_page",
    "evidence_page",
    "feed_text",
    "front_page",
    "front_programme",
    "gallery_page",
    "home_page",
    "home_without_programme",
    "info_view",
    "library_page",
    "record_name",
    "results_page",
    "results_without_programme",
    "story_entries",
    "story_view",
    "theme_page",
    "theme_stories",
]
