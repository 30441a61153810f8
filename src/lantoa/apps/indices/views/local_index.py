"""The province's own index (DDCI), step by step: components, entities, answers, means, totals, public."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from lantoa.apps.accounts.rights import open_to
from lantoa.apps.base.backoffice import Crumb, office_page
from lantoa.apps.indices.actions.ddci import CannotCompute, compute_edition, set_samples
from lantoa.apps.indices.forms.samples import SamplesForm
from lantoa.apps.indices.models import Edition, Index, SurveySample
from lantoa.apps.indices.presenters import local_index as words
from lantoa.apps.indices.queries.keepers import INDEX_KEEPERS, INDEX_READERS
from lantoa.apps.indices.queries.local_index import local_editions, local_entities, local_steps
from lantoa.apps.indices.views.indices import ICON, indices_trail, may_keep, who

TITLE = "Chỉ số của tỉnh (DDCI)"


def _edition(pk: int) -> Edition:
    editions = Edition.objects.select_related("index", "scale", "source")
    return get_object_or_404(editions, pk=pk, index__kind=Index.Kind.LOCAL)


def _trail(edition: Edition | None = None) -> list[Crumb]:
    trail = [*indices_trail(), (TITLE, reverse("indices:local_indices"))]
    if edition:
        trail.append((str(edition), reverse("indices:local_edition", args=[edition.pk])))
    return trail


@open_to(INDEX_READERS)
def local_indices(request: HttpRequest) -> HttpResponseBase:
    """List the editions of indices within the province, each with its steps."""
    context = {
        "editions": local_editions(),
        "indices": list(Index.objects.filter(kind=Index.Kind.LOCAL)),
        "may_keep": may_keep(request),
    }
    return office_page(request, "indices/local_indices.html", context, title=TITLE, icon=ICON, trail=indices_trail())


@open_to(INDEX_READERS)
def local_edition(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the steps of one edition: what is done, what is to do."""
    edition = _edition(pk)
    steps = local_steps(edition)
    context = {
        "edition": edition,
        "components": words.step_components(steps),
        "entities": words.step_entities(steps),
        "samples": words.step_samples(steps),
        "means": words.step_means(steps),
        "totals": words.step_totals(steps),
        "public": words.step_public(steps),
        "may_compute": may_keep(request) and not steps.why_not and bool(steps.to_change),
        "placed": [
            (kind, [(one, words.placed_words(one), words.sample_words(one)) for one in rows])
            for kind, rows in steps.placed
        ],
        "may_keep": may_keep(request),
    }
    return office_page(
        request, "indices/local_edition.html", context, title=str(edition), icon=ICON, trail=_trail()
    )  # fmt: skip


@open_to(INDEX_KEEPERS)
def survey_samples(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take how many questionnaires came back about each entity, and the least number for a total."""
    edition = _edition(pk)
    entities = local_entities(edition)
    stored = {row.entity_id: row for row in SurveySample.objects.filter(edition=edition)}
    posted = request.method == "POST"
    given = request.POST if posted else None
    form = SamplesForm(given, minimum=edition.minimum_answers, entities=entities, stored=stored)
    if posted and form.is_valid():
        minimum = form.cleaned_data["minimum"]
        changed = set_samples(edition=edition, minimum=minimum, samples=form.samples, **who(request))
        told = "Đã lưu. Nếu đã có tổng điểm, hãy tính lại." if changed else "Không có gì thay đổi."
        messages.success(request, told)
        return redirect("indices:local_edition", pk)
    context = {"form": form, "edition": edition, "back": reverse("indices:local_edition", args=[pk])}
    return office_page(
        request, "indices/survey_samples.html", context, title="Số phiếu khảo sát", icon=ICON, trail=_trail(edition),
        status=422 if posted else 200,
    )  # fmt: skip


@require_POST
@open_to(INDEX_KEEPERS)
def compute_local(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Work out totals and ranks from the means."""
    edition = _edition(pk)
    try:
        vintage = compute_edition(edition=edition, by=request.user, at=timezone.now())  # type: ignore[arg-type]
    except CannotCompute as error:
        messages.error(request, str(error))
    else:
        told = f"Đã tính, ghi thành đợt số liệu {vintage.number}." if vintage else "Không có gì thay đổi."
        messages.success(request, told)
    return redirect("indices:local_edition", pk)
