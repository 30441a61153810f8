"""Who looks at indices in the back office, and who changes them."""

from lantoa.apps.accounts.roles import WHOLE_PROVINCE, Role

# Whoever enters indices, corrects them and opens editions to the public.
INDEX_KEEPERS = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})
# Whoever may look at them before they are public; organisers of contests have no part in them.
INDEX_READERS = WHOLE_PROVINCE - {Role.CONTEST_ORGANISER}
