"""Who acts in a newsroom beyond reading and remarking: plans stories, asks outsiders, hands stories in."""

from lantoa.apps.accounts.roles import Role

EDITORIAL = frozenset({Role.ADMINISTRATOR, Role.PROGRAMME_OFFICER, Role.EDITOR, Role.FOCAL_OFFICER, Role.RADIO_OFFICER})
