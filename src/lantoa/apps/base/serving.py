"""The command lines of the web server and of the worker, and the two side by side."""

import resource
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence

# Two processes keep both cores of a small machine busy; threads wait for the database, together for one commit (the
# burst door of contests). More of them share no more processor, and each may hold a connection to PostgreSQL.
WORKERS = 2
_THREADS = 16
# Telephones keep their connections open: who is not accepted for want of places waits for somebody else's to end. The
# granian setting counts connections of a process, not requests; the kernel caps the queue at net.core.somaxconn.
_CONNECTIONS = 4096
# A worker that ends by itself is started anew after this pause.
_PAUSE_SECONDS = 5.0
_LOOK_SECONDS = 0.2


def web_server(host: str, port: int) -> list[str]:
    """Return the command that serves the installation over WSGI on the address."""
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(WORKERS), "--blocking-threads", str(_THREADS), "--backlog", str(WORKERS * _CONNECTIONS),
        "--backpressure", str(_CONNECTIONS), "--log-level", "error", "--respawn-failed-workers",
        "lantoa.config.wsgi:application",
    ]  # fmt: skip


def worker() -> list[str]:
    """Return the command of the worker that does what is due behind the pages."""
    return [sys.executable, "-m", "lantoa.config.manage", "work"]


def _allow_files(most: int) -> None:
    """Let this process and its children hold so many connections, where the machine's own limit allows it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def serve(
    web: Sequence[str],
    beside: Sequence[str],
    *,
    environment: Mapping[str, str],
    pause_seconds: float = _PAUSE_SECONDS,
) -> int:
    """Return the exit status of the web server, after running the worker beside it as long as it served.

    Ctrl+C and SIGTERM end both. A worker that ends by itself is started anew.
    """
    _allow_files(WORKERS * _CONNECTIONS)
    server = subprocess.Popen(web, env=environment)
    side = subprocess.Popen(beside, env=environment)
    ended_at = 0.0

    def stop(_number: int, _frame: object) -> None:
        server.terminate()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        while server.poll() is None:
            if side.poll() is None:
                ended_at = 0.0
            elif not ended_at:
                ended_at = time.monotonic()
            elif time.monotonic() - ended_at >= pause_seconds:
                side = subprocess.Popen(beside, env=environment)
            time.sleep(_LOOK_SECONDS)
    finally:
        for process in (server, side):
            process.terminate()
        for process in (server, side):
            process.wait()
        for number, handler in before.items():
            signal.signal(number, handler)
    return server.returncode
