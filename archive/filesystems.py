"""Which file system a file is on, as Linux tells it; elsewhere nothing is known."""

import re
from pathlib import Path

MOUNTS = Path("/proc/self/mountinfo")
NETWORK = frozenset(
    {
        "afs", "ceph", "cifs", "coda", "davfs", "fuse.ceph-fuse", "fuse.davfs2", "fuse.gcsfuse", "fuse.glusterfs",
        "fuse.mount.davfs", "fuse.rclone", "fuse.s3fs", "fuse.smbnetfs", "fuse.sshfs", "gfs2", "glusterfs", "lustre",
        "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "smb3", "smbfs",
    }
)  # fmt: skip
"""Those that several machines share. SQLite's write-ahead log needs memory that all programs share, which these do not
have, and locks that many of them only pretend to keep (www.sqlite.org/wal.html, www.sqlite.org/faq.html#q5)."""


def network_of(path: Path) -> str | None:
    """The name of the network file system that a file is, or would be, on; None if it is none, or nobody knows."""
    try:
        kind = kind_of(str(path.absolute().parent.resolve()), MOUNTS.read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return None
    return kind if kind in NETWORK else None


def kind_of(folder: str, mounts: str) -> str | None:
    """The kind of the file system that a folder is on, by the text of mountinfo (man 5 proc_pid_mountinfo)."""
    found, depth = None, -1
    for line in mounts.splitlines():
        mount, _, source = line.partition(" - ")
        fields = mount.split(" ")
        if len(fields) < 5 or not source:
            continue
        point = re.sub(r"\\([0-7]{3})", lambda octal: chr(int(octal[1], 8)), fields[4]).rstrip("/")
        if (folder == point or folder.startswith(f"{point}/")) and len(point) >= depth:
            found, depth = source.split(" ")[0], len(point)
    return found
