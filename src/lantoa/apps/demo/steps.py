"""The steps of the demonstration, each the very action a real installation takes."""

from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from lantoa.apps.accounts.models import User
from lantoa.apps.agencies.actions import load_register
from lantoa.apps.agencies.models import Agency, AgencyKind
from lantoa.apps.agencies.queries import DATA, ResolvedRecipient
from lantoa.apps.assignments.actions import draft_assignments, seed_calendar
from lantoa.apps.assignments.queries import working_calendar
from lantoa.apps.assignments.sweeping import sweep_reminders
from lantoa.apps.base.actions import claim_due_messages, deliver_claimed
from lantoa.apps.base.guard import read_document_text
from lantoa.apps.base.outbound import OutboundClient
from lantoa.apps.base.transports import open_transport
from lantoa.apps.contests.models import RoundResult
from lantoa.apps.coverage.actions import match_articles
from lantoa.apps.coverage.own_stories import sweep_own_stories
from lantoa.apps.demo.accounts import ACCOUNTS, name_demo_members, open_demo_accounts
from lantoa.apps.demo.broadcasts import Broadcast, fill_broadcasts, sound_out
from lantoa.apps.demo.citizens import fill_asked
from lantoa.apps.demo.contacts import contacts_of_programme
from lantoa.apps.demo.contest import Held, decide_rounds, hold_contests, verify
from lantoa.apps.demo.course import send_all
from lantoa.apps.demo.feedback import Reported, fill_feedback
from lantoa.apps.demo.guide import fill_guide
from lantoa.apps.demo.indices import Indexed, fill_indices
from lantoa.apps.demo.newsroom import fill_portals
from lantoa.apps.demo.newsroom_course import adapt_stories, fill_digests, invite_approver
from lantoa.apps.demo.newsroom_stories import fill_stories
from lantoa.apps.demo.sites import load_sites
from lantoa.apps.demo.sites.server import SiteServer
from lantoa.apps.demo.surveys import Surveyed, fill_surveys
from lantoa.apps.directives.actions import confirm_programme, draft_programme, receive_directive
from lantoa.apps.directives.models import Programme
from lantoa.apps.feedback.handover_sweep import sweep_handovers
from lantoa.apps.harvest.actions import Harvested, group_reposts, harvest_due, register_source
from lantoa.apps.harvest.models import FetchRun, Source
from lantoa.core.officialdoc import Channel

Clock = Callable[[], datetime]
# Our own sites on loopback need no long pause; a real harvest waits a second between two requests.
DELAY_SECONDS = 0.01
_REMINDING_HOUR = time(9, 0)
_MAILS = 100
_CHANNELS = {AgencyKind.NEWSPAPER.value: Channel.NEWSPAPER, AgencyKind.BROADCASTER.value: Channel.BROADCAST}


class NotADemoDatabase(RuntimeError):
    """The database holds something the demonstration did not make; the message is Vietnamese."""


def prepare_database(*, at: datetime) -> User:
    """Return the demonstration's programme officer, after migrations; NotADemoDatabase rather than mix with real
    data.
    """
    call_command("migrate", verbosity=0)
    known = {account.username for account in ACCOUNTS}
    if User.objects.exclude(username__in=known).exists():
        raise NotADemoDatabase(
            "Cơ sở dữ liệu này có tài khoản thật nên không chạy trình diễn ở đây; hãy bỏ DATABASE_URL."
        )
    # The directive of the demonstration is of 2023.
    for year in sorted({2022, 2023, 2024, at.year - 1, at.year, at.year + 1}):
        seed_calendar(year=year, by=None, at=at)
    return open_demo_accounts(at=at)


def fill_register(*, at: datetime) -> int:
    """Return the number of agencies in the register of Quảng Trị."""
    count = load_register(DATA / "quang-tri-agencies.toml", by=None, at=at)
    name_demo_members(at=at)
    return count


def take_directive(file: Path, *, officer: User, at: datetime) -> Programme:
    """Return the programme of the directive, drafted by the reader."""
    directive = receive_directive(text=read_document_text(file), file_name=file.name, by=officer, at=at)
    return draft_programme(directive=directive, illustrative=True, by=officer, at=at)


def confirm_and_send(programme: Programme, *, officer: User, at: datetime) -> tuple[int, tuple[ResolvedRecipient, ...]]:
    """Return how many assignments were sent, after the officer of the demonstration has confirmed the programme
    and its agencies have contacts; and the recipients that wait for a person.
    """
    confirmed = confirm_programme(programme=programme, by=officer, at=at)
    drafted = draft_assignments(programme=confirmed, by=officer, at=at)
    contacts_of_programme(confirmed, at=at)
    return send_all(confirmed, officer=officer, at=at), drafted.unresolved


