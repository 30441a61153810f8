"""The rules of a contest as data: what is sealed, published, hashed, and what the rules page is written from."""

from typing import Any

from lantoa.apps.contests.models import Contest, Quota, Round


def rules_of(contest: Contest) -> dict[str, Any]:
    """Return the rules as they stand in the contest now, in plain values with a canonical JSON. Four queries."""
    return {
        "form": "lantoa-contest-rules/1",
        "title": contest.title,
        "introduction": contest.introduction,
        "organiser": contest.agency.name,
        "contact": contest.contact,
        "audiences": [str(audience) for audience in contest.audiences()],
        "least_age": contest.least_age,
        "most_age": contest.most_age,
        "place": contest.place,
        "organisers_barred": True,
        "attempts_allowed": contest.attempts_allowed,
        "minutes_allowed": contest.minutes_allowed,
        "shuffles_options": contest.shuffles_options,
        "prediction": contest.prediction,
        "tie_breaks": list(contest.tie_breaks),
        "unit_ranking": contest.unit_ranking,
        "keeps_months": contest.keeps_months,
        "rounds": [
            {
                "number": round_.number,
                "title": round_.title,
                "opens_at": round_.opens_at.isoformat(),
                "closes_at": round_.closes_at.isoformat(),
                "quotas": [
                    {
                        "audience": quota.audience,
                        "bank": quota.bank.name,
                        "difficulty": quota.difficulty,
                        "questions": quota.questions,
                    }
                    for quota in ordered_quotas(round_)
                ],
            }
            for round_ in contest.rounds.prefetch_related("quotas__bank")
        ],
        "prizes": [
            {
                "winner": prize.winner,
                "audience": prize.audience,
                "unit_kind": prize.unit_kind,
                "name": prize.name,
                "first_rank": prize.first_rank,
                "last_rank": prize.last_rank,
                "amount_dong": prize.amount_dong,
                "note": prize.note,
            }
            for prize in contest.prizes.all()
        ],
    }


def ordered_quotas(round_: Round) -> list[Quota]:
    """Return the quotas of a round in the order they are drawn in: those of one difficulty first, so that whether every
    paper can be filled is known beforehand. No query where they were fetched with the round.
    """
    return sorted(round_.quotas.all(), key=lambda quota: (quota.audience, not quota.difficulty, quota.pk))
