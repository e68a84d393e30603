"""An archive is not kept on a network file system, where SQLite cannot keep two programs apart."""

from pathlib import Path

import pytest

from archive import Archive, ArchiveError, filesystems
from archive.filesystems import kind_of, network_of

MOUNTS = """\
22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
30 22 0:27 / /mnt/news\\040room rw,relatime shared:15 - nfs4 nas:/export rw,vers=4.2
31 22 0:28 / /mnt/share rw - cifs //nas/share rw
32 31 254:2 / /mnt/share/disk rw - xfs /dev/vdb rw
33 22 0:29 / /mnt/twice rw - ext4 /dev/vdc rw
34 33 0:30 / /mnt/twice rw - fuse.sshfs me@nas:/ rw
a broken line
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/news", "ext4"),
        ("/mnt/news room", "nfs4"),
        ("/mnt/news room/2026", "nfs4"),
        ("/mnt/shares", "ext4"),
        ("/mnt/share", "cifs"),
        ("/mnt/share/disk/news", "xfs"),
        ("/mnt/twice", "fuse.sshfs"),
        ("/", "ext4"),
    ],
)
def test_the_file_system_of_a_folder(folder: str, kind: str) -> None:
    assert kind_of(folder, MOUNTS) == kind


def test_an_archive_on_a_network_share_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(f"22 1 254:1 / / rw - ext4 /dev/vda1 rw\n30 22 0:27 / {tmp_path} rw - nfs nas:/export rw\n")
    with Archive(tmp_path / "news.db"):
        pass
    monkeypatch.setattr(filesystems, "MOUNTS", mounts)

    with pytest.raises(ArchiveError, match=r"is on a network file system \(nfs\), .* a disk of this machine"):
        Archive(tmp_path / "other.db")
    assert not (tmp_path / "other.db").exists()
    with Archive(tmp_path / "news.db", read_only=True) as archive:
        assert archive.stats()["sources"] == []


def test_where_nobody_knows_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filesystems, "MOUNTS", tmp_path / "none")
    assert network_of(tmp_path / "news.db") is None
