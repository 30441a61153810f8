"""The addresses of the public pages."""

from django.urls import reverse

from lantoa.apps.agencies.models import Agency
from lantoa.apps.directives.models import Directive, Theme
from lantoa.apps.harvest.models import Article, Evidence
from lantoa.apps.newsroom.models import ColumnPage, EventPage


def home() -> str:
    return reverse("portal:home")


def about() -> str:
    return reverse("portal:about")


def results() -> str:
    return reverse("portal:results")


def events(query: str = "") -> str:
    return reverse("portal:events") + query


def event_calendar(event: EventPage) -> str:
    return reverse("portal:event_calendar", args=[event.pk])


def library(query: str = "") -> str:
    return reverse("portal:library") + query


def archive(year: int | None = None) -> str:
    return reverse("portal:archive_year", args=[year]) if year else reverse("portal:archive")


def contact() -> str:
    return reverse("portal:contact")


def accessibility() -> str:
    return reverse("portal:accessibility")


def data_map() -> str:
    return reverse("portal:data_map")


def feed(form: str, *, column: ColumnPage | None = None, theme: Theme | None = None) -> str:
    """Return the address of a feed (rss, atom or json): of the whole portal, of a column or of a theme."""
    if column:
        return reverse("portal:column_feed", args=[column.slug, form])
    return (
        reverse("portal:theme_feed", args=[theme.code.lower(), form]) if theme else reverse("portal:feed", args=[form])
    )


def search() -> str:
    return reverse("portal:search")


def coverage(query: str = "") -> str:
    return reverse("portal:coverage") + query


def coverage_csv(query: str = "") -> str:
    return reverse("portal:coverage_csv") + query


def of_directive(directive: Directive) -> str:
    return reverse("portal:directive", args=[directive.pk])


def of_theme(theme: Theme) -> str:
    return reverse("portal:theme", args=[theme.code.lower()])


def of_cell(agency: Agency, theme: Theme, query: str = "") -> str:
    return reverse("portal:cell", args=[agency.slug, theme.code.lower()]) + query


def of_agency(agency: Agency, query: str = "") -> str:
    return reverse("portal:agency", args=[agency.slug]) + query


def of_article(article: Article) -> str:
    return reverse("portal:article", args=[article.pk])


def of_evidence(evidence: Evidence) -> str:
    return reverse("portal:evidence", args=[evidence.pk])


def of_record(evidence: Evidence) -> str:
    return reverse("portal:evidence_record", args=[evidence.pk])


def site_map() -> str:
    return reverse("portal:site_map")


def contests() -> str:
    return reverse("portal:contests")


def of_contest(slug: str) -> str:
    return reverse("portal:contest", args=[slug])


def rules_of(slug: str, version: int | None = None) -> str:
    return reverse("portal:old_rules", args=[slug, version]) if version else reverse("portal:rules", args=[slug])


def rules_json(slug: str, version: int | None = None) -> str:
    if version:
        return reverse("portal:contest_rules", args=[slug, version])
    return reverse("portal:rules_json", args=[slug])


def results_of(slug: str) -> str:
    """Return where the results of a contest are."""
    return f"{of_contest(slug)}ket-qua/"


def listening(query: str = "") -> str:
    """Return where bulletins of the loudspeakers are heard."""
    return reverse("portal:listening") + query


def of_bulletin(slug: str) -> str:
    return reverse("portal:listen", args=[slug])


def listening_feed() -> str:
    return reverse("portal:listening_feed")


def of_sound(slug: str, sha256: str, form: str) -> str:
    """Return where the file of a sound is; `form` is mp3 or opus."""
    return reverse("portal:listening_sound", args=[slug, sha256[:8], form])


def services(query: str = "") -> str:
    """Return where the service guide is."""
    return reverse("portal:services") + query


def of_procedure(slug: str) -> str:
    return reverse("portal:procedure", args=[slug])


def needs() -> str:
    """Return where the guided questions are."""
    return reverse("portal:needs")


def rights() -> str:
    """Return where rights and duties stand."""
    return reverse("portal:rights")


def howtos() -> str:
    return reverse("portal:howtos")


def of_howto(slug: str) -> str:
    return reverse("portal:howto", args=[slug])


def sending_feedback() -> str:
    """Return where one says what is wrong."""
    return "/gui-phan-anh/"


def feedback_about(slug: str) -> str:
    """Return where one says what is wrong about a procedure."""
    return f"/gui-phan-anh/?thu-tuc={slug}"


def feedback_list(query: str = "") -> str:
    """Return where the public reads feedback."""
    return reverse("portal:feedback_list") + query


def surveys() -> str:
    """Return where the rounds of surveys are."""
    return reverse("portal:surveys")


def of_survey(slug: str) -> str:
    return reverse("portal:survey", args=[slug])
