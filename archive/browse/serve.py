"""Datasette over one archive file, read only."""

import asyncio
import socket
import webbrowser
from pathlib import Path
from typing import Any

import uvicorn
import yaml
from datasette.app import Datasette

from archive.errors import ArchiveError
from archive.store import Archive

HERE = Path(__file__).parent
SETTINGS = {
    "default_page_size": 50,
    "truncate_cells_html": 300,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "suggest_facets": False,
    "allow_download": False,
    "template_debug": False,
}


def metadata(database: str) -> dict[str, Any]:
    """Datasette's metadata for an archive whose file is called `database` (without its suffix)."""
    data: dict[str, Any] = yaml.safe_load((HERE / "metadata.yaml").read_text(encoding="utf-8"))
    data["databases"] = {database: data["databases"]["archive"]}
    return data


def datasette(path: Path) -> Datasette:
    """A Datasette over the archive at `path`. Raises ArchiveError where it is none."""
    with Archive(path, read_only=True):
        pass
    return Datasette(
        [str(path)],
        metadata=metadata(path.stem),
        plugins_dir=str(HERE / "plugins"),
        template_dir=str(HERE / "templates"),
        static_mounts=[("archive", str(HERE / "static"))],
        settings=SETTINGS,
    )


def serve(path: Path, host: str = "127.0.0.1", port: int = 8001, open_browser: bool = False) -> None:
    """Serve the archive until interrupted. Raises ArchiveError where it is none, or where the port is taken."""
    application = datasette(path)
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise ArchiveError(
                f"Cannot serve on {host}:{port} ({error.strerror}); choose another port with --port."
            ) from error
    asyncio.run(application.invoke_startup())
    url = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    print(f"{path.name} is open at {url} (Ctrl-C ends it)", flush=True)
    if open_browser:
        webbrowser.open(url)
    uvicorn.run(application.app(), host=host, port=port, log_level="warning", lifespan="on")
