"""Where a person asks about the data on himself: proves a contact, then takes a copy, asks to correct, or erases."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponseRedirect,
)
from django.shortcuts import render
from django.utils import timezone

from lantoa.apps.accounts.rights import open_to_all
from lantoa.apps.base.limits import network_of
from lantoa.apps.base.secret_pages import sealed
from lantoa.apps.privacy.actions.requests import ask_office, erase_person, note_copy, withdraw_consents
from lantoa.apps.privacy.contacts import masked_contact
from lantoa.apps.privacy.copy_file import copy_file
from lantoa.apps.privacy.forms.own import AskForm, OfficeForm, ProveForm, WithdrawForm
from lantoa.apps.privacy.models import ContactKind, DataRequest
from lantoa.apps.privacy.proofs import (
    CODE_MINUTES,
    PREFIX,
    PROOF_MINUTES,
    CodeRefused,
    Proof,
    forget_proof,
    give_proof,
    proof_of,
    send_code,
    try_code,
)
from lantoa.apps.privacy.queries.consents import consents_of
from lantoa.apps.privacy.queries.held import held_about
from lantoa.apps.privacy.queries.own_requests import open_requests_of

# The data map and the form of feedback are pages of higher apps.
_DATA_MAP = "/du-lieu-ca-nhan/"


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, f"privacy/own/{name}.html", {"data_map": _DATA_MAP, **context}, status=status)
    sealed(response)
    return response


def _to(path: str = "") -> HttpResponseBase:
    return sealed(HttpResponseRedirect(f"{PREFIX}{path}", status=303))


def _methods(*methods: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def answered(request: HttpRequest, **given: Any) -> HttpResponseBase:
            return view(request, **given) if request.method in methods else HttpResponseNotAllowed(methods)

        return answered

    return decorate


def _proved(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return the view for a browser that has proved a contact; others begin anew."""

    @wraps(view)
    def answered(request: HttpRequest, **given: Any) -> HttpResponseBase:
        proof = proof_of(request, at=timezone.now())
        return view(request, proof, **given) if proof is not None and proof.proved else _to("?da=het-gio")

    return answered


@open_to_all
@_methods("GET", "HEAD", "POST")
def ask(request: HttpRequest) -> HttpResponseBase:
    """Say what one may ask, and send a code to a contact; the answer is the same whether anything is held or not."""
    at = timezone.now()
    if request.method != "POST":
        return _page(request, "ask", {"form": AskForm(at=at), "done": request.GET.get("da", "")})
    form = AskForm(request.POST, at=at)
    if refused := form.why_caught():
        return _page(request, "ask", {"form": form.again(), "done": "", "refused": refused}, status=422)
    if form.is_valid():
        kind, contact = form.cleaned_data["contact"]
        try:
            proof = send_code(kind=kind, contact=contact, network=network_of(request), at=at)
        except CodeRefused as error:
            form.add_error("contact", str(error))
        else:
            response = _to("ma/")
            give_proof(response, proof)
            return response
    return _page(request, "ask", {"form": form, "done": ""}, status=422)


@open_to_all
@_methods("GET", "HEAD", "POST")
def prove(request: HttpRequest) -> HttpResponseBase:
    """Ask for the code, and let in whoever has it."""
    at = timezone.now()
    proof = proof_of(request, at=at)
    if proof is None:
        return _to("?da=het-ma")
    if proof.proved:
        return _to("cua-toi/")
    form = ProveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            response = _to("cua-toi/")
            give_proof(response, try_code(proof=proof, given=form.cleaned_data["code"], at=at))
            return response
        except CodeRefused as error:
            form.add_error("code", str(error))
    context = {
        "form": form,
        "sent_to": masked_contact(proof.contact),
        "by_phone": proof.kind == ContactKind.PHONE,
        "minutes": CODE_MINUTES,
    }
    return _page(request, "prove", context, status=422 if request.method == "POST" else 200)


@open_to_all
@_methods("GET", "HEAD")
@_proved
def mine(request: HttpRequest, proof: Proof) -> HttpResponseBase:
    """Show what is held, by kind, and what one may do about it."""
    kinds = [kind for held in held_about(proof.person()) for kind in held.kinds]
    context = {
        "contact": masked_contact(proof.contact),
        "kinds": [(kind.title, len(kind.rows), len(kind.files)) for kind in kinds],
        "requests": open_requests_of(proof.person()),
        "minutes": PROOF_MINUTES,
    }
    return _page(request, "mine", context)


@open_to_all
@_methods("POST", "GET", "HEAD")
@_proved
def take_copy(request: HttpRequest, proof: Proof) -> HttpResponseBase:
    """Give everything that is held as one file."""
    if request.method != "POST":
        return _to("cua-toi/")
    at = timezone.now()
    file = copy_file(held_about(proof.person()), at=at)
    note_copy(key=proof.nonce, at=at)
    return sealed(
        FileResponse(file, as_attachment=True, filename="du-lieu-cua-toi.zip", content_type="application/zip")
    )


@open_to_all
@_methods("GET", "HEAD", "POST")
@_proved
def correct(request: HttpRequest, proof: Proof) -> HttpResponseBase:
    """Take what is wrong or objected to; an officer decides by the day that is then shown."""
    form = OfficeForm(request.POST or None, initial={"key": secrets.token_hex(16)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        asked = ask_office(
            person=proof.person(), words=given["words"], key=given["key"], at=timezone.now(),
            kind=DataRequest.Kind(given["kind"]),
        )  # fmt: skip
        return _page(request, "asked", {"asked": asked})
    return _page(request, "correct", {"form": form}, status=422 if request.method == "POST" else 200)


@open_to_all
@_methods("GET", "HEAD", "POST")
@_proved
def withdraw(request: HttpRequest, proof: Proof) -> HttpResponseBase:
    """Show what was agreed to, word for word, and end what is chosen; the rest stays as it is."""
    agreed = consents_of(proof.person())
    form = WithdrawForm(request.POST if request.method == "POST" else None, slugs=[each.slug for each in agreed])
    if request.method == "POST" and form.is_valid():
        asked, ended = withdraw_consents(
            person=proof.person(), forms=form.cleaned_data["forms"], key=proof.nonce, at=timezone.now()
        )
        return _page(request, "erased", {"asked": asked, "kept": ended.kept, "withdrawn": True})
    status = 422 if request.method == "POST" else 200
    return _page(request, "withdraw", {"agreed": agreed, "errors": form.errors.get("forms", [])}, status=status)


@open_to_all
@_methods("GET", "HEAD", "POST")
@_proved
def erase(request: HttpRequest, proof: Proof) -> HttpResponseBase:
    """Say what erasing means, and on the press of the button erase all that the law lets go."""
    kinds = [kind for held in held_about(proof.person()) for kind in held.kinds]
    if request.method != "POST":
        context = {"kinds": [(kind.title, len(kind.rows), len(kind.files)) for kind in kinds]}
        return _page(request, "erase", context)
    request_row, erased = erase_person(person=proof.person(), key=proof.nonce, at=timezone.now())
    told = {"asked": request_row, "kept": erased.kept, "rows": sum(request_row.counts.values())}
    response = _page(request, "erased", told)
    forget_proof(response)
    return response


@open_to_all
@_methods("GET", "HEAD", "POST")
def leave(request: HttpRequest) -> HttpResponseBase:
    """Let this browser prove nothing any more; nothing that is stored changes."""
    response = _to("?da=thoat" if request.method == "POST" else "")
    if request.method == "POST":
        forget_proof(response)
    return response
