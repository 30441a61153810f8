"""How a telephone call can end without answers (Ticket.outcome), with its words."""

REFUSED, UNREACHED, LATER = "refused", "unreached", "later"
OUTCOMES = {REFUSED: "từ chối", UNREACHED: "không liên lạc được", LATER: "hẹn gọi lại"}
