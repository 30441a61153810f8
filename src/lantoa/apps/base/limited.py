"""Programs of others run in a child process with limits, no way to the network, and nothing of the service's own
environment (ADR 0006).

The way to the network is closed by proxies that point at a dead port; each program is also told to make no connection
where it can be told.
"""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

MEMORY_MIB = 4096  # of address space, which large programs reserve generously
MAX_OUTPUT_MIB = 200
_DEAD_PROXY = "http://127.0.0.1:9"  # the discard port: nothing listens there
_PROXIES = ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")
# Limits are set by the shell before the program starts: setting them in the service's process between fork and exec is
# not safe in a server with threads.
_LIMITED = 'ulimit -v "$1" && ulimit -t "$2" && ulimit -f "$3" && shift 3 && exec "$@"'
_SAID = 8_000


class OutOfTime(RuntimeError):
    """The program did not end in the seconds it was given; it and all it started were ended."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a program ended: its exit status and the end of what it said."""

    status: int
    said: str


def run_limited(
    command: Sequence[str],
    folder: Path,
    *,
    seconds: int,
    memory_mib: int = MEMORY_MIB,
    output_mib: int = MAX_OUTPUT_MIB,
    environment: Mapping[str, str] | None = None,
    stdin: Path | None = None,
) -> Ended:
    """Return how the program ended, run in the folder under the limits; OutOfTime when it did not.

    It sees the folder as home and for its temporary files, and of the environment only what is given here.
    """
    limits = [str(memory_mib * 1024), str(seconds), str(output_mib * 2048)]
    log = folder / "program.log"
    with log.open("wb") as said, (stdin or Path(os.devnull)).open("rb") as given:
        child = subprocess.Popen(
            ["/bin/sh", "-c", _LIMITED, "limited", *limits, *command],
            cwd=folder, env={**_plain_environment(folder), **(environment or {})}, stdin=given, stdout=said,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        try:
            child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise OutOfTime(f"{command[0]}: {seconds} s") from None
        finally:
            _end_group(child)
    return Ended(child.returncode, log.read_text(encoding="utf-8", errors="replace")[-_SAID:])


def _end_group(child: "subprocess.Popen[bytes]") -> None:
    """Ends the child and whatever it left running: LibreOffice starts a second process that outlives the first."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        child.wait()


def _plain_environment(folder: Path) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "C.UTF-8",
        **dict.fromkeys(_PROXIES, _DEAD_PROXY),
    }
