"""Time and peak memory of `demo --once` from nothing and again, beside the start of Django alone, in one run."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MANAGE = [sys.executable, "-m", "lantoa.config.manage"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One whole process with all its children: wall seconds, and the largest resident size of any one of them in MB."""

    seconds: float
    peak_mb: float


def measure(words: list[str], data: str) -> Measured:
    """Return the cost of one management command, run to its end in a process of its own."""
    environment = {**os.environ, "LANTOA_DATA": data, "LANTOA_ROOT": str(ROOT), "PYTHONPATH": str(ROOT / "src")}
    started = time.monotonic()
    process = subprocess.Popen([*MANAGE, *words], env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{' '.join(words)} failed")
    return Measured(time.monotonic() - started, usage.ru_maxrss / 1024)


def main() -> None:
    """Print the three measurements and their ratios."""
    with tempfile.TemporaryDirectory() as data:
        start = measure(["fold", "Quảng Trị"], data)
        rows = [("start of Django alone (fold)", start)]
        rows.append(("demo --once, from nothing", measure(["demo", "--once"], data)))
        rows.append(("demo --once, again", measure(["demo", "--once"], data)))
    print(f"{'':32} {'seconds':>9} {'peak MB':>9} {'× start':>9}")
    for name, measured in rows:
        ratio = measured.seconds / start.seconds
        print(f"{name:32} {measured.seconds:9.1f} {measured.peak_mb:9.0f} {ratio:9.1f}")


if __name__ == "__main__":
    main()
