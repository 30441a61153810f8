#!/usr/bin/env python3
"""Kiểm tra kết quả một vòng thi trực tuyến từ danh sách đã công bố. Check the published result of an online contest.

    python3 verify_contest.py ket-qua-tuan-1.json
    python3 verify_contest.py ket-qua-tuan-1.json --rules the-le.json --seed-sha256 5f1c… --closing-sha256 77ab…
    python3 verify_contest.py ket-qua-tuan-1.json --slip ABCDEFGHJKMN
    python3 verify_contest.py ket-qua-tuan-1.json ket-qua-tuan-2.json ket-qua-tuan-3.json

One file on purpose, longer than our files are, so that it can be taken away and read as a whole: standard library only,
Python 3.8 or later, no network. It shares no code with the software that made the list. Every check prints one line,
✓ or ✗, in Vietnamese. The exit status is 0 when everything agrees, 1 when anything disagrees, 2 when a file cannot be
read.

What it can and cannot show. The list holds a secret number (seed), the questions with their keys, and everything that
was submitted. Hashes of the seed, the questions and the rules were published BEFORE the round; the hash of everything
submitted was published when the round was CLOSED, before anybody saw a result. Whoever noted those hashes then gives
them on the command line: only this shows that nothing was replaced since. Without them the list is only shown to agree
with itself. Nothing here can tell whether a person entered himself, or whether the head-counts of units are true.
"""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import re
import sys
from bisect import bisect_left
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

FORM = "lantoa-contest-round/1"
SHOWN = 5  # so many disagreements of a check are printed
AUDIENCES = {"officials": "Cán bộ, công chức, viên chức", "citizens": "Người dân"}


# ---------------------------------------------------------------------------------------------------------------------
# 1. The three building blocks: one way of writing JSON, SHA-256, and lots drawn from the seed by HMAC-SHA-256.
# ---------------------------------------------------------------------------------------------------------------------

_write = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Any) -> bytes:
    """Return a value as JSON: keys sorted, no blanks, letters as they are, UTF-8."""
    return _write(value).encode("utf-8")


