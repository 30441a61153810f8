"""Results of contests: published versions alone, with everything that one needs to compute them again."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.contests.actions import public_subject
from lantoa.apps.contests.models import Contest, Round, RoundPool, RoundResult, RulesVersion
from lantoa.apps.contests.queries.certificates import certificate_of
from lantoa.apps.contests.queries.public_results import (
    contest_units,
    list_rows,
    place_of_code,
    public_contest,
    public_result,
    public_rounds,
)
from lantoa.apps.contests.queries.results import excluded_of, standings_of, unit_groups, versions_of, winners_of
from lantoa.apps.contests.result_files import list_path
from lantoa.core import scoring
from lantoa.core.scoring import canonical_json
from lantoa.portal.presenters.contest_certificate import certificate_page
from lantoa.portal.presenters.contest_results import (
    CSV_HEADER,
    AskedRanking,
    contest_results_page,
    csv_line,
    round_page,
    waiting_page,
)
from lantoa.portal.presenters.contest_units import units_of_round
from lantoa.portal.public import NothingThere, depends_on, public_page
from lantoa.portal.views.frame import shown

_PAGE_SIZE = 50
_VERIFIER = Path(scoring.__file__).parent / "verifier" / "verify_contest.py"


def _contest(request: HttpRequest, slug: str) -> Contest:
    found = public_contest(slug)
    if found is None:
        raise NothingThere("Không có cuộc thi nào đã công bố ở địa chỉ này. Hãy xem danh sách ở trang Cuộc thi.")
    depends_on(request, public_subject(found))
    return found


def _round(request: HttpRequest, slug: str, number: int) -> Round:
    contest = _contest(request, slug)
    found = contest.rounds.filter(number=number).first()
    if found is None:
        raise NothingThere(f"Cuộc thi này không có vòng số {number}.")
    found.contest = contest
    return found


@open_to_all
@public_page(depends=("pages",))
def contest_results(request: HttpRequest, slug: str) -> HttpResponse:
    """Answer with the results of all rounds of a contest, and of its units when every round is published."""
    contest = _contest(request, slug)
    rounds = public_rounds(contest)
    newest = [result for _round, result in rounds if result is not None]
    units = contest_units(contest, newest) if rounds and len(newest) == len(rounds) else []
    return shown(request, "contest_results", contest_results_page(contest, rounds, units))


@open_to_all
@public_page(depends=("pages",))
def contest_round(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Answer with the published result of a round; before that with how far it is, and never a number."""
    round_ = _round(request, slug, number)
    versions = versions_of(round_, public=True)
    if round_.published_at is None or not versions:
        return shown(request, "contest_round", waiting_page(round_))
    result = versions[0]
    asked = _asked(request, round_, result)
    return shown(
        request,
        "contest_round",
        round_page(
            round_,
            result,
            versions=versions,
            winners=winners_of(result),
            page=_page(request, result, asked),
            asked=asked,
            units=units_of_round(unit_groups(result)),
            excluded=list(excluded_of(round_)[:100]),
            rules=list(RulesVersion.objects.filter(contest=round_.contest).values_list("number", flat=True)),
            pool_sha256=RoundPool.objects.values_list("sha256", flat=True).get(pk=round_.pk),
        ),
    )


def _asked(request: HttpRequest, round_: Round, result: RoundResult) -> AskedRanking:
    audiences = [str(audience) for audience in round_.contest.audiences()]
    audience = request.GET.get("doi_tuong", "")
    code = request.GET.get("ma", "").strip().upper()[:20]
    place = place_of_code(result, code) if code else None
    if place is not None:
        audience = place.audience
    return AskedRanking(audience if audience in audiences else audiences[0], code, place, request.GET)


def _page(request: HttpRequest, result: RoundResult, asked: AskedRanking) -> Any:
    """Return the page of the ranking that was asked for; the one that holds the own place, for a code."""
    places = Paginator(standings_of(result, audience=asked.audience), _PAGE_SIZE)
    wanted: Any = request.GET.get("trang")
    if asked.place is not None and wanted is None:
        wanted = (asked.place.rank - 1) // _PAGE_SIZE + 1
    return places.get_page(wanted)


def _version(request: HttpRequest, slug: str, number: int, version: int) -> RoundResult:
    round_ = _round(request, slug, number)
    found = public_result(round_, version) if round_.published_at else None
    if found is None:
        raise NothingThere("Phiên bản kết quả này chưa công bố hoặc không có.")
    return found


@open_to_all
@public_page(immutable=True)
def contest_list(request: HttpRequest, slug: str, number: int, version: int) -> HttpResponse:
    """Answer with the published list of one version, byte for byte as its hash says."""
    result = _version(request, slug, number, version)
    place = list_path(result)
    if place is None:
        raise NothingThere("Phiên bản này không có tệp danh sách trên máy chủ; mã SHA-256 của nó vẫn xem được.")
    return FileResponse(place.open("rb"), as_attachment=True, filename=place.name, content_type="application/json")  # type: ignore[return-value]


class _Echo:
    def write(self, line: str) -> bytes:
        return line.encode()


@open_to_all
@public_page(immutable=True)
def contest_places_csv(request: HttpRequest, slug: str, number: int, version: int) -> HttpResponse:
    """Answer with the places of one version as a table for spreadsheets, row by row."""
    result = _version(request, slug, number, version)

    def lines() -> Iterator[bytes]:
        writer = csv.writer(_Echo())
        yield "\N{BYTE ORDER MARK}".encode()
        yield writer.writerow(CSV_HEADER)
        for row in list_rows(result).iterator(chunk_size=2_000):
            yield writer.writerow(csv_line(row))

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-vong-{number}-phien-ban-{version}.csv"'
    return answer  # type: ignore[return-value]


@open_to_all
@public_page(immutable=True)
def contest_rules(request: HttpRequest, slug: str, version: int) -> HttpResponse:
    """Answer with one version of the rules as data, in the bytes that its hash is of."""
    contest = _contest(request, slug)
    rules = RulesVersion.objects.filter(contest=contest, number=version).first()
    if rules is None:
        raise NothingThere(f"Thể lệ của cuộc thi này không có phiên bản {version}.")
    answer = HttpResponse(canonical_json(rules.rules), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-the-le-{version}.json"'
    return answer


@open_to_all
@public_page
def contest_verifier(request: HttpRequest) -> HttpResponse:
    """Answer with the file by which anybody computes a result again; Python's standard library is all it needs."""
    answer = HttpResponse(_VERIFIER.read_bytes(), content_type="text/x-python; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_VERIFIER.name}"'
    return answer


@open_to_all
@public_page(depends=("pages",))
def contest_certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Answer with what a certificate says and whether it still stands, for whoever has its code."""
    found = certificate_of(code.upper()) if len(code) <= 16 else None
    if found is None:
        raise NothingThere(
            "Không có giấy chứng nhận nào mang mã này. Mã gồm 12 ký tự, không có I, L, O, U, 0, 1; hãy gõ lại đúng như "
            "trên giấy. Nếu mã đúng mà vẫn không thấy, hãy hỏi đơn vị tổ chức cuộc thi."
        )
    depends_on(request, public_subject(found.standing.result.round.contest))
    return shown(request, "contest_certificate", certificate_page(found))
