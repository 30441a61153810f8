"""Personal data of the demo: it has no table; all its people are invented."""

from lantoa.apps.base.personal import Declared

PERSONAL = Declared(app="demo")
