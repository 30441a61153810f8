"""Online contests: their rules as data, the bank of questions, entrants, attempts, results."""

from lantoa.apps.contests.models.attempts import Attempt, SavedAnswers, Submission
from lantoa.apps.contests.models.bank import Question, QuestionBank
from lantoa.apps.contests.models.bank_work import DifferentQuestions, ItemStatistics, QuestionImport, QuestionMark
from lantoa.apps.contests.models.contest import Barred, Contest, Headcount, Prize, RulesVersion
from lantoa.apps.contests.models.entrants import Entrant, EntryCode
from lantoa.apps.contests.models.results import Irregularity, RoundResult, Standing, UnitStanding
from lantoa.apps.contests.models.rounds import Quota, Round, RoundPool
from lantoa.apps.contests.models.tallies import RoundTally

__all__ = [
    "Attempt",
    "Barred",
    "Contest",
    "DifferentQuestions",
    "Entrant",
    "EntryCode",
    "Headcount",
    "Irregularity",
    "ItemStatistics",
    "Prize",
    "Question",
    "QuestionBank",
    "QuestionImport",
    "QuestionMark",
    "Quota",
    "Round",
    "RoundPool",
    "RoundResult",
    "RoundTally",
    "RulesVersion",
    "SavedAnswers",
    "Standing",
    "Submission",
    "UnitStanding",
]
