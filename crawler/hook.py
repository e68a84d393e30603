"""Tells a program or a web address of the user's what became of the sources: bounded in time, and never fatal."""

import os
import shlex
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterable
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

COMMAND_SECONDS = 60
WEBHOOK_SECONDS = 20


class _NoRedirect(HTTPRedirectHandler):
    """A POST that is redirected becomes a GET without the message; that is a failure, not a delivery."""

    def redirect_request(self, *_: object) -> None:
        return None


def misset(command: str, webhook: str) -> Iterable[str]:
    """What is wrong with the settings, a sentence each."""
    if command:
        try:
            words = shlex.split(command)
        except ValueError as error:
            yield f"HEALTH_HOOK {command!r} is no command line ({error}); correct the setting."
        else:
            if not words or shutil.which(words[0]) is None:
                yield f"HEALTH_HOOK: there is no program {words[0] if words else ''!r}; correct the setting."
    if webhook:
        try:
            parts = urlsplit(webhook)
            right = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
        except ValueError:
            right = False
        if not right:
            yield f"HEALTH_WEBHOOK {webhook!r} is no http or https URL; correct the setting."


def run(command: str, message: bytes, seconds: float = COMMAND_SECONDS) -> str | None:
    """Run a command, without a shell, with the message on standard input; why that failed, or None.

    It is killed after so many seconds, with what it started.
    """
    with tempfile.TemporaryFile() as said:
        try:
            process = subprocess.Popen(
                shlex.split(command),
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=said,
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            return f"The health hook {command!r} cannot be run: {error}."
        try:
            process.communicate(message, timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            return f"The health hook {command!r} did not end in {seconds:.0f} s; it was stopped."
        if process.returncode == 0:
            return None
        said.seek(0)
        words = " ".join(said.read(2000).decode("utf-8", "replace").split())
        return f"The health hook {command!r} ended with status {process.returncode}{f': {words}' if words else '.'}"


def post(url: str, message: bytes, seconds: float = WEBHOOK_SECONDS) -> str | None:
    """POST a message as JSON; why that failed, or None. It takes so many seconds at most, however slow the other is."""
    result: list[str | None] = []
    thread = threading.Thread(target=lambda: result.append(_post(url, message, seconds)), daemon=True)
    thread.start()
    thread.join(seconds)
    return result[0] if result else f"The health webhook {_shown(url)} did not answer in {seconds:.0f} s."


def _post(url: str, message: bytes, seconds: float) -> str | None:
    headers = {"Content-Type": "application/json", "User-Agent": "news-archive"}
    try:
        opener = build_opener(_NoRedirect, ProxyHandler())
        opener.open(Request(url, data=message, headers=headers, method="POST"), timeout=seconds).close()  # noqa: S310
    except HTTPError as error:
        return f"The health webhook {_shown(url)} answered {error.code}."
    except Exception as error:  # of the many kinds of the HTTP client none may cost the run
        return f"The health webhook {_shown(url)} could not be reached: {getattr(error, 'reason', error)}."
    return None


def _shown(url: str) -> str:
    """The address without what may be a secret: path and query of a webhook are."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname}/…"
