"""Public pages under load: kept story, first page and search, beside nginx with the same bytes and a plain hello page.

Everything runs in one go on one machine: a data folder of its own with a portal and its stories, the server as
`./lantoa run` starts it, the same server with a page that says hello, and nginx (left out where it is not installed).
The load comes from wrk, in turns, so that what else the machine does falls on all alike. Debian: apt install wrk nginx.
"""

import argparse
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(tempfile.mkdtemp(prefix="lantoa-bench-"))
os.environ.update(
    DJANGO_SETTINGS_MODULE="lantoa.config.settings", LANTOA_DATA=str(_DATA), LANTOA_HOSTS="127.0.0.1,localhost"
)
os.environ.pop("DATABASE_URL", None)

import django  # noqa: E402

django.setup()  # what follows needs the settings


from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from lantoa.apps.base.serving import web_server  # noqa: E402
from lantoa.apps.newsroom.factories import make_column, make_portal, make_story  # noqa: E402
from lantoa.apps.newsroom.models import StoryPage  # noqa: E402

HERE = Path(__file__).parent
PORTS = {"ours": 8461, "hello": 8462, "nginx": 8463}
_PARAGRAPH = (
    "<p>Người dân mở Cổng Dịch vụ công quốc gia, chọn thủ tục đăng ký khai sinh rồi nộp hồ sơ; cán bộ xã kiểm tra "
    "trong ngày và hẹn giờ trả kết quả, nên không ai phải đi lại nhiều lần hay chờ đợi ở trụ sở.</p>"
)
_NGINX = """
worker_processes 2; pid {folder}/nginx.pid; error_log {folder}/error.log; daemon off;
events {{ worker_connections 8192; }}
http {{ access_log off; keepalive_requests 1000000; open_file_cache max=100; types {{ text/html html; }}
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {folder}/www; }} }}
"""


@dataclass(frozen=True, slots=True)
class Load:
    """What wrk said of one turn: requests a second, milliseconds, errors of any kind."""

    rate: float
    p50: float
    p99: float
    errors: int


def _milliseconds(words: str) -> float:
    number, unit = re.fullmatch(r"([\d.]+)(us|ms|s|m)", words).groups()  # type: ignore[union-attr]
    return float(number) * {"us": 0.001, "ms": 1, "s": 1_000, "m": 60_000}[unit]


def load(url: str, connections: int, seconds: int) -> Load:
    """Return how an address stands the load of so many connections."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s",
               "-H", "Accept-Encoding: br", url]  # fmt: skip
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    errors = sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", said)))
    errors += sum(map(int, re.findall(r"Non-2xx or 3xx responses: (\d+)", said)))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])  # type: ignore[index]
    p50, p99 = (
        _milliseconds(re.search(rf"\s{share}%\s+(\S+)", said)[1])  # type: ignore[index]
        for share in (50, 99)
    )
    return Load(rate, p50, p99, errors)


def fill(stories: int) -> StoryPage:
    """Return a story of about the usual length, in a portal with so many stories."""
    call_command("migrate", verbosity=0)
    now = timezone.now()
    column = make_column(make_portal(at=now))
    body = [("text", _PARAGRAPH * 12)]
    made = [make_story(column, title=f"Một cửa nhanh hơn, số {n}", at=now, body=body) for n in range(stories)]
    call_command("rebuild_search", verbosity=0)
    return made[-1]


def _bytes_of(url: str) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, headers={"Accept-Encoding": "br"}), timeout=20) as answer:
        content: bytes = answer.read()
    return content


def _wait_for(url: str) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            _bytes_of(url)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{url} does not answer")


@contextmanager
def running(command: list[str], url: str) -> Iterator[None]:
    """Hold a server until the block ends."""
    folder = HERE.parent
    environment = {**os.environ, "PYTHONPATH": f"{folder / 'src'}:{HERE}"}
    process = subprocess.Popen(command, env=environment, cwd=HERE, start_new_session=True)
    try:
        _wait_for(url)
        yield
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@contextmanager
def nginx(content: bytes) -> Iterator[str | None]:
    """Hold nginx with a file of these bytes; None where it is not installed."""
    program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if program is None:
        yield None
        return
    folder = _DATA / "nginx"
    (folder / "www").mkdir(parents=True)
    folder.chmod(0o755)
    _DATA.chmod(0o755)
    (folder / "www" / "index.html").write_bytes(content)
    (folder / "nginx.conf").write_text(_NGINX.format(folder=folder, port=PORTS["nginx"]), encoding="utf-8")
    url = f"http://127.0.0.1:{PORTS['nginx']}/index.html"
    with running([program, "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")], url):
        yield url


def uncached(path: str, times: int = 30) -> tuple[float, int]:
    """Return the milliseconds of this process and the queries that making a page takes, nothing kept."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.get(path)
    queries: list[str] = []

    def counted(execute: Callable[..., object], sql: str, *rest: object) -> object:
        queries.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(counted):
        assert client.get(path).status_code == 200
    began = time.process_time()
    for _ in range(times):
        client.get(path)
    return (time.process_time() - began) / times * 1_000, len(queries)


