"""The developers' doors: `./lantoa test`, `check`, `fix`, `journeys`, `bench`, `lock`."""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(os.environ.get("LANTOA_ROOT") or Path(__file__).resolve().parents[3])
_PYTHON_PATHS = ["src", "tests", "benchmarks"]
_TEMPLATES = ["src/lantoa/portal", "src/lantoa/apps"]


def _tool(module: str, *words: str) -> list[str]:
    return [sys.executable, "-m", module, *words]


def _linter() -> list[str]:
    return [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()", "--no-cache"]


_CHECKS: list[tuple[str, list[str]]] = [
    ("lint", _tool("ruff", "check", *_PYTHON_PATHS)),
    ("format", _tool("ruff", "format", "--check", *_PYTHON_PATHS)),
    ("types", _tool("mypy")),
    ("import contracts", _linter()),
    ("templates", _tool("djlint", "--lint", "--quiet", *_TEMPLATES)),
    ("system checks", _tool("lantoa.config.manage", "check", "--fail-level", "WARNING")),
    ("missing migrations", _tool("lantoa.config.manage", "makemigrations", "--check", "--dry-run")),
    ("generated reference", _tool("lantoa.config.reference", "--check")),
    ("compiled catalogue", _tool("lantoa.config.translations", "--check")),
]
_FIXES: list[tuple[str, list[str]]] = [
    ("lint", _tool("ruff", "check", "--fix", *_PYTHON_PATHS)),
    ("format", _tool("ruff", "format", *_PYTHON_PATHS)),
    ("generated reference", _tool("lantoa.config.reference")),
    ("compiled catalogue", _tool("lantoa.config.translations")),
]
_LOCK = ["--universal", "--quiet", "--no-header", "--no-emit-index-url", "--no-emit-find-links", "--generate-hashes"]
_RUN_LOCK, _DEV_LOCK = "requirements/run.lock", "requirements/dev.lock"
_LOCKS: list[tuple[str, list[str]]] = [
    ("run.lock", _tool("uv", "pip", "compile", *_LOCK, "pyproject.toml", "-o", _RUN_LOCK)),
    (
        "dev.lock",
        _tool("uv", "pip", "compile", *_LOCK, "--group", "dev", "-c", _RUN_LOCK, "pyproject.toml", "-o", _DEV_LOCK),
    ),
]


def _environment() -> dict[str, str]:
    own = dict(os.environ)
    own["DJANGO_SETTINGS_MODULE"] = "lantoa.config.settings_test"
    return own


def _run_all(steps: list[tuple[str, list[str]]]) -> int:
    """Run every step, also after a failure, so that one run shows all there is to mend."""
    failed = []
    for name, command in steps:
        started = time.monotonic()
        done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False)
        mark = "ok" if done.returncode == 0 else "FAILED"
        print(f"{name:20} {mark:6} {time.monotonic() - started:5.1f} s", flush=True)
        if done.returncode:
            failed.append(name)
            print(done.stdout + done.stderr, flush=True)
    if failed:
        print(f"Not green: {', '.join(failed)}.", file=sys.stderr)
    return 1 if failed else 0


def _pytest(*words: str) -> int:
    return subprocess.run(_tool("pytest", *words), cwd=ROOT, env=_environment(), check=False).returncode


def _bench(words: list[str]) -> int:
    names = sorted(path.stem for path in (ROOT / "benchmarks").glob("*.py") if not path.stem.startswith("_"))
    if not words or words[0] not in names:
        print(f"usage: ./lantoa bench NAME [OPTIONS]; NAME is one of: {', '.join(names)}", file=sys.stderr)
        return 0 if words in ([], ["--help"]) else 2
    command = [sys.executable, str(ROOT / "benchmarks" / f"{words[0]}.py"), *words[1:]]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def main(words: list[str]) -> int:
    """Return the exit status of one door."""
    parser = argparse.ArgumentParser(prog="./lantoa", description=__doc__)
    doors = parser.add_subparsers(dest="door", required=True)
    doors.add_parser("test", help="the test suite; further words go to pytest", add_help=False)
    doors.add_parser("check", help="lint, format, types, contracts, templates, migrations, reference")
    doors.add_parser("fix", help="what formatters can mend, and the generated reference")
    doors.add_parser("journeys", help="browser stories; further words go to pytest", add_help=False)
    doors.add_parser("bench", help="figures: one command each", add_help=False)
    doors.add_parser("lock", help="bring requirements/*.lock in line with pyproject.toml")
    options, rest = parser.parse_known_args(words)
    match options.door:
        case "test":
            return _pytest(*(["-n", "2", "--dist", "loadgroup"] if not rest else []), *rest)
        case "journeys":
            return _pytest("tests/journeys", "-o", "norecursedirs=.*", *rest)
        case "bench":
            return _bench(rest)
    if rest:
        parser.error(f"unknown: {' '.join(rest)}")
    return _run_all({"check": _CHECKS, "fix": _FIXES, "lock": _LOCKS}[options.door])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
