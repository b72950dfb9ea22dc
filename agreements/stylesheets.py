"""The site's stylesheets, sent as one.

Each component's rules are a file, which `css/site.css` imports. A phone that asks for twenty files waits several times
as long for its first view as for one of their size, so collecting the static files puts them together, without what
only their writers read. Nothing else is done to them: where files are served as they are, the browser follows the
imports itself.
"""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

ENTRY = "css/site.css"
IMPORT = re.compile(r'^@import url\("([\w./-]+)"\)(?: ([\w ]+))?;\n', re.MULTILINE)
FOR_WRITERS = re.compile(r"/\*.*?\*/\n*|^ +", re.DOTALL | re.MULTILINE)

type Paths = dict[str, tuple[Any, str]]


class Joined:
    """A storage of one file, which holds all that another stylesheet imports."""

    def __init__(self, text: str) -> None:
        self.text = text

    def open(self, name: str) -> ContentFile:
        return ContentFile(self.text.encode(), name)


class JoinedStylesheets(CompressedManifestStaticFilesStorage):
    def post_process(self, paths: Paths, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        if ENTRY in paths:
            paths = paths | {ENTRY: (Joined(joined(paths)), ENTRY)}
        yield from super().post_process(paths, dry_run=dry_run, **options)


def joined(paths: Paths) -> str:
    """`css/site.css` with each import replaced by the file itself, within its media."""

    def imported(found: re.Match[str]) -> str:
        text, media = _read(paths, str(PurePosixPath(ENTRY).parent / found[1])), found[2]
        return f"@media {media} {{\n{text}}}\n" if media else text

    return FOR_WRITERS.sub("", IMPORT.sub(imported, _read(paths, ENTRY)))


def _read(paths: Paths, name: str) -> str:
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
