"""A list of names and posts, one a line, as press releases and minutes have them."""

import re
from dataclasses import dataclass

MOST_LINES = 200
LONGEST_LINE = 600

# "1.", "2)", "b)", "iv)", "-", "•" before a line, though not "A.", somebody's initial; "H.E. Mr", "Mme" before a name.
BULLET = re.compile(r"^\s*(?:[-–—•*·▪]+|\(?\d{1,3}[.)]|\(?(?:[a-z]|[A-Z]|[ivx]{2,5})\)|[a-z]\.)\s+")
COURTESY = re.compile(
    r"^(?:(?:H\.?\s?E\.?|S\.?\s?E\.?\s?M?\.?|Mr|MR|Mrs|MRS|Ms|MS|Miss|Mme|MME|Mlle|M|Sr|SR|Sra|SRA|Dr|DR|Dra|DRA|Pr|Prof|"
    r"Excmo|Excma|Ilmo|Ilma|Lic|Ing|Don|Doña|Dña|D|السيدة|السيد|معالي|الدكتور|الدكتورة)(?:\.\s*|\s+))+",
)
# Where a name ends: a tab, a comma, a colon, a dash between spaces, an opening bracket.
DIVIDES = re.compile(r"\t+|\s*[,;،](?:\s+|(?=[^\W\d]))|\s*:\s+|\s+[-–—]+\s+|\s+(?=\()")
# What a post begins with, in the languages of the sources.
POST = re.compile(
    r"^(?:(?:the|le|la|el|los|las|l['’])\s*)?(?:(?:deputy|vice|under|assistant|first|prime|chief|senior|acting|former)[\s-]+)*"
    r"(?:minist|secret|secrét|sous-secr|subsecret|direct|ambass|embaj|consul|head\b|chief|chef\b|jef[ea]\b|represent|représent|"
    r"president|président|commission|commissaire|comisari|govern|gouvern|gobern|wali\b|prefect|préfet|general|général|"
    r"delegat|délégu|delegad|advis|conseill|consej|coordinat|coordonn|coordinad|attach|agregad|official|fonctionnaire|"
    r"undersecret|state secretary|inspector|inspecteur|spokes|member|membre|"
    r"miembro|وزير|مدير|سفير|كاتب|رئيس|والي|ممثل)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class PastedLine:
    """`name` is "" where nobody is named, `post` where none is given."""

    name: str
    post: str


class PasteError(ValueError):
    """Why a list cannot be read, in words, with its line."""


def read_names(text: str) -> list[PastedLine]:
    """ "Khalid Zerouali, Director of Migration and Border Surveillance" on each line; what is no letter, such as a
    bullet, and forms of address go. Raises PasteError with a message that is not translated: `too many lines`,
    `line too long: <number>`."""
    lines = [(number, " ".join(line.split(" "))) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > MOST_LINES:
        raise PasteError("too many lines")
    for number, line in lines:
        if len(line) > LONGEST_LINE:
            raise PasteError(f"line too long: {number}")
    people = [part for _number, line in lines for part in _people(line)]
    return [read for part in people if (read := _read(part)) != PastedLine("", "")]


def _people(line: str) -> list[str]:
    """Several on one line, where each between two semicolons has a name and a post."""
    parts = [part for part in line.split(";") if part.strip()]
    return parts if len(parts) > 1 and all(DIVIDES.search(part.strip()) for part in parts) else [line]


def _read(line: str) -> PastedLine:
    line = BULLET.sub("", "".join(sign if sign.isprintable() or sign == "\t" else " " for sign in line)).strip()
    first, *rest = DIVIDES.split(_without_courtesy(line), maxsplit=1)
    first, rest_of = _bare(first), _bare(rest[0]) if rest else ""
    if not POST.match(first):
        return _surname_first(first, rest_of) or PastedLine(first, rest_of)
    if rest and not POST.match(rest_of) and _is_name(rest_of):
        return PastedLine(_without_courtesy(rest_of), first)
    return PastedLine("", _bare(_without_courtesy(line)))


def _surname_first(first: str, rest: str) -> PastedLine | None:
    """ "Zerouali, Khalid" and "ZEROUALI, Khalid, Director": one word, and after it one more, or two below capitals."""
    given, *post = DIVIDES.split(rest, maxsplit=1)
    words = given.split()
    shouted = first.isupper() and len(first) > 1
    plain = len(first.split()) == 1 and len(words) == 1 and not given.isupper()
    if not words or POST.match(given) or any(not word[0].isupper() for word in words):
        return None
    if not plain and not (shouted and len(words) <= 2 and not given.isupper()):
        return None
    return PastedLine(f"{given} {first.title() if shouted else first}", _bare(post[0]) if post else "")


def _bare(text: str) -> str:
    text = " ".join(text.split()).strip(" ,;:،.–—-")
    return text[1:-1].strip() if text.startswith("(") and text.endswith(")") else text


def _without_courtesy(name: str) -> str:
    return COURTESY.sub("", name).strip() or name


def _is_name(text: str) -> bool:
    """Two to six words, each beginning like one of a name: "Fernando Grande-Marlaska", not "in charge of borders"."""
    words = _without_courtesy(text).split()
    small = {"de", "del", "la", "el", "al", "ben", "bin", "y", "von", "van", "da", "dos", "e"}
    return 2 <= len(words) <= 6 and all(word.lower() in small or not word[0].islower() for word in words)
