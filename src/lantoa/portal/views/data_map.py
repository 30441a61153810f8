"""What personal data is kept, of whom, why and how long: for anybody to read, drawn from the declarations."""

from django.http import HttpRequest, HttpResponse

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.privacy.queries.data_map import data_map as whole_map
from lantoa.apps.privacy.queries.whom_to_ask import whom_to_ask
from lantoa.portal.presenters.data_map import data_map_page
from lantoa.portal.public import public_page
from lantoa.portal.views.frame import shown


@open_to_all
@public_page(depends=("pages", "whom_to_ask"))
def data_map(request: HttpRequest) -> HttpResponse:
    """Answer with the data map; it changes with the program and with whom one asks."""
    return shown(request, "data_map", data_map_page(whole_map(), whom_to_ask()))
