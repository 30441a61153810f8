"""Which roles run contests, which only read them."""

from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role

# Whoever prepares, announces and closes contests.
RUNNERS = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.CONTEST_ORGANISER})
# Whoever may look at them in the back office.
READERS = WHOLE_PROVINCE
# Whoever sees results before they are public: whoever runs contests, leads or verifies.
RESULT_READERS = RUNNERS | {Role.LEADER, Role.VERIFIER}
