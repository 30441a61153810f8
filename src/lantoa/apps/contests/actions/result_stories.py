"""Drafting the story on a published round: an unpublished page that goes the newsroom's ordinary way."""

from datetime import datetime

from django.db import transaction
from django.utils.text import slugify

from lantoa.apps.accounts.models import User
from lantoa.apps.base.actions import record_act
from lantoa.apps.contests.models import Round, Standing
from lantoa.apps.contests.queries.published import PublishedRound, newest_results, published_rounds, units_of
from lantoa.apps.contests.result_story import ResultStory, result_story
from lantoa.apps.newsroom.actions.figures import freeze_figure, make_figure
from lantoa.apps.newsroom.models import ColumnPage, PortalPage, StoryFigure, StoryPage
from lantoa.core.viettext import fold


class CannotDraftStory(ValueError):
    """No story can be drafted now; the message, in Vietnamese, says why and what to do."""


def story_of(round_: Round) -> tuple[PublishedRound, ResultStory] | None:
    """Return the figures of a published round and the words of its story; None before it is published."""
    found = published_rounds(newest_results().filter(round=round_))
    if not found:
        return None
    winners = (
        Standing.objects.filter(result=found[0].result)
        .exclude(prize="")
        .select_related("submission__attempt__entrant__agency")
        .order_by("audience", "rank")
    )
    portal: PortalPage = found[0].contest.portal
    address = f"{(portal.full_url or '/').rstrip('/')}{found[0].contest.public_address}ket-qua/{round_.number}/"
    units = units_of([found[0].result])
    return found[0], result_story(found[0], winners=list(winners), units=units, address=address)


@transaction.atomic
def draft_results_story(*, round: Round, column: ColumnPage, by: User, at: datetime) -> StoryPage:
    """Return the draft on a published round, in a column of the contest's portal; asked for twice it is the same one.

    Its figure is frozen, so that it says what the sentences say. CannotDraftStory before the result is published, for
    a column of another portal, and for whoever may add nothing to the column.
    """
    held = Round.objects.select_for_update(of=("self",)).select_related("contest").get(pk=round.pk)
    if held.story is not None:
        return held.story
    told = story_of(held)
    if told is None:
        raise CannotDraftStory("Chỉ soạn tin sau khi công bố kết quả của vòng thi.")
    if not column.is_descendant_of(held.contest.portal):
        raise CannotDraftStory("Hãy chọn một chuyên mục của chuyên trang tổ chức cuộc thi.")
    if not column.permissions_for_user(by).can_add_subpage():
        raise CannotDraftStory("Chỉ người viết, biên tập của chuyên trang mới soạn tin; hãy nhờ một người trong số họ.")
    found, words = told
    figure = _figure(found, by=by, at=at)
    figures = [("figure", {"figure": figure, "caption": ""})] if figure else []
    story = StoryPage(
        title=words.title,
        slug=_free_slug(column, words.title),
        lead=words.lead,
        for_reader=words.for_reader,
        body=[("text", "".join(words.paragraphs)), *figures],
        owner=by,
        live=False,
        has_unpublished_changes=True,
        illustrative=found.contest.illustrative,
    )
    column.add_child(instance=story)
    story.save_revision(user=by, log_action="wagtail.create")
    held.story = story
    held.save(update_fields=["story"])
    detail = {"story": story.pk, "result": found.result.pk, "version": found.result.version}
    record_act("contests.draft_results_story", subject=held, by=by, at=at, detail=detail)
    return story


def _figure(found: PublishedRound, *, by: User, at: datetime) -> StoryFigure | None:
    """Return the distribution of scores as a frozen figure, None where nobody submitted."""
    if not found.entrants:
        return None
    figure = make_figure(
        portal=found.contest.portal,
        title=f"Phân bố điểm {found.round.title}, {found.contest.title}"[:200],
        source="contests.scores",
        options={"round": str(found.round.pk)},
        source_note=f"Kết quả đã công bố, bản {found.result.version}",
        by=by,
        at=at,
    )
    return freeze_figure(figure=figure, by=by, at=at)


def _free_slug(column: ColumnPage, title: str) -> str:
    base = slugify(fold(title))[:200] or "ket-qua"
    taken = set(column.get_children().filter(slug__startswith=base).values_list("slug", flat=True))
    return next(
        slug for place in range(len(taken) + 1) if (slug := f"{base}-{place + 1}" if place else base) not in taken
    )
