"""The real worker as a process of its own, on the database of the running test."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings
from django.db import connection, connections


def database_address() -> str:
    """Return the database of the running test as one address, for processes that a test starts."""
    one = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{one['NAME']}"
    return f"postgres://{one['USER']}:{one['PASSWORD'] or ''}@{one['HOST']}:{one['PORT']}/{one['NAME']}"


def environment_of(data: Path, **more: str) -> dict[str, str]:
    """Return the environment of a process that works on the test's database with real settings."""
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "DJANGO_SETTINGS_MODULE": "lantoa.config.settings",
        "LANTOA_DATA": str(data),
        "LANTOA_ROOT": str(settings.ROOT),
        "LANTOA_SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": database_address(),
        **more,
    }


def worker_process(data: Path, *words: str, **more: str) -> subprocess.Popen[str]:
    """Start `./lantoa work` with the words; its mail goes to the folder `mail` of the data unless told otherwise."""
    connections.close_all()
    command = [sys.executable, "-m", "lantoa.config.manage", "work", *words]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, env=environment_of(data, **more), text=True, **pipes)
