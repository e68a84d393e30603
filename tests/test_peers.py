"""What benchmarks/peers.py installs before a peer runs."""

from pathlib import Path

import pytest

from benchmarks import peers


@pytest.mark.parametrize(
    ("there", "installed"),
    [
        ({}, [["helper"], ["--newest", "reader"]]),
        ({"reader": "1.2"}, [["helper"]]),
        ({"helper": "0.4"}, [["--newest", "reader"]]),
        ({"reader": "1.2", "helper": "0.4"}, []),
    ],
)
def test_what_a_peer_needs_is_installed_also_where_the_peer_is_there_already(
    monkeypatch: pytest.MonkeyPatch, there: dict[str, str], installed: list[list[str]]
) -> None:
    versions = dict(there)
    asked: list[list[str]] = []

    def run(command: list[str]) -> str:
        if command[1] == "-c":
            return versions.get(command[-1], "") + "\n"
        asked.append(command[5:])
        versions[command[-1]] = "2.0"
        return ""

    monkeypatch.setattr(peers, "_run", run)
    peer = peers.Peer("reader", also=("helper",), options=("--newest",))
    assert peers.install(Path("python"), peer) == there.get("reader", "2.0")
    assert asked == installed
