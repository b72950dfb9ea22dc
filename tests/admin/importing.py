"""An import as an editor makes it, page by page."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreements.models import ImportFile

ADDRESS = "/admin/import/"
HEAD = b"Country A,Country B,Title,Date,URL\n"


def brought(client: Client, kind: str, *files: tuple[str, bytes], status: int = 302) -> Any:
    """The answer to bringing files, each a name and its bytes."""
    uploads = [SimpleUploadedFile(name, content) for name, content in files]
    answer = client.post(ADDRESS, {"kind": kind, "file": uploads})
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer


def tried(client: Client, kind: str, *files: tuple[str, bytes], **said: str) -> str:
    """The address of a file that was brought and tried with its columns as they are recognised."""
    mapping = brought(client, kind, *files)["Location"]
    answer = client.post(mapping, mapping_form(client, mapping, **said))
    assert answer.status_code == 302, answer.context["form"].errors
    return str(answer["Location"])


def mapping_form(client: Client, address: str, **said: str) -> dict[str, str]:
    form = client.get(address).context["form"]
    values = {name: form[name].value() or "" for name in form.fields}
    return values | {name.replace("__", "-"): value for name, value in said.items()}


def confirmed(client: Client, address: str) -> Any:
    digest = client.get(address).context["page"].digest
    return client.post(address, {"digest": digest, "confirm": ""}, follow=True)


def outcome(client: Client, address: str, show: str = "") -> list[Any]:
    return list(client.get(address, {"show": show}).context["page"].rows)


def the_file() -> ImportFile:
    return ImportFile.objects.get()


def agreements(*rows: str) -> tuple[str, bytes]:
    return "list.csv", HEAD + "\n".join(rows).encode()
