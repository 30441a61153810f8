"""Certificates by their codes: what they say, and whether that still stands."""

from dataclasses import dataclass

from lantoa.apps.contests.models import RoundResult, Standing


@dataclass(frozen=True, slots=True)
class FoundCertificate:
    """A certificate: the place it was given for (entrant, unit, round and contest at hand); `stands` is False where a
    later version of the result gave the prize to somebody else, for the reason of that version.
    """

    standing: Standing
    stands: bool
    newest: RoundResult


def certificate_of(code: str) -> FoundCertificate | None:
    """Return the certificate of a code, None for an unknown one and before its result is published. Two queries."""
    standing = (
        Standing.objects.select_related(
            "submission__attempt__entrant__agency", "result__round__contest__agency", "result__round__contest__portal"
        )
        .filter(certificate_code=code, result__published_at__isnull=False)
        .first()
    )
    if standing is None:
        return None
    newest = RoundResult.objects.filter(round=standing.result.round_id).exclude(published_at=None).latest("version")
    return FoundCertificate(standing, newest.pk == standing.result_id, newest)


def certificates_of(entrant_pk: int) -> list[Standing]:
    """Return the prizes of an entrant that stand and have a certificate, with their rounds at hand. Two queries."""
    held = Standing.objects.filter(
        submission__attempt__entrant=entrant_pk, certificate_code__isnull=False, result__published_at__isnull=False
    )
    found = list(held.select_related("result__round__contest").order_by("result__round__number"))
    rounds = [standing.result.round_id for standing in found]
    newest: dict[int, int] = {}
    versions = RoundResult.objects.filter(round__in=rounds).exclude(published_at=None)
    for round_id, key in versions.order_by("version").values_list("round", "pk"):
        newest[round_id] = key
    return [standing for standing in found if newest[standing.result.round_id] == standing.result_id]