def until_seen(story: StoryPage, url: str, times: int = 8) -> list[float]:
    """Return the seconds from each publication until twenty answers in a row, of both processes, are the new page."""
    lasted = []
    for number in range(times):
        story.title = f"Bản thứ {number} của bài"
        revision = story.save_revision()
        began = time.monotonic()
        revision.publish()
        right, seen = 0, 0.0
        while right < 20:
            with urllib.request.urlopen(url, timeout=20) as answer:
                new = story.title in answer.read().decode()
            right = right + 1 if new else 0
            seen = time.monotonic() - began if not new else seen
        lasted.append(seen)
    return lasted


def turns(targets: dict[str, str], connections: list[int], seconds: int, repeats: int) -> dict[tuple[str, int], Load]:
    """Return the median of each measure by target and number of connections, from turns taken in rotation."""
    for url in targets.values():
        load(url, 16, 2)  # both processes have started, and keep what they keep
    taken: dict[tuple[str, int], list[Load]] = {}
    for _ in range(repeats):
        for count in connections:
            for name, url in targets.items():
                taken.setdefault((name, count), []).append(load(url, count, seconds))
    middle: Callable[[list[float]], float] = statistics.median
    return {
        key: Load(
            middle([one.rate for one in loads]), middle([one.p50 for one in loads]), middle([one.p99 for one in loads]),
            sum(one.errors for one in loads),
        )
        for key, loads in taken.items()
    }  # fmt: skip


def report(found: dict[tuple[str, int], Load], connections: list[int]) -> None:
    print("| page | connections | requests/s | p50 ms | p99 ms | errors | × nginx | p99 × nginx | × hello |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
    for count in connections:
        plain, base = found[("hello", count)], found.get(("nginx", count))
        for (name, at), one in found.items():
            if at == count:
                beside = f"{one.rate / base.rate:.2f} | {one.p99 / base.p99:.2f}" if base else "– | –"
                print(
                    f"| {name} | {count} | {one.rate:,.0f} | {one.p50:.1f} | {one.p99:.1f} | {one.errors} "
                    f"| {beside} | {one.rate / plain.rate:.2f} |"
                )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stories", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=4, help="of one turn")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--connections", type=int, nargs="+", default=[64, 512])
    parser.add_argument("--overload", type=int, default=1_000, help="connections of the last turn")
    asked = parser.parse_args()
    if shutil.which("wrk") is None:
        print("portal: needs wrk; on Debian: apt install wrk (and nginx to compare with).", file=sys.stderr)
        return 2

    story = fill(asked.stories)
    path = story.relative_url(None) or story.url_path
    ours, hello = (f"http://127.0.0.1:{PORTS[name]}" for name in ("ours", "hello"))
    plain = [word.replace("lantoa.config.wsgi", "_hello") for word in web_server("127.0.0.1", PORTS["hello"])]
    with running(web_server("127.0.0.1", PORTS["ours"]), ours + "/robots.txt"), running(plain, hello + "/"):
        measure(asked, story, path, ours, hello)
    return 0


def measure(asked: argparse.Namespace, story: StoryPage, path: str, ours: str, hello: str) -> None:
    content = _bytes_of(ours + path)
    targets = {"story": ours + path, "first page": ours + "/"}
    if Client(HTTP_HOST="127.0.0.1").get("/tim-kiem/").status_code == 200:
        targets["search"] = ours + "/tim-kiem/?q=khai+sinh"
    with nginx(content) as static:
        if static:
            targets["nginx"] = static
        print(f"{asked.stories} stories; the story is {len(content)} bytes, compressed; {os.cpu_count()} cores")
        report(
            turns({**targets, "hello": hello + "/"}, asked.connections, asked.seconds, asked.repeats), asked.connections
        )
        crowd = load(targets["story"], asked.overload, 3 * asked.seconds)
        print(f"\n{asked.overload} connections: {crowd.rate:,.0f}/s, p99 {crowd.p99:.0f} ms, {crowd.errors} errors")
    for name, address in (("story", path), ("first page", "/")):
        milliseconds, queries = uncached(address)
        print(f"{name}, nothing kept: {milliseconds:.1f} ms of processor time, {queries} queries")
    seen = until_seen(story, ours + path)
    print(f"from publication to the last old answer: median {statistics.median(seen):.2f} s, most {max(seen):.2f} s")


if __name__ == "__main__":
    try:
        sys.exit(main())
    finally:
        shutil.rmtree(_DATA, ignore_errors=True)
