"""The rules page of a contest: the rules in words, how they are sealed, what changed since they were announced."""

from dataclasses import dataclass
from itertools import pairwise

from django.utils import timezone

from lantoa.apps.contests.models import RulesVersion
from lantoa.apps.contests.rules_text import RulesSection, rules_changes, rules_text
from lantoa.portal.presenters import addresses, site
from lantoa.portal.presenters.contests import notice_of
from lantoa.portal.presenters.parts import Fact, Head, Link, Notice, fact
from lantoa.portal.presenters.words import moment_words
from lantoa.portal.queries.contests import PublicContest


@dataclass(frozen=True, slots=True)
class Change:
    """A later version: its day, its reason, and what it says otherwise."""

    title: str
    reason: str
    lines: tuple[str, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Commitment:
    """What was promised of a round before it opened."""

    round_title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class ContestRulesPage:
    head: Head
    notice: Notice | None
    older: str
    sections: tuple[RulesSection, ...]
    changes: tuple[Change, ...]
    seal: tuple[Fact, ...]
    commitments: tuple[Commitment, ...]
    json_href: str
    contest_href: str
    current_href: str


def contest_rules_page(found: PublicContest, version: RulesVersion) -> ContestRulesPage:
    """Return a version of the rules in words, with the seals that everybody may check later."""
    contest = found.contest
    current = version.number == found.version.number
    title = "Thể lệ" if current else f"Thể lệ, phiên bản {version.number}"
    return ContestRulesPage(
        head=Head(
            f"{title}: {contest.title}",
            lead=f"Công bố lúc {moment_words(version.at)}. Trang này được viết từ chính dữ liệu đã niêm phong.",
            crumbs=site.trail(
                Link("Cuộc thi", addresses.contests()),
                Link(contest.title, addresses.of_contest(contest.slug)),
                Link(title),
            ),
        ),
        notice=notice_of(contest),
        older="" if current else f"Đây là phiên bản cũ; phiên bản đang áp dụng là phiên bản {found.version.number}.",
        sections=tuple(rules_text(version.rules)),
        changes=tuple(_change(found, before, after) for before, after in pairwise(found.versions))[::-1],
        seal=(
            fact("Phiên bản", f"{version.number}, {moment_words(version.at)}"),
            fact("Mã SHA-256 của thể lệ", version.sha256, code=True),
        ),
        commitments=tuple(
            Commitment(
                round_.title,
                (
                    fact("Mã cam kết của số gốc", round_.seed_sha256, code=True),
                    fact("Mã bộ câu hỏi và đáp án", found.pools.get(round_.pk), code=True),
                ),
            )
            for round_ in found.rounds
        ),
        json_href=addresses.rules_json(contest.slug, None if current else version.number),
        contest_href=addresses.of_contest(contest.slug),
        current_href=addresses.rules_of(contest.slug),
    )


def _change(found: PublicContest, before: RulesVersion, after: RulesVersion) -> Change:
    day = timezone.localtime(after.at)
    return Change(
        title=f"Thay đổi ngày {day:%d/%m/%Y}",
        reason=after.reason,
        lines=tuple(rules_changes(before.rules, after.rules)),
        href=addresses.rules_of(found.contest.slug, before.number),
    )


def rules_data(found: PublicContest, version: RulesVersion) -> dict[str, object]:
    """Return a version of the rules for programs, with its hash and the commitments of the rounds. The hash is of
    `rules` written as canonical JSON: keys sorted, no blanks, UTF-8.
    """
    return {
        "contest": found.contest.slug,
        "version": version.number,
        "announced_at": version.at.isoformat(),
        "reason": version.reason,
        "sha256": version.sha256,
        "rules": version.rules,
        "commitments": [
            {
                "round": round_.number,
                "seed_sha256": round_.seed_sha256,
                "pool_sha256": found.pools.get(round_.pk, ""),
            }
            for round_ in found.rounds
        ],
    }
