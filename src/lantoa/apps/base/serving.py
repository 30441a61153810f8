"""The web server's command line."""

import sys

# Two processes keep both cores of a small machine busy; threads wait for the database.
WORKERS = 2


def web_server(host: str, port: int) -> list[str]:
    """Return the command that serves the installation over WSGI on the address."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", "4", "--log-level", "warning", "--respawn-failed-workers",
        "lantoa.config.wsgi:application",
    ]  # fmt: skip
