"""The web server's command line."""

import sys
from itertools import pairwise

from lantoa.apps.base.serving import WORKERS, web_server


class TestWebServer:
    def test_serves_the_installation_on_the_address_with_this_python(self) -> None:
        command = web_server("127.0.0.1", 8123)
        assert command[:3] == [sys.executable, "-m", "granian"]
        assert command[-1] == "lantoa.config.wsgi:application"
        options = dict(pairwise(command))
        assert (options["--host"], options["--port"], options["--workers"]) == ("127.0.0.1", "8123", str(WORKERS))
        assert options["--interface"] == "wsgi"
