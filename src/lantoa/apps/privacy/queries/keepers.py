"""Who answers requests about personal data and reads the access log."""

from lantoa.apps.accounts.roles import Role

PRIVACY_OFFICERS = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER})
