"""A proof as a person hands it in on a screen: pasted words or the bytes of a photo, stored and then shown."""

from dataclasses import dataclass
from datetime import datetime

from lantoa.apps.agencies.models import Agency
from lantoa.apps.assignments.actions.answering import NewProof, prove_assignment
from lantoa.apps.assignments.actions.photos import store_photo
from lantoa.apps.assignments.models import Assignment
from lantoa.apps.base.actions import Actor


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What a form of a proof held: an address, or a photo; `key` is the form's own, the same when it is sent twice."""

    key: str
    url: str = ""
    photo: bytes = b""
    note: str = ""


def hand_in_proof(
    *, assignment: Assignment, for_agency: Agency, handed_in: HandedIn, by: Actor, at: datetime
) -> Assignment:
    """Return the assignment, fulfilled with the proof; a form sent twice counts once. The caller has made sure that
    the assignment is the agency's: the photo is stored before the transaction that checks it again.

    UnreadableFile for what is no photo; NotYourAssignment and CannotMove as of prove_assignment.
    """
    stored = store_photo(handed_in.photo) if handed_in.photo else None
    proof = NewProof(
        key=f"{assignment.pk}:{handed_in.key}",  # a key says nothing of another assignment
        url="" if stored else handed_in.url,
        file=stored.file if stored else "",
        sha256=stored.sha256 if stored else "",
        note=handed_in.note,
    )
    return prove_assignment(assignment=assignment, for_agency=for_agency, proof=proof, by=by, at=at)
