"""The public pages: each asks its queries, hands the rows to a presenter, and renders one template."""

from lantoa.portal.views.about import about, components, robots
from lantoa.portal.views.agencies import agency
from lantoa.portal.views.articles import article, evidence, evidence_record
from lantoa.portal.views.coverage import cell, coverage, coverage_csv
from lantoa.portal.views.files import style_bundle
from lantoa.portal.views.home import home
from lantoa.portal.views.pages import portal_page
from lantoa.portal.views.themes import directive, theme

__all__ = [
    "about",
    "agency",
    "article",
    "cell",
    "components",
    "coverage",
    "coverage_csv",
    "directive",
    "evidence",
    "evidence_record",
    "home",
    "portal_page",
    "robots",
    "style_bundle",
    "theme",
]
