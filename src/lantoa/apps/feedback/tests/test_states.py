"""Every pair of a state and an act: what is allowed, and what comes of it."""

import pytest

from lantoa.apps.feedback.models import Feedback
from lantoa.apps.feedback.states import ACT_WORDS, CITIZENS_ACTS, Act, allowed_acts, state_after

State = Feedback.State
# As a person would write it down, act by act: from which states, and to which one (None: it stays).
_SAID: dict[Act, tuple[set[State], State | None]] = {
    Act.ACKNOWLEDGE: ({State.NEW}, State.ACKNOWLEDGED),
    Act.ANSWER: ({State.NEW, State.ACKNOWLEDGED, State.ASKED_BACK}, State.ANSWERED),
    Act.ASK_BACK: ({State.NEW, State.ACKNOWLEDGED}, State.ASKED_BACK),
    Act.FORWARD: ({State.NEW, State.ACKNOWLEDGED, State.ASKED_BACK}, None),
    Act.EXTEND: ({State.ACKNOWLEDGED}, None),
    Act.CLOSE: ({State.ASKED_BACK, State.ANSWERED}, State.CLOSED),
    Act.REFUSE: ({State.NEW, State.ACKNOWLEDGED, State.ASKED_BACK}, State.REFUSED),
    Act.NOTE: (set(State), None),
    Act.SUPPLY: ({State.ASKED_BACK}, State.ACKNOWLEDGED),
    Act.REOPEN: ({State.ANSWERED, State.CLOSED, State.REFUSED}, State.NEW),
    Act.JUDGE: ({State.ANSWERED, State.CLOSED}, None),
}


@pytest.mark.parametrize("act", list(Act))
@pytest.mark.parametrize("state", list(State))
class TestEveryPair:
    def test_is_as_it_was_written_down(self, state: State, act: Act) -> None:
        states, after = _SAID[act]
        expected = (after or state) if state in states else None
        assert state_after(state, act) == expected
        assert (act in allowed_acts(state)) == (expected is not None)

    def test_has_words_to_refuse_it_with(self, state: State, act: Act) -> None:
        assert ACT_WORDS[act] and state.label


class TestTheCitizen:
    def test_never_ends_the_work(self) -> None:
        ends = {State.ANSWERED, State.CLOSED, State.REFUSED}
        opened = [state_after(state, act) for state in Feedback.OPEN_STATES for act in CITIZENS_ACTS]
        assert not ends.intersection(opened)
