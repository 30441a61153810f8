"""Personal data of the search: it keeps no row of its own."""

from lantoa.apps.base.personal import Declared

PERSONAL = Declared(app="search")