def take_indices(programme: Programme, *, officer: User, at: datetime) -> Indexed:
    """Return what was added to the indices: the values that ship, links to the themes, the illustrative DDCI."""
    return fill_indices(programme, by=officer, at=at)


def fill_newsroom(programme: Programme, *, port: int, officer: User, at: datetime) -> tuple[int, int]:
    """Return how many portals were opened, and how many stories were made, those that are there already aside."""
    return fill_portals(programme, port=port, by=officer, at=at), fill_stories(programme, by=officer, at=at)


def take_newsroom_course(programme: Programme, *, officer: User, at: datetime) -> tuple[int, int, int]:
    """Return how many forms of stories and how many internal digests were made, and how many stories of the portals
    were counted as coverage, as the worker would have done.
    """
    forms, digests = adapt_stories(by=officer, at=at), fill_digests(programme, by=officer, at=at)
    invite_approver(at=at)
    counted = 0
    while found := sweep_own_stories(at=at):
        counted += found
    return forms, digests, counted


def take_contests(programme: Programme, *, officer: User, at: datetime) -> Held:
    """Return what was added to the contests of the demonstration."""
    return hold_contests(programme, by=officer, at=at)


def decide_contest(*, officer: User) -> list[tuple[RoundResult, bool]]:
    """Return the published results of the contest of 2023, and whether the stand-alone verifier agrees with each."""
    return [(result, verify(result)) for result in decide_rounds(by=officer)]


def take_broadcasts(programme: Programme, *, officer: User, clock: Clock) -> tuple[Broadcast, int, str]:
    """Return what was added to the stations and bulletins, how many bulletins have a sound, and why some have none."""
    added = fill_broadcasts(programme, officer=officer, at=clock())
    return added, *sound_out(clock=clock)


def take_guide(*, officer: User, at: datetime) -> dict[str, int]:
    """Return what was added to the service guide, by kind: the content that ships."""
    return fill_guide(officer=officer, at=at)


def take_feedback(*, officer: User, at: datetime) -> Reported:
    """Return what was added to the feedback of the demonstration; the agencies are told of it, as the worker does."""
    added = fill_feedback(officer=officer, at=at)
    sweep_handovers(at=at)
    fill_asked(officer=officer, at=at)
    return added


def take_surveys(programme: Programme, *, officer: User, at: datetime) -> Surveyed:
    """Return what was added to the surveys of the demonstration."""
    return fill_surveys(programme, officer=officer, at=at)


def register_sites(server: SiteServer, *, at: datetime) -> int:
    """Return the number of illustrative sites registered as sources, all of them due now."""
    sites = load_sites()
    agencies = {agency.slug: agency for agency in Agency.objects.filter(slug__in=[site.agency for site in sites])}
    for site in sites:
        agency = agencies[site.agency]
        register_source(
            agency=agency,
            name=site.name,
            url=server.base_url(site),
            channel=_CHANNELS.get(agency.kind, Channel.WEB),
            illustrative=True,
            at=at,
        )
    Source.objects.filter(illustrative=True).update(due_at=at)
    return len(sites)


def harvest(*, clock: Clock, on_source: Callable[[FetchRun], None]) -> Harvested:
    """Return the sum of reading all illustrative sites."""
    with OutboundClient(allow_loopback=True, total_seconds=10.0) as client:
        return harvest_due(client=client, clock=clock, delay_seconds=DELAY_SECONDS, on_source=on_source)


def compare(programme: Programme, *, at: datetime) -> tuple[int, int]:
    """Return how many articles changed their original, and how many were compared with the themes."""
    return group_reposts(), match_articles(programme=programme, at=at)


def remind(*, at: datetime) -> int:
    """Return how many agencies were reminded on the last working morning, as the worker would have done."""
    day = working_calendar().shifted(timezone.localdate(at), -1)
    return sweep_reminders(at=datetime.combine(day, _REMINDING_HOUR, timezone.get_default_timezone()))


def deliver(*, clock: Clock) -> int:
    """Return how many mails left the outbox, all that were due; without LANTOA_MAIL they go into the folder of mail."""
    sent = 0
    with open_transport() as transport:
        while (claim := claim_due_messages(at=clock(), limit=_MAILS)).keys:
            sent += deliver_claimed(claim=claim, transport=transport, clock=clock).sent
    return sent
