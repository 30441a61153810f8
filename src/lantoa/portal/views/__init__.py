"""The public pages: each asks its queries, hands the rows to a presenter, and renders one template."""

from lantoa.portal.views.about import about, accessibility, components, contact
from lantoa.portal.views.agencies import agency
from lantoa.portal.views.archive import archive, archive_year
from lantoa.portal.views.articles import article, evidence, evidence_record
from lantoa.portal.views.contest_results import (
    contest_certificate,
    contest_list,
    contest_places_csv,
    contest_results,
    contest_round,
    contest_rules,
    contest_verifier,
)
from lantoa.portal.views.contests import contest, contest_widget, contests, rules, rules_json
from lantoa.portal.views.coverage import cell, coverage, coverage_csv
from lantoa.portal.views.data_map import data_map
from lantoa.portal.views.events import event_calendar, events, events_calendar
from lantoa.portal.views.feedback import feedback, feedback_feed, feedback_list, feedback_photo
from lantoa.portal.views.feedback_league import feedback_evidence, feedback_league
from lantoa.portal.views.feeds import column_feed, feed, robots, site_map, theme_feed
from lantoa.portal.views.files import offline, service_worker, style_bundle
from lantoa.portal.views.home import home
from lantoa.portal.views.index_actions import index_actions
from lantoa.portal.views.index_cards import index_card_picture
from lantoa.portal.views.index_files import index_data, index_frame, index_picture
from lantoa.portal.views.indices import (
    index,
    index_comparison,
    index_edition,
    index_explainer,
    index_ranking,
    index_ranks,
    index_sources,
    indices,
)
from lantoa.portal.views.law import howto, howtos, rights
from lantoa.portal.views.library import library
from lantoa.portal.views.listening import listen, listening, listening_feed, listening_sound
from lantoa.portal.views.needs import need, needs
from lantoa.portal.views.newsroom import portal_page
from lantoa.portal.views.pictures import picture
from lantoa.portal.views.results import results
from lantoa.portal.views.search import search
from lantoa.portal.views.services import procedure, services
from lantoa.portal.views.surveys import survey, survey_data, surveys
from lantoa.portal.views.themes import directive, theme

__all__ = [
    "about",
    "accessibility",
    "agency",
    "archive",
    "archive_year",
    "article",
    "cell",
    "column_feed",
    "components",
    "contact",
    "contest",
    "contest_certificate",
    "contest_list",
    "contest_places_csv",
    "contest_results",
    "contest_round",
    "contest_rules",
    "contest_verifier",
    "contest_widget",
    "contests",
    "coverage",
    "coverage_csv",
    "data_map",
    "directive",
    "event_calendar",
    "events",
    "events_calendar",
    "evidence",
    "evidence_record",
    "feed",
    "feedback",
    "feedback_evidence",
    "feedback_feed",
    "feedback_league",
    "feedback_list",
    "feedback_photo",
    "home",
    "howto",
    "howtos",
    "index",
    "index_actions",
    "index_card_picture",
    "index_comparison",
    "index_data",
    "index_edition",
    "index_explainer",
    "index_frame",
    "index_picture",
    "index_ranking",
    "index_ranks",
    "index_sources",
    "indices",
    "library",
    "listen",
    "listening",
    "listening_feed",
    "listening_sound",
    "need",
    "needs",
    "offline",
    "picture",
    "portal_page",
    "procedure",
    "results",
    "rights",
    "robots",
    "rules",
    "rules_json",
    "search",
    "service_worker",
    "services",
    "site_map",
    "style_bundle",
    "survey",
    "survey_data",
    "surveys",
    "theme",
    "theme_feed",
]
