"""How the property tests of this room are run: few examples, and none fails for the machine being busy."""

from hypothesis import HealthCheck, settings

calm = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
