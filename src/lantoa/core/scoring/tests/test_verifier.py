"""The stand-alone verifier: accepts what core makes, says what was tampered with, needs nothing of ours."""

import ast
import copy
import importlib.util
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantoa.core.scoring import (
    FORM,
    UnitRanking,
    canonical_json,
    closing_sha256,
    over_rounds,
    pool_sha256,
    rank_units,
    sha256_of,
    slip_sha256,
)
from lantoa.core.scoring.marking import mark_answer, read_answer, read_prediction
from lantoa.core.scoring.verifier import VERIFIER_FILE

from .round_maker import make_round

_spec = importlib.util.spec_from_file_location("verify_contest", VERIFIER_FILE)
assert _spec and _spec.loader
verify_contest = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(verify_contest)

Published = dict[str, Any]
LIST = make_round(3, people=30, rekeys=True).published()


def verdict(published: Published, folder: Path, *options: str) -> int:
    """Return the exit status of the verifier on a list."""
    file = folder / "ket-qua.json"
    file.write_bytes(canonical_json(published))
    return int(verify_contest.main([str(file), *options]))


def failed(output: str) -> list[str]:
    return [line[2:].partition(":")[0] for line in output.splitlines() if line.startswith("✗")]


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


class TestAcceptsWhatIsMade:
    @settings(max_examples=25)
    @given(
        st.integers(0, 10_000),
        st.sampled_from(["none", "entrants", "perfect"]),
        st.permutations(["prediction", "seconds", "received"]),
        st.integers(0, 3),
        st.sampled_from(["none", "participation", "average", "both"]),
        st.booleans(),
    )
    def test_every_contest_of_every_rules(
        self, number: int, prediction: str, breaks: list[str], used: int, ranking: str, rekeys: bool
    ):
        made = make_round(
            number, prediction=prediction, tie_breaks=tuple(breaks[:used]), unit_ranking=ranking, rekeys=rekeys
        )
        again = verify_contest.Round(json.loads(canonical_json(made.published())))
        assert [verify_contest.run(check, again) for check in verify_contest.CHECKS] == [(0, [])] * 13

    def test_a_round_that_nobody_entered(self, tmp_path: Path):
        assert verdict(make_round(1, people=0).published(), tmp_path) == 0

    def test_says_so_and_names_every_denominator(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        assert verdict(LIST, tmp_path) == 0
        output = capsys.readouterr().out
        assert "mọi phép tính lại đều khớp" in output
        assert "✗" not in output
        assert "16 trên 29 (55,2%)" in output
        assert "Bạn chưa đưa mã nào" in output


def standings_again(published: Published) -> list[dict[str, Any]]:
    """Return the standings that follow from another closing hash, as the verifier computes them."""
    again = verify_contest.Round(published)
    return [
        {
            "audience": audience,
            "rank": rank,
            "code": again.entries[place]["code"],
            "attempt": again.entries[place]["attempt"],
            "decided_by": decided_by,
            "prize": verify_contest.prize_of(again.rules, audience, rank),
        }
        for audience in ("citizens", "officials")
        for rank, (place, decided_by) in enumerate(again.ranking(audience), start=1)
    ]


class TestSeveralRounds:
    def lists(self, folder: Path) -> list[str]:
        files = [folder / f"tuan-{number}.json" for number in (1, 2)]
        for number, file in enumerate(files):
            published = make_round(20 + number, people=40).published()
            published["round"]["number"] = number + 1
            published["rules"]["rounds"][0]["number"] = number + 1
            published["rules_sha256"] = sha256_of(canonical_json(published["rules"]))
            seal_anew(published)
            published["standings"] = standings_again(published)
            file.write_bytes(canonical_json(published))
        return [str(file) for file in files]

    def test_give_the_units_of_the_whole_contest(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        assert verify_contest.main(self.lists(tmp_path)) == 0
        made = [make_round(20 + number, people=40) for number in range(2)]
        counts = over_rounds([unit.count for unit in one.decision.units] for one in made)
        output = capsys.readouterr().out
        ranked = rank_units(counts, by=UnitRanking.BOTH)
        assert sum(unit.rank is not None for unit in ranked) >= 2
        for unit in ranked:
            line = f"  {unit.count.kind} {unit.rank}. Sở thứ {unit.count.unit}: tham gia {unit.count.entrants} trên "
            assert (line in output) == (unit.rank is not None)

    def test_are_different_ones(self, tmp_path: Path):
        first_list = self.lists(tmp_path)[0]
        assert verify_contest.main([first_list, first_list]) == 1

    def test_take_no_hash_that_belongs_to_one(self, tmp_path: Path):
        with pytest.raises(SystemExit):
            verify_contest.main([*self.lists(tmp_path), "--slip", "AAAAAAAAAAAA"])

    def test_say_so_when_one_of_them_disagrees(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        files = self.lists(tmp_path)
        published = copy.deepcopy(LIST)
        swap_ranks(published)
        Path(files[0]).write_bytes(canonical_json(published))
        assert verify_contest.main(files) == 1
        assert "Đơn vị trong cả" not in capsys.readouterr().out


class TestRejectsTampering:
    @pytest.mark.parametrize("name", TAMPERINGS)
    def test_with(self, name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        tamper, check = TAMPERINGS[name]
        published = copy.deepcopy(LIST)
        tamper(published)
        assert verdict(published, tmp_path) == 1
        output = capsys.readouterr().out
        assert check in failed(output)
        assert "CÓ CHỖ KHÔNG KHỚP" in output or "sai dạng" in output

    @pytest.mark.parametrize("tamper", [start_later, change_answer], ids=["a quicker paper", "another answer"])
    def test_that_was_sealed_anew_by_the_noted_closing_hash(self, tamper: Callable[[Published], None], tmp_path: Path):
        published = copy.deepcopy(LIST)
        tamper(published)
        seal_anew(published)
        assert verdict(published, tmp_path, "--closing-sha256", LIST["closing_sha256"]) == 1
        assert verdict(LIST, tmp_path, "--closing-sha256", LIST["closing_sha256"]) == 0

    def test_of_keys_that_were_sealed_anew_by_the_noted_hash(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        published = copy.deepcopy(LIST)
        change_key(published)
        sealed = {name: published[name] for name in ("seed", "pool", "quotas", "keys")}
        published["pool_sha256"] = pool_sha256(**sealed)
        assert verdict(published, tmp_path, "--pool-sha256", LIST["pool_sha256"]) == 1
        assert "Mã pool_sha256 bạn đã chép" in failed(capsys.readouterr().out)

    def test_of_rules_by_the_file_that_was_kept(self, tmp_path: Path):
        kept = tmp_path / "the-le.json"
        kept.write_bytes(canonical_json(LIST["rules"]))
        assert verdict(LIST, tmp_path, "--rules", str(kept)) == 0
        published = copy.deepcopy(LIST)
        change_rules(published)
        published["rules_sha256"] = sha256_of(canonical_json(published["rules"]))
        assert verdict(published, tmp_path, "--rules", str(kept)) == 1

    def test_of_a_slip_that_is_not_in_the_list(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
        assert verdict(LIST, tmp_path, "--slip", LIST["entries"][0]["slip"].lower()) == 0
        assert LIST["entries"][0]["slip_sha256"] in capsys.readouterr().out
        assert verdict(LIST, tmp_path, "--slip", "ZZZZZZZZZZZZ") == 1

    def test_of_a_file_that_says_a_thing_twice(self, tmp_path: Path):
        file = tmp_path / "hai-lan.json"
        file.write_text(f'{{"form": "{FORM}", "seed": "1", "seed": "2"}}', encoding="utf-8")
        assert verify_contest.main([str(file)]) == 1

    def test_tells_a_file_that_cannot_be_read_apart(self, tmp_path: Path):
        assert verify_contest.main([str(tmp_path / "khong-co.json")]) == 2


class TestStandsAlone:
    def test_imports_the_standard_library_only_and_is_python_3_8(self):
        tree = ast.parse(VERIFIER_FILE.read_text(encoding="utf-8"), feature_version=(3, 8))
        names = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
        names |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert names <= sys.stdlib_module_names


answers = st.one_of(
    st.text(alphabet="0123456789.,- +ae\u2212\xa0", max_size=12),
    st.sampled_from(["true", "false", "a", "b", "", None, 3, True]),
    st.lists(st.sampled_from(["a", "b", "c", "z", "ab", 1]), max_size=4),
)


class TestReadsAnswersAsCoreDoes:
    @settings(max_examples=150)
    @given(
        st.sampled_from(
            [("single", [1]), ("multiple", [0, 2]), ("order", [2, 0, 1]), ("true_false", True), ("number", "1.010,50")]
        ),
        answers,
    )
    def test_of_every_kind(self, question: tuple[str, Any], given: Any):
        kind, key = question
        shown = () if kind in ("true_false", "number") else (2, 0, 1)
        right = mark_answer(kind, key, read_answer(kind, given, shown))
        assert verify_contest.is_right(kind, key, given, list(shown)) == right

    @given(answers)
    def test_of_predictions(self, given: Any):
        data = {"rules": {"prediction": "entrants"}}
        assert verify_contest.prediction_in(data, {"answers": {"p": given}}) == read_prediction(given)
