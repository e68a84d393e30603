"""`make tools-check`: what other programs make of our captures, and we of theirs. Needs wget, and the network for pip.

warcio checks every digest of a real crawl; py-wacz validates what `archive wacz` writes; pywb replays both wordings of
an edited page and one that was not modified; what wget captures, packed, plain and in a WACZ of py-wacz, and what
warcio records of another client, is taken in whole.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "fixtures" / "demo"))
from newsroom import Newsroom, articles  # noqa: E402

WORK = ROOT / "build" / "tools-check"
OURS = Path(sys.executable).parent
ENVIRONMENT = os.environ | {"no_proxy": "127.0.0.1", "NO_PROXY": "127.0.0.1"}
EDITED = "/en/river-ferry-reopens-1044.html"
SAME = "/en/newspaper-undesirable-1045.html"


def run(*command: object) -> str:
    """What a command prints; the end of the check if it fails."""
    done = subprocess.run(
        [str(part) for part in command], cwd=WORK, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))} ended with status {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def tools(*packages: str) -> Path:
    """The commands of a virtual environment of their own, where the newest of these packages are."""
    folder = ROOT / "build" / "tools" / packages[0]
    if not (folder / "bin" / packages[0]).exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", *packages], check=True)
    return folder / "bin"


def version(commands: Path, package: str) -> str:
    code = f"from importlib.metadata import version; print(version({package!r}))"
    return f"{package} {run(commands / 'python', '-c', code).strip()}"


def tell(who: str, what: str, good: bool) -> None:
    print(f"{who:<12}  {what}{'' if good else '  FAILED'}", flush=True)
    if not good:
        sys.exit(f"{who} does not agree.")


def value(db: str, sql: str) -> int:
    found = json.loads(run(OURS / "archive", "query", sql, "--json", "--db", db).splitlines()[0])
    return int(next(iter(found.values())))


def crawl(newsroom: Newsroom) -> None:
    (WORK / "sources.toml").write_text(f'[[site]]\nname = "harbour-courier"\nurl = "{newsroom.base}/"\n')
    for newsroom.edited in (False, True):
        command = ("crawl", "news", "-a", f"sources={WORK / 'sources.toml'}", "-s", f"ARCHIVE={WORK / 'news.db'}")
        subprocess.run(
            [OURS / "scrapy", *command, "-s", "DOWNLOAD_DELAY=0"], cwd=ROOT, env=ENVIRONMENT, check=True,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        time.sleep(1)


def check_with_warcio(commands: Path) -> None:
    found = ""
    for file in sorted(WORK.glob("news.captures/*.warc.gz")):
        found += run(commands / "warcio", "check", "-v", file)
    tell(version(commands, "warcio"), f"{found.count('digest pass')} digests are right", "fail" not in found)


def check_with_wacz(commands: Path) -> None:
    run(OURS / "archive", "wacz", "out.wacz", "--db", "news.db")
    found = run(commands / "wacz", "validate", "-f", "out.wacz")
    tell(version(commands, "wacz"), "what archive wacz writes is valid", "Validation succeeded" in found)


def check_with_pywb(commands: Path, base: str) -> None:
    run(commands / "wb-manager", "init", "news")
    run(commands / "wb-manager", "add", "news", *sorted(WORK.glob("news.captures/*.warc.gz")))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (WORK / "pywb.log").open("w")
    server = subprocess.Popen(
        [commands / "wayback", "-b", "127.0.0.1", "-p", str(port)], cwd=WORK, stdout=log, stderr=log
    )
    try:
        for wanted, stamp, words in (
            (EDITED, "2000", "Runs Again After Eleven Years"),
            (EDITED, "2100", "Runs Again After Ten Years"),
            (SAME, "2100", "They cannot ban what happened."),
        ):
            page = fetched(f"http://127.0.0.1:{port}/news/{stamp}mp_/{base}{wanted}")
            tell(version(commands, "pywb"), f"replays “{words}”", words in page)
    finally:
        server.terminate()
        server.wait()
        log.close()


def fetched(url: str) -> str:
    """A page, once its server answers."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(60):
        try:
            with opener.open(url, timeout=10) as answer:
                return str(answer.read().decode("utf-8", "replace"))
        except OSError:
            time.sleep(0.5)
    sys.exit(f"{url} does not answer.")


def check_ingest(wacz: Path, base: str) -> None:
    count = len(articles(edited=True))
    name = " ".join(run("wget", "--version").split()[1:3])
    for kind, options in (("packed", ()), ("plain", ("--no-warc-compression",))):
        asked = ("wget", "-q", "-r", "-l2", "-P", f"wget-{kind}", f"--warc-file={kind}", *options, base)
        subprocess.run(asked, cwd=WORK, env=ENVIRONMENT, check=False)  # 8: one of the links is dead
        (file,) = WORK.glob(f"{kind}.warc*")
        run(OURS / "archive", "ingest", file, "--db", f"{kind}.db")
        tell(name, f"its {kind} WARC gives all {count} articles", value(f"{kind}.db", COUNT) == count)
    run(wacz / "wacz", "create", "-f", "packed.warc.gz", "-o", "wget.wacz")
    run(OURS / "archive", "ingest", "wget.wacz", "--db", "wacz.db")
    tell(version(wacz, "wacz"), f"its WACZ of that gives all {count} articles", value("wacz.db", COUNT) == count)


def check_ingest_of_warcio(commands: Path, base: str) -> None:
    """What warcio writes of each page that Python's own client asks for."""
    paths = [row["path"] for row in articles(edited=True)]
    code = (
        "import sys; from warcio.capture_http import capture_http; import http.client\n"
        "with capture_http('recorded.warc.gz', warc_version='1.1'):\n"
        "    for path in sys.argv[2:]:\n"
        "        client = http.client.HTTPConnection(sys.argv[1])\n"
        "        client.request('GET', path)\n"
        "        client.getresponse().read()\n"
    )
    run(commands / "python", "-c", code, base.removeprefix("http://"), "/", "/robots.txt", "/nothing", *paths)
    run(OURS / "archive", "ingest", "recorded.warc.gz", "--db", "recorded.db")
    good = value("recorded.db", COUNT) == len(paths)
    tell(version(commands, "warcio"), f"its recording of all {len(paths)} articles gives as many", good)


COUNT = "select count(*) from articles"


def main() -> None:
    if shutil.which("wget") is None:
        sys.exit("wget is not installed: apt-get install wget")
    shutil.rmtree(WORK, ignore_errors=True)
    WORK.mkdir(parents=True)
    wacz, pywb = tools("wacz", "warcio"), tools("pywb")
    newsroom = Newsroom()
    threading.Thread(target=newsroom.serve_forever, daemon=True).start()
    crawl(newsroom)
    check_with_warcio(wacz)
    check_with_wacz(wacz)
    check_with_pywb(pywb, newsroom.base)
    check_ingest(wacz, newsroom.base)
    check_ingest_of_warcio(wacz, newsroom.base)
    newsroom.shutdown()


if __name__ == "__main__":
    main()