def sha256(data: bytes) -> str:
    """Return the SHA-256 of some bytes in 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def lot(seed: bytes, *labels: Any) -> str:
    """Return the lot of some labels: HMAC-SHA-256 of their list under the seed. The lowest lot comes first."""
    return hmac.new(seed, canonical([str(label) for label in labels]), hashlib.sha256).hexdigest()


# ---------------------------------------------------------------------------------------------------------------------
# 2. The procedure of the contest: drawing a paper, marking it, ranking people, ranking units.
# ---------------------------------------------------------------------------------------------------------------------


def draw(data: Dict[str, Any], seed: bytes, entry: Dict[str, Any]) -> List[Any]:
    """Return the paper of an attempt: [[question number, [places of its options as shown]], …]."""
    code, attempt = entry["code"], entry["attempt"]
    quotas = [quota for quota in data["quotas"] if quota["audience"] == entry["audience"]]
    taken: Dict[int, Any] = {}
    # First the quotas that state a difficulty, then those for any, each in the order of the list.
    for quota in [q for q in quotas if q["difficulty"]] + [q for q in quotas if not q["difficulty"]]:
        fitting = [
            question
            for question in data["pool"]
            if question["bank"] == quota["bank"]
            and quota["difficulty"] in ("", question["difficulty"])
            and question["number"] not in taken
        ]
        fitting.sort(key=lambda question: lot(seed, "question", code, attempt, question["number"]))
        if len(fitting) < quota["questions"]:
            raise ValueError("bộ câu hỏi không đủ cho cơ cấu đề")
        for question in fitting[: quota["questions"]]:
            taken[question["number"]] = question
    order = sorted(taken, key=lambda number: lot(seed, "place", code, attempt, number))
    paper = []
    for number in order:
        places = list(range(len(taken[number]["options"])))
        kind = taken[number]["kind"]
        if kind == "order" or (data["rules"]["shuffles_options"] and kind in ("single", "multiple")):
            places.sort(key=lambda place: lot(seed, "option", code, attempt, number, place))
        paper.append([number, places])
    return paper


def number_in(words: Any) -> Optional[Decimal]:
    """Return a number as written in Vietnamese ("1.010" is 1010, "12,5" and "12.5" are 12.5), else None."""
    if not isinstance(words, str) or len(words) > 30:
        return None
    words = "".join(words.split()).replace("\u2212", "-")
    # Thousands grouped by dots, the first group not beginning with 0: dots are left out.
    if re.match(r"^[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?\Z", words):
        words = words.replace(".", "")
    if not re.match(r"^[+-]?[0-9]+([,.][0-9]+)?\Z", words):
        return None
    return Decimal(words.replace(",", "."))


def is_right(kind: str, key: Any, given: Any, places: List[int]) -> bool:
    """Return whether an answer, in letters of the options as shown, is the one of the key."""
    if key == "any":  # the question was withdrawn after the round: everybody has the point
        return True
    if kind == "true_false":
        return given in ("true", "false") and (given == "true") is key
    if kind == "number":
        number = number_in(given)
        return number is not None and number == number_in(key)
    letters = [given] if isinstance(given, str) else given
    if not isinstance(letters, list) or not letters:
        return False
    chosen = []
    for letter in letters:
        shown = "abcdefghijklmnopqrstuvwxyz".find(letter) if isinstance(letter, str) and len(letter) == 1 else -1
        if not 0 <= shown < len(places) or places[shown] in chosen:
            return False
        chosen.append(places[shown])
    places_right = key if isinstance(key, list) else [key]
    if kind == "order":
        return bool(chosen == places_right)
    return sorted(chosen) == sorted(places_right) and (kind == "multiple" or len(chosen) == 1)


def prediction_in(data: Dict[str, Any], entry: Dict[str, Any]) -> Optional[int]:
    """Return the number predicted: whole, from 0 to 999 999 999; None for none."""
    number = number_in(entry["answers"].get("p")) if data["rules"]["prediction"] != "none" else None
    if number is None or number != int(number) or not 0 <= number <= 999999999:
        return None
    return int(number)


def keys_in_use(data: Dict[str, Any]) -> Dict[int, Any]:
    """Return the keys that scores are computed with: the sealed ones, changed by those of a re-score in its order."""
    keys = {int(number): key for number, key in data["keys"].items()}
    for change in data["rekeyed"]:
        keys[change["number"]] = change["key"]
    return keys


def moment(words: str) -> datetime:
    """Return a moment of the list or of the rules."""
    found = datetime.fromisoformat(words[:-1] + "+00:00" if words.endswith("Z") else words)
    if found.tzinfo is None:
        raise ValueError("thời điểm không ghi múi giờ: " + words)
    return found


def seconds_between(entry: Dict[str, Any]) -> int:
    """Return the whole seconds an attempt took, a begun one left out."""
    return (moment(entry["received_at"]) - moment(entry["started_at"])) // timedelta(seconds=1)


class Round:
    """Everything computed again from the list, without a look at the results in it."""

    def __init__(self, data: Dict[str, Any]) -> None:
        self.data = data
        self.rules = data["rules"]
        self.seed = bytes.fromhex(data["seed"])
        self.kinds = {question["number"]: question["kind"] for question in data["pool"]}
        self.keys = keys_in_use(data)
        self.entries: List[Dict[str, Any]] = data["entries"]
        self.scores = [self.score(entry) for entry in self.entries]
        self.counted = [place for place, entry in enumerate(self.entries) if not entry["excluded"]]
        self.perfect = {
            self.entries[place]["code"]
            for place in self.counted
            if self.scores[place] == len(self.entries[place]["paper"])
        }
        entrants = {self.entries[place]["code"] for place in self.counted}
        # The true value of the prediction: of the whole round, all audiences together, people and not attempts.
        self.truth = {"none": None, "entrants": len(entrants), "perfect": len(self.perfect)}[self.rules["prediction"]]

    def score(self, entry: Dict[str, Any]) -> int:
        """Return how many questions of a paper are answered as their keys say."""
        return sum(
            is_right(self.kinds[number], self.keys[number], entry["answers"].get(str(place)), options)
            for place, (number, options) in enumerate(entry["paper"], start=1)
        )

    def merit(self, place: int) -> Tuple[Any, ...]:
        """Return what an entry is ranked by before the draw: the smaller, the better."""
        entry = self.entries[place]
        predicted = prediction_in(self.data, entry)
        parts = {
            "prediction": (1, 0) if predicted is None or self.truth is None else (0, abs(predicted - self.truth)),
            "seconds": seconds_between(entry),
            "received": entry["received_at"],
        }
        return (-self.scores[place], *(parts[word] for word in self.rules["tie_breaks"]))

    def ranking(self, audience: str) -> List[Tuple[int, str]]:
        """Return the entrants of an audience from the first: the place of the entry that counts, and what put it behind
        the one before.
        """
        best: Dict[str, Tuple[Any, ...]] = {}
        for place in self.counted:
            entry = self.entries[place]
            if entry["audience"] == audience:
                merit = (self.merit(place), entry["attempt"], place)
                best[entry["code"]] = min(best.get(entry["code"], merit), merit)
        closing = self.data["closing_sha256"]
        ordered = sorted(
            (*merit, lot(self.seed, "draw", closing, code), place) for code, (merit, _attempt, place) in best.items()
        )
        names = ["score", *self.rules["tie_breaks"], "draw"]
        found = []
        for rank, row in enumerate(ordered):
            before = ordered[rank - 1]
            differing = [name for name, mine, other in zip(names, row, before) if mine != other]
            found.append((row[-1], differing[0] if rank else ""))
        return found


def prize_of(rules: Dict[str, Any], audience: str, rank: int) -> str:
    """Return the prize of a rank: the first of the rules for persons, for this audience or any, that covers it."""
    for prize in rules["prizes"]:
        fits = prize["winner"] == "person" and prize["audience"] in ("", audience)
        if fits and prize["first_rank"] <= rank <= prize["last_rank"]:
            return str(prize["name"])
    return ""


def unit_ranks(units: List[Dict[str, Any]], rules: Dict[str, Any]) -> List[Optional[int]]:
    """Return the rank of each unit among those of its kind: one more than there are better ones; None for no rank."""
    by, least = rules["unit_ranking"], rules.get("unit_least_entrants", 1)

    def may(unit: Dict[str, Any]) -> bool:
        rate_known = bool(unit["people"]) and unit["entrants"] <= unit["people"]
        return (
            by != "none"
            and (by == "average" or rate_known)
            and unit["entrants"] >= least
            and (by == "participation" or unit["entrants"] > 0)
        )

    def ranks(values: Dict[int, Any]) -> Dict[int, int]:
        ordered = sorted(values.values())
        return {place: bisect_left(ordered, value) + 1 for place, value in values.items()}

    found: List[Optional[int]] = [None] * len(units)
    for kind in {unit["kind"] for unit in units}:
        places = [place for place, unit in enumerate(units) if unit["kind"] == kind and may(unit)]
        rate = {place: -Fraction(units[place]["entrants"], units[place]["people"] or 1) for place in places}
        mean = {place: -Fraction(units[place]["score_sum"], units[place]["entrants"] or 1) for place in places}
        if by == "both":
            by_rate, by_mean = ranks(rate), ranks(mean)
            final = ranks({place: (by_rate[place] + by_mean[place], rate[place]) for place in places})
        else:
            final = ranks(rate if by == "participation" else mean)
        for place, rank in final.items():
            found[place] = rank
    return found


def totals(again: Round, audience: Optional[str]) -> Dict[str, Any]:
    """Return the totals of an audience, or of all: entrants and attempts apart, the best score of each entrant."""
    mine = [place for place, entry in enumerate(again.entries) if audience is None or entry["audience"] == audience]
    best: Dict[str, int] = {}
    for place in mine:
        if not again.entries[place]["excluded"]:
            code = again.entries[place]["code"]
            best[code] = max(best.get(code, 0), again.scores[place])
    counted = sum(not again.entries[place]["excluded"] for place in mine)
    scores: Dict[str, int] = {}
    for score in sorted(best.values()):
        scores[str(score)] = scores.get(str(score), 0) + 1
    return {
        "entrants": len(best),
        "attempts": counted,
        "excluded": len(mine) - counted,
        "perfect": {"part": len(again.perfect & set(best)), "of": len(best)},
        "score_sum": sum(best.values()),
        "scores": scores,
    }


# ---------------------------------------------------------------------------------------------------------------------
# 3. The checks: each yields what disagrees, in words, and ends with what was compared.
# ---------------------------------------------------------------------------------------------------------------------

Check = Callable[[Round], Iterator[str]]


def check_rules(again: Round) -> Iterator[str]:
    """Thể lệ: mã SHA-256 tính lại từ thể lệ trong danh sách"""
    if sha256(canonical(again.rules)) != again.data["rules_sha256"]:
        yield "thể lệ không khớp mã rules_sha256"
    mine = [row for row in again.rules["rounds"] if row["number"] == again.data["round"]["number"]]
    if len(mine) != 1:
        yield "thể lệ không có đúng một vòng mang số này"
        return
    for name in ("opens_at", "closes_at"):
        if moment(mine[0][name]) != moment(again.data["round"][name]):
            yield "%s của vòng khác với thể lệ" % name
    if sorted(map(canonical, mine[0]["quotas"])) != sorted(map(canonical, again.data["quotas"])):
        yield "cơ cấu đề khác với thể lệ"


def check_seed(again: Round) -> Iterator[str]:
    """Số gốc: khớp mã cam kết công bố trước vòng thi"""
    if sha256(again.seed) != again.data["seed_sha256"]:
        yield "SHA-256 của số gốc không phải seed_sha256"


def check_pool(again: Round) -> Iterator[str]:
    """Bộ câu hỏi và đáp án niêm phong: khớp mã cam kết công bố trước vòng thi"""
    data = again.data
    sealed = {name: data[name] for name in ("seed", "pool", "quotas", "keys")}
    if sha256(canonical(sealed)) != data["pool_sha256"]:
        yield "câu hỏi, cơ cấu đề hoặc đáp án không khớp mã pool_sha256"
    if len(again.kinds) != len(data["pool"]) or {str(number) for number in again.kinds} != set(data["keys"]):
        yield "mỗi câu hỏi phải có đúng một đáp án"


def check_rekeyed(again: Round) -> Iterator[str]:
    """Câu hỏi đổi đáp án sau vòng thi: có trong bộ câu hỏi, có lý do"""
    for change in again.data["rekeyed"]:
        if change["number"] not in again.kinds or not change["reason"]:
            yield "câu %s: không có trong bộ câu hỏi hoặc không có lý do" % change["number"]
    if again.data["rekeyed"] and (again.data["version"] < 2 or not again.data["reason"]):
        yield "kết quả tính lại phải là phiên bản 2 trở lên và có lý do"


def check_entries(again: Round) -> Iterator[str]:
    """Bài nộp: mỗi lượt một bài, không quá số lượt của thể lệ, bài bị loại có lý do, thời gian trong vòng"""
    seen, audiences, slips = set(), {}, set()  # type: ignore[var-annotated]
    opens, closes = moment(again.data["round"]["opens_at"]), moment(again.data["round"]["closes_at"])
    for entry in again.entries:
        name = "bài %s lượt %s" % (entry["code"], entry["attempt"])
        if (entry["code"], entry["attempt"]) in seen or entry["slip"] in slips:
            yield name + ": có hai lần"
        seen.add((entry["code"], entry["attempt"]))
        slips.add(entry["slip"])
        if audiences.setdefault(entry["code"], entry["audience"]) != entry["audience"]:
            yield name + ": người thi ở hai đối tượng"
        if entry["audience"] not in again.rules["audiences"]:
            yield name + ": đối tượng không có trong thể lệ"
        if not 1 <= entry["attempt"] <= again.rules["attempts_allowed"]:
            yield name + ": quá số lượt cho phép"
        if type(entry["excluded"]) is not bool or entry["excluded"] != bool(entry["reason"]):
            yield name + ": bị loại mà không có lý do, hoặc có lý do mà không bị loại"
        for word in ("started_at", "received_at"):
            if not re.match(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\Z", entry[word]):
                yield name + ": %s không ghi theo UTC đến mili giây" % word
        if not opens <= moment(entry["started_at"]) < closes:
            yield name + ": bắt đầu ngoài thời gian của vòng"
        if seconds_between(entry) != entry["seconds"] or entry["seconds"] < 0:
            yield name + ": số giây ghi %s, tính lại %s" % (entry["seconds"], seconds_between(entry))


def check_papers(again: Round) -> Iterator[str]:
    """Đề thi: rút lại từng đề từ số gốc, trùng câu hỏi, thứ tự câu và thứ tự phương án"""
    for entry in again.entries:
        if entry["paper"] != draw(again.data, again.seed, entry):
            yield "đề của %s lượt %s không phải đề mà số gốc rút ra" % (entry["code"], entry["attempt"])


def check_slips(again: Round) -> Iterator[str]:
    """Phiếu nộp bài: mã SHA-256 tính lại từ câu trả lời, lúc bắt đầu và lúc nhận"""
    for entry in again.entries:
        slip = {name: entry[name] for name in ("slip", "attempt", "answers", "started_at", "received_at")}
        slip["entrant"], slip["round"] = entry["code"], again.data["round"]["number"]
        if sha256(canonical(slip)) != entry["slip_sha256"]:
            yield "phiếu %s của %s không khớp bài nộp" % (entry["slip"], entry["code"])


def check_closing(again: Round) -> Iterator[str]:
    """Khóa sổ: mã của toàn bộ phiếu, công bố khi đóng vòng thi"""
    slips = sorted(entry["slip_sha256"] for entry in again.entries)
    if sha256("\n".join(slips).encode("ascii")) != again.data["closing_sha256"]:
        yield "có bài bị thêm, bớt hoặc sửa sau khi khóa sổ"


def check_scores(again: Round) -> Iterator[str]:
    """Điểm: chấm lại từng bài theo đáp án"""
    for entry, score in zip(again.entries, again.scores):
        if entry["score"] != score:
            yield "%s lượt %s: ghi %s điểm, chấm lại %s" % (entry["code"], entry["attempt"], entry["score"], score)


def check_prediction(again: Round) -> Iterator[str]:
    """Dự đoán: số đúng của cả vòng, và số mỗi người dự đoán"""
    said = again.data["prediction"]
    if said["asked"] != again.rules["prediction"] or said["truth"] != again.truth:
        yield "số đúng ghi %s, tính lại %s" % (said["truth"], again.truth)
    for entry in again.entries:
        if entry["prediction"] != prediction_in(again.data, entry):
            yield "%s: dự đoán ghi %s khác với bài nộp" % (entry["code"], entry["prediction"])


def check_standings(again: Round) -> Iterator[str]:
    """Xếp hạng: tính lại thứ tự, cách phân hạng khi bằng điểm, bốc thăm và giải"""
    names = ("audience", "rank", "code", "attempt", "decided_by", "prize")
    computed = []
    for audience in sorted({again.entries[place]["audience"] for place in again.counted}):
        for rank, (place, decided_by) in enumerate(again.ranking(audience), start=1):
            entry, prize = again.entries[place], prize_of(again.rules, audience, rank)
            computed.append((audience, rank, entry["code"], entry["attempt"], decided_by, prize))
    listed = sorted(tuple(row[name] for name in names) for row in again.data["standings"])
    if len(listed) != len(computed):
        yield "danh sách xếp hạng có %d người, tính lại %d" % (len(listed), len(computed))
    for mine, other in zip(computed, listed):
        if mine != other:
            yield "ghi %s, tính lại %s" % (other, mine)


def check_units(again: Round) -> Iterator[str]:
    """Đơn vị: thứ hạng trong nhóm tính lại từ số liệu; cộng các đơn vị và người không thuộc đơn vị bằng tổng"""
    units = again.data["units"]
    for unit, rank in zip(units, unit_ranks(units, again.rules)):
        if unit["rank"] != rank:
            yield "%s: hạng ghi %s, tính lại %s" % (unit["unit"], unit["rank"], rank)
        if (rank is None) != bool(unit["reason"]):
            yield "%s: đơn vị không có hạng phải có lý do" % unit["unit"]
    whole = totals(again, None)
    for name in ("entrants", "attempts", "score_sum"):
        added = sum(unit[name] for unit in units) + again.data["no_unit"][name]
        if added != whole[name]:
            yield "cộng %s của các đơn vị được %d, toàn vòng là %d" % (name, added, whole[name])


def check_figures(again: Round) -> Iterator[str]:
    """Số liệu: người thi, lượt thi, bài bị loại, bài đúng tất cả, phân bố điểm, theo từng đối tượng"""
    said = again.data["figures"]
    audiences = sorted({entry["audience"] for entry in again.entries})
    computed = [("toàn vòng", totals(again, None), said)]
    computed += [(name, totals(again, name), said["by_audience"][name]) for name in audiences]
    if sorted(said["by_audience"]) != audiences:
        yield "đối tượng trong số liệu khác với bài nộp"
    for words, mine, other in computed:
        for name, value in mine.items():
            if other[name] != value:
                yield "%s: %s ghi %s, tính lại %s" % (words, name, other[name], value)


CHECKS: List[Check] = [
    check_rules, check_seed, check_pool, check_rekeyed, check_entries, check_papers, check_slips, check_closing,
    check_scores, check_prediction, check_standings, check_units, check_figures,
]  # fmt: skip


# ---------------------------------------------------------------------------------------------------------------------
# 4. Reading the file and telling what was found.
# ---------------------------------------------------------------------------------------------------------------------


def read(path: str) -> Any:
    """Return the JSON of a file. ValueError for one that says a thing twice: two readers could see two things."""

    def once(pairs: List[Tuple[str, Any]]) -> Dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("một khóa xuất hiện hai lần trong cùng một phần")
        return found

    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        return json.load(file, object_pairs_hook=once)


def run(check: Check, again: Round) -> Tuple[int, List[str]]:
    """Return how many things of a check disagree, and the first of them in words."""
    count, told = 0, []
    try:
        for words in check(again):
            count += 1
            if count <= SHOWN:
                told.append(words)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError) as error:
        count += 1
        told.append("danh sách thiếu hoặc sai dạng ở %s: %s" % (type(error).__name__, error))
    return count, told


def tell(fine: bool, words: str, details: List[str]) -> None:
    print("%s %s" % ("✓" if fine else "✗", words))
    for detail in details:
        print("    " + detail)


def grouped(number: int) -> str:
    return "{:,}".format(number).replace(",", ".")


def share(part: int, of: int) -> str:
    """Return a share in words, never without its denominator."""
    if not of:
        return "%s trên 0" % grouped(part)
    tenths = int(Fraction(part * 1000, of) + Fraction(1, 2))
    return "%s trên %s (%d,%d%%)" % (grouped(part), grouped(of), tenths // 10, tenths % 10)


def compare_noted(data: Dict[str, Any], options: argparse.Namespace) -> bool:
    """Compare the list with what was noted before: the hashes and the rules given on the command line."""
    fine, given = True, False
    for name in ("rules_sha256", "seed_sha256", "pool_sha256", "closing_sha256"):
        noted = getattr(options, name)
        if noted:
            given = True
            agrees = noted.strip().lower() == data[name]
            fine = fine and agrees
            tell(agrees, "Mã %s bạn đã chép: %s" % (name, "khớp" if agrees else "KHÔNG khớp"), [])
    if options.rules:
        given = True
        rules = read(options.rules)
        rules = rules.get("rules", rules)
        agrees = canonical(rules) == canonical(data["rules"])
        fine = fine and agrees
        tell(agrees, "Thể lệ trong %s: %s" % (options.rules, "khớp" if agrees else "KHÔNG khớp"), [])
    if not given:
        print("! Bạn chưa đưa mã nào đã chép trước vòng thi, nên chỉ kiểm tra được danh sách có nhất quán hay không.")
        print("  Hãy so các mã dưới đây với mã đã công bố trước vòng thi và lúc khóa sổ:")
        for name in ("rules_sha256", "seed_sha256", "pool_sha256", "closing_sha256"):
            print("  %s %s" % (name.ljust(15), data[name]))
    return fine


def tell_totals(again: Round) -> None:
    """Print the totals, entrants and attempts apart, each percentage with its denominator."""
    for words, audience in [("Toàn vòng", None)] + [
        (AUDIENCES.get(name, name), name) for name in again.rules["audiences"]
    ]:
        found = totals(again, audience)
        print(
            "  %s: %s người thi, %s lượt thi được tính, %s bài bị loại; đúng tất cả các câu: %s"
            % (
                words,
                grouped(found["entrants"]),
                grouped(found["attempts"]),
                grouped(found["excluded"]),
                share(found["perfect"]["part"], found["perfect"]["of"]),
            )
        )


def tell_slip(data: Dict[str, Any], code: str) -> bool:
    """Print what the list says of one slip; False when it is not in it."""
    found = [entry for entry in data["entries"] if entry["slip"] == code.strip().upper()]
    ranks = [row for row in data["standings"] for entry in found if row["code"] == entry["code"]]
    details = ["%s: %s" % (name, json.dumps(entry[name], ensure_ascii=False)) for entry in found for name in entry]
    details += ["hạng %s, tính theo lượt %s" % (row["rank"], row["attempt"]) for row in ranks]
    tell(bool(found), "Phiếu %s: %s trong danh sách" % (code, "có" if found else "KHÔNG có"), details)
    return bool(found)


def tell_units(lists: List[Dict[str, Any]]) -> None:
    """Print the units over all rounds given: their counts added, the head-count once a round; ranks and prizes."""
    units: Dict[Tuple[str, str], Dict[str, Any]] = {}
    for data in lists:
        for unit in data["units"]:
            whole = units.setdefault((unit["kind"], unit["unit"]), {**unit, "entrants": 0, "score_sum": 0, "people": 0})
            whole["entrants"] += unit["entrants"]
            whole["score_sum"] += unit["score_sum"]
            unknown = whole["people"] is None or unit["people"] is None
            whole["people"] = None if unknown else whole["people"] + unit["people"]
    rules, rows = lists[-1]["rules"], list(units.values())
    prizes = [prize for prize in rules["prizes"] if prize["winner"] == "unit"]
    print("Đơn vị trong cả %d vòng (mỗi vòng tính sĩ số một lần):" % len(lists))
    ranked = [(unit["kind"], rank, unit) for unit, rank in zip(rows, unit_ranks(rows, rules)) if rank is not None]
    for kind, rank, unit in sorted(ranked, key=lambda row: (row[0], row[1], row[2]["unit"])):
        fits = [prize["name"] for prize in prizes if prize["unit_kind"] in ("", kind)
                and prize["first_rank"] <= rank <= prize["last_rank"]]  # fmt: skip
        rate = share(unit["entrants"], unit["people"]) if unit["people"] else "chưa có sĩ số"
        average = "%s điểm của %s người" % (grouped(unit["score_sum"]), grouped(unit["entrants"]))
        print("  %s %d. %s: tham gia %s; %s. %s" % (kind, rank, unit["unit"], rate, average, "".join(fits[:1])))
    print("  %d đơn vị không được xếp hạng." % (len(rows) - len(ranked)))


def verify(path: str, options: argparse.Namespace) -> Tuple[int, Dict[str, Any]]:
    """Return the exit status of one list, all of it told, and the list."""
    data: Dict[str, Any] = {}
    try:
        data = read(path)
        if data["form"] != FORM:
            raise ValueError("dạng của tệp không phải " + FORM)
        print("%s – %s, kết quả phiên bản %s" % (data["contest"]["title"], data["round"]["title"], data["version"]))
        fine = compare_noted(data, options)
        again = Round(data)
    except (OSError, UnicodeError) as error:
        print("Không đọc được tệp: %s" % error, file=sys.stderr)
        return 2, data
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError) as error:
        print("✗ Danh sách sai dạng, không tính lại được: %s %s" % (type(error).__name__, error))
        return 1, data
    for check in CHECKS:
        count, told = run(check, again)
        more = ["… và %s chỗ khác" % grouped(count - len(told))] if count > len(told) else []
        tell(not count, (check.__doc__ or "").strip(), told + more)
        fine = fine and not count
    for change in data["rekeyed"]:
        print("! Câu %s được chấm lại bằng đáp án %s: %s" % (change["number"], change["key"], change["reason"]))
    tell_totals(again)
    if options.slip:
        fine = tell_slip(data, options.slip) and fine
    print("Kết luận: mọi phép tính lại đều khớp." if fine else "Kết luận: CÓ CHỖ KHÔNG KHỚP, xem các dòng ✗ ở trên.")
    return (0 if fine else 1), data


def main(arguments: Optional[List[str]] = None) -> int:
    parser = argparse.ArgumentParser(description="Kiểm tra kết quả vòng thi từ danh sách đã công bố.")
    parser.add_argument("lists", nargs="+", help="tệp danh sách của vòng thi (JSON); nhiều vòng thì cộng cả đơn vị")
    parser.add_argument("--rules", help="tệp thể lệ bạn đã lưu trước vòng thi (JSON)")
    for name in ("rules", "seed", "pool", "closing"):
        parser.add_argument("--%s-sha256" % name, help="mã bạn đã chép trước vòng thi hoặc lúc khóa sổ")
    parser.add_argument("--slip", help="mã phiếu nộp bài của bạn, để tìm bài của mình trong danh sách")
    options = parser.parse_args(arguments)
    if len(options.lists) > 1 and (
        options.seed_sha256 or options.pool_sha256 or options.closing_sha256 or options.slip
    ):
        parser.error("mã của một vòng và mã phiếu chỉ dùng với danh sách của một vòng")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace")
    found = [verify(path, options) for path in options.lists]
    status = max(status for status, _data in found)
    if len(found) > 1 and not status:
        lists = [data for _status, data in found]
        rounds = {(data["contest"]["slug"], data["round"]["number"]) for data in lists}
        if len(rounds) < len(lists) or len({slug for slug, _number in rounds}) > 1:
            tell(False, "Không cộng đơn vị: các danh sách phải là những vòng khác nhau của cùng một cuộc thi", [])
            return 1
        tell_units(lists)
    return status


if __name__ == "__main__":
    sys.exit(main())
