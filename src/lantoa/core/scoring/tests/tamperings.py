"""Ways of changing a published list, and the check of the verifier that has to say so."""

import copy
from collections.abc import Callable
from typing import Any

from lantoa.core.scoring import closing_sha256, slip_sha256

Published = dict[str, Any]


def first(published: Published, **wanted: object) -> Any:
    """Return the first entry with these values."""
    return next(entry for entry in published["entries"] if all(entry[name] == value for name, value in wanted.items()))


def seal_anew(published: Published) -> None:
    """Make slip and closing hashes fit the entries again, as somebody with the database could."""
    for entry in published["entries"]:
        entry["slip_sha256"] = slip_sha256(
            slip=entry["slip"],
            entrant=entry["code"],
            round_number=published["round"]["number"],
            attempt=entry["attempt"],
            answers=entry["answers"],
            started_at=entry["started_at"],
            received_at=entry["received_at"],
        )
    published["closing_sha256"] = closing_sha256(entry["slip_sha256"] for entry in published["entries"])


def swap_ranks(published: Published) -> None:
    one, other = published["standings"][:2]
    one["code"], other["code"] = other["code"], one["code"]
    one["attempt"], other["attempt"] = other["attempt"], one["attempt"]


def change_answer(published: Published) -> None:
    first(published, excluded=False)["answers"]["1"] = "d"


def change_paper(published: Published) -> None:
    entry = next(entry for entry in published["entries"] if len(entry["paper"][0][1]) > 1)
    entry["paper"][0][1].reverse()


def exclude(published: Published) -> None:
    first(published, excluded=False).update(excluded=True, reason="Thi hộ.")


def readmit(published: Published) -> None:
    first(published, excluded=True).update(excluded=False, reason="")


def rewrite(name: str, value: object) -> Callable[[Published], None]:
    def change(published: Published) -> None:
        published[name] = value

    return change


def in_entry(**values: object) -> Callable[[Published], None]:
    def change(published: Published) -> None:
        first(published, excluded=False).update(values)

    return change


def in_part(part: str, name: str, value: object) -> Callable[[Published], None]:
    def change(published: Published) -> None:
        target = published[part][0] if isinstance(published[part], list) else published[part]
        assert target[name] != value
        target[name] = value

    return change


def change_key(published: Published) -> None:
    number = str(next(row["number"] for row in published["pool"] if row["kind"] == "true_false"))
    published["keys"][number] = not published["keys"][number]


def move_time(published: Published) -> None:
    entry = first(published, excluded=False)
    entry["received_at"] = entry["received_at"].replace(":00.", ":07.").replace("Z", "Z")
    entry["seconds"] += 7


def start_later(published: Published) -> None:
    """A quicker paper: start and seconds agree with each other."""
    entry = first(published, excluded=False)
    entry["started_at"] = entry["started_at"].replace(":00:00.", ":00:30.")
    entry["seconds"] -= 30


def drop_rekeying(published: Published) -> None:
    published["rekeyed"] = []


def in_figures(name: str) -> Callable[[Published], None]:
    def change(published: Published) -> None:
        published["figures"][name] += 1

    return change


def unit_total(published: Published) -> None:
    published["units"][0]["entrants"] += 1


def unit_rank(published: Published) -> None:
    unit = next(unit for unit in published["units"] if unit["rank"] is not None)
    unit["rank"] += 1


def perfect_of(published: Published) -> None:
    published["figures"]["perfect"]["of"] -= 1


def change_rules(published: Published) -> None:
    published["rules"]["tie_breaks"] = ["received"]


def change_text(published: Published) -> None:
    published["pool"][0]["text"] += " "


# What was changed, how, and the check that has to say so.
TAMPERINGS: dict[str, tuple[Callable[[Published], None], str]] = {
    "a score": (in_entry(score=0), "Điểm"),
    "the order of two people": (swap_ranks, "Xếp hạng"),
    "a rank": (in_part("standings", "rank", 2), "Xếp hạng"),
    "what decided": (in_part("standings", "decided_by", "draw"), "Xếp hạng"),
    "a prize": (in_part("standings", "prize", "Giải đặc biệt"), "Xếp hạng"),
    "the seed": (rewrite("seed", "ab" * 32), "Số gốc"),
    "the commitment to the seed": (rewrite("seed_sha256", "ab" * 32), "Số gốc"),
    "a key": (change_key, "Bộ câu hỏi và đáp án niêm phong"),
    "a question's text": (change_text, "Bộ câu hỏi và đáp án niêm phong"),
    "the hash of the questions": (rewrite("pool_sha256", "ab" * 32), "Bộ câu hỏi và đáp án niêm phong"),
    "an answer": (change_answer, "Phiếu nộp bài"),
    "a paper": (change_paper, "Đề thi"),
    "an entry excluded": (exclude, "Xếp hạng"),
    "an entry excluded without a reason": (in_entry(excluded=True), "Bài nộp"),
    "an entry let in again": (readmit, "Số liệu"),
    "the time received": (move_time, "Phiếu nộp bài"),
    "the time started": (start_later, "Phiếu nộp bài"),
    "the seconds": (in_entry(seconds=1), "Bài nộp"),
    "a slip": (in_entry(slip="AAAAAAAAAAAA"), "Phiếu nộp bài"),
    "a slip's hash": (in_entry(slip_sha256="ab" * 32), "Khóa sổ"),
    "an audience": (in_entry(audience="guests"), "Bài nộp"),
    "an attempt too many": (in_entry(attempt=3), "Bài nộp"),
    "a prediction": (in_entry(prediction=29), "Dự đoán"),
    "the true value": (in_part("prediction", "truth", 30), "Dự đoán"),
    "an entry removed": (lambda published: published["entries"].pop(), "Khóa sổ"),
    "an entry added": (
        lambda published: published["entries"].append(copy.deepcopy(published["entries"][0])),
        "Bài nộp",
    ),
    "somebody left out of the ranking": (lambda published: published["standings"].pop(), "Xếp hạng"),
    "the closing hash": (rewrite("closing_sha256", "ab" * 32), "Khóa sổ"),
    "the entrants": (in_figures("entrants"), "Số liệu"),
    "the attempts": (in_figures("attempts"), "Số liệu"),
    "the denominator of a share": (perfect_of, "Số liệu"),
    "a unit's entrants": (unit_total, "Đơn vị"),
    "a unit's rank": (unit_rank, "Đơn vị"),
    "a re-keyed question kept quiet": (drop_rekeying, "Điểm"),
    "the rules": (change_rules, "Thể lệ"),
    "the hash of the rules": (rewrite("rules_sha256", "ab" * 32), "Thể lệ"),
    "the round's end": (in_part("round", "closes_at", "2026-10-13T01:00:00.000Z"), "Thể lệ"),
    "a part left out": (lambda published: published.pop("figures"), "Số liệu"),
    "a part of another kind": (rewrite("units", 7), "Đơn vị"),
    "entries of another kind": (rewrite("entries", [1]), "Danh sách sai dạng, không tính lại được"),
}
