"""What the public pages say of the rows they show: words, links, pictures; no query inside."""

from lantoa.portal.presenters.agency import AgencyCoverage, agency_coverage, agency_page
from lantoa.portal.presenters.article import article_page
from lantoa.portal.presenters.coverage_pages import (
    cell_page,
    coverage_page,
    coverage_without_programme,
    csv_rows,
)
from lantoa.portal.presenters.directive import directive_page
from lantoa.portal.presenters.evidence import evidence_page, record_name
from lantoa.portal.presenters.gallery import gallery_page
from lantoa.portal.presenters.home import home_page, home_without_programme
from lantoa.portal.presenters.site import about_page
from lantoa.portal.presenters.theme import covering_agencies, theme_page

__all__ = [
    "AgencyCoverage",
    "about_page",
    "agency_coverage",
    "agency_page",
    "article_page",
    "cell_page",
    "coverage_page",
    "coverage_without_programme",
    "covering_agencies",
    "csv_rows",
    "directive_page",
    "evidence_page",
    "gallery_page",
    "home_page",
    "home_without_programme",
    "record_name",
    "theme_page",
]
