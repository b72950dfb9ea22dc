import contextlib
from collections.abc import Iterator
from pathlib import Path


class SetUpProblem(Exception):
    """Something outside the program keeps it from running; the message is one sentence for the person at the shell."""


@contextlib.contextmanager
def explained(folder: Path) -> Iterator[None]:
    """Turns a failure of the file system below `folder` into a SetUpProblem that names the way out."""
    try:
        yield
    except OSError as error:
        culprit = error.filename or folder
        raise SetUpProblem(
            f"The data folder {folder} cannot be used ({error.strerror}: {culprit}): "
            "make it writable, or set DATA_DIR to a folder that is."
        ) from error
