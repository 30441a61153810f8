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
from hypothesis import given
from hypothesis import strategies as st

from lantoa.core.scoring import (
    FORM,
    UnitRanking,
    canonical_json,
    over_rounds,
    pool_sha256,
    rank_units,
    sha256_of,
)
from lantoa.core.scoring.marking import mark_answer, read_answer, read_prediction
from lantoa.core.scoring.verifier import VERIFIER_FILE

from .calm import calm
from .round_maker import make_round
from .tamperings import (
    TAMPERINGS,
    Published,
    change_answer,
    change_key,
    change_rules,
    seal_anew,
    start_later,
    swap_ranks,
)

_spec = importlib.util.spec_from_file_location("verify_contest", VERIFIER_FILE)
assert _spec and _spec.loader
verify_contest = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(verify_contest)

LIST = make_round(3, people=30, rekeys=True).published()


def verdict(published: Published, folder: Path, *options: str) -> int:
    """Return the exit status of the verifier on a list."""
    file = folder / "ket-qua.json"
    file.write_bytes(canonical_json(published))
    return int(verify_contest.main([str(file), *options]))


def failed(output: str) -> list[str]:
    return [line[2:].partition(":")[0] for line in output.splitlines() if line.startswith("✗")]


class TestAcceptsWhatIsMade:
    @calm
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
    @calm
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

    @calm
    @given(answers)
    def test_of_predictions(self, given: Any):
        data = {"rules": {"prediction": "entrants"}}
        assert verify_contest.prediction_in(data, {"answers": {"p": given}}) == read_prediction(given)
