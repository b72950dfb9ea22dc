"""What a file is called where it is kept."""

from urllib.parse import quote

from django.utils.text import slugify

LONGEST = 100


def attachment(title: str, extension: str, fallback: str) -> str:
    """A Content-Disposition header (RFC 6266): the title as it is and, for programs that read ASCII alone, without
    accents. A title in another script leaves nothing of it but numbers: `fallback` goes before these."""
    name = _cut(slugify(title, allow_unicode=True)) or fallback
    plain = _cut(slugify(title))
    if not any(letter.isalpha() for letter in plain):
        plain = "-".join(part for part in (fallback, plain) if part)
    header = f'attachment; filename="{plain}.{extension}"'
    return header if name == plain else f"{header}; filename*=UTF-8''{quote(name)}.{extension}"


def _cut(name: str) -> str:
    return name[:LONGEST].strip("-")
