"""The addresses of the pages on indices."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

ROOT = "chi-so/"
ENTITY, COMPONENT, FROM, UNTIL, BEFORE, AFTER, INDEX, KIND, REGION, ORDER = (
    "doi-tuong", "thanh-phan", "tu-nam", "den-nam", "nam-truoc", "nam-sau", "chi-so", "loai", "vung", "sap",
)  # fmt: skip
TABLE_FORMS = ("csv", "xlsx")
PICTURE_FORMS = ("svg", "png", "pdf")


def all_indices() -> str:
    return reverse("portal:indices")


def comparison(query: str = "") -> str:
    return reverse("portal:index_comparison") + query


def sources() -> str:
    return reverse("portal:index_sources")


def of_index(slug: str, query: str = "") -> str:
    return reverse("portal:index", args=[slug]) + query


def explainer_of(slug: str) -> str:
    return reverse("portal:index_explainer", args=[slug])


def ranks_of(slug: str, query: str = "") -> str:
    return reverse("portal:index_ranks", args=[slug]) + query


def of_edition(slug: str, year: int, query: str = "") -> str:
    return reverse("portal:index_edition", args=[slug, year]) + query


def ranking_of(slug: str, year: int, query: str = "") -> str:
    return reverse("portal:index_ranking", args=[slug, year]) + query


def actions_of(slug: str, year: int, query: str = "") -> str:
    """Return where it stands what may be done about an edition."""
    return reverse("portal:index_actions", args=[slug, year]) + query


def table_of(page: str, form: str, query: str = "") -> str:
    """Return where the figures of a page are (csv, xlsx); `page` is its address without the root: "pci/2023/"."""
    return reverse("portal:index_data", kwargs={"page": page, "form": form}) + query


def picture_of(page: str, form: str, query: str = "") -> str:
    """Return where the picture of a page is (svg, png, pdf)."""
    return reverse("portal:index_picture", kwargs={"page": page, "form": form}) + query


def card_of(slug: str, year: int, form: str = "png") -> str:
    """Return the card of an edition: what stands beside its link where it is shared."""
    return reverse("portal:index_card", args=[slug, year, form])


def frame_of(page: str, query: str = "") -> str:
    """Return the frame of a page that other sites may show."""
    return reverse("portal:index_frame", kwargs={"page": page}) + query


def query_of(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the end of an address, "" for nothing asked.

    >>> query_of([("doi-tuong", "hue"), ("doi-tuong", "da-nang")]), query_of([])
    ('?doi-tuong=hue&doi-tuong=da-nang', '')
    """
    words = urlencode(list(pairs))
    return f"?{words}" if words else ""
