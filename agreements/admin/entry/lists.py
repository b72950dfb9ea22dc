"""A pasted list of names and posts, read for the rows that are made of it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from agreements.admin.choosing import NEW
from agreements.admin.entry.asked import party_named
from agreements.curation.duplicates import likely
from agreements.curation.last_seen import last_seen
from agreements.curation.pasted import LONGEST_LINE, MOST_LINES, PastedLine, PasteError, read_names
from agreements.models import Person
from agreements.models.vocabularies import Mergeable

# From here on it is the same name, spelt as it is or in another order; below, it is asked about.
SAME_NAME = 0.97
# In words.
LONGEST_NAME = 4


@require_POST
def read_list(request: HttpRequest) -> JsonResponse:
    """`text` and `party` -> {"rows": [{"person": {"id", "text"} or null, "post", "likely": [{"id", "text", "last"}]}]}.

    Nothing is saved. 400 with {"error": ...} for what is no list.
    """
    user: Any = request.user
    if not user.has_perm("agreements.add_participant"):
        raise PermissionDenied
    try:
        lines = read_names(request.POST.get("text", "").replace("\0", " "))
    except PasteError as error:
        return JsonResponse({"error": _said(str(error))}, status=400)
    if not lines:
        return JsonResponse({"error": gettext("There is no name and no post in it: one a line is read.")}, status=400)
    party = party_named(request.POST.get("party", ""))
    return JsonResponse({"rows": [_row(line, party) for line in lines]})


def _said(error: str) -> str:
    if error == "too many lines":
        return gettext("At most %(most)d lines are read at once.") % {"most": MOST_LINES}
    told = gettext("Line %(line)s is longer than %(most)d letters: one name and post a line.")
    return told % {"line": error.rpartition(" ")[2], "most": LONGEST_LINE}


def _row(line: PastedLine, party: str | None) -> dict[str, Any]:
    if not line.name:
        return _named_last(line.post, party) or {"person": None, "post": line.post, "likely": []}
    alike = likely(Mergeable.PERSON, line.name, party)
    same = [found for found in alike if found[2] >= SAME_NAME]
    if len(same) == 1:
        key, label, _score = same[0]
        return {"person": {"id": str(key), "text": label}, "post": line.post, "likely": []}
    seen = last_seen(Person, [key for key, _label, _score in alike])
    offered = [{"id": str(key), "text": label, "last": seen.get(key, "")} for key, label, _score in alike]
    new = {"id": NEW + line.name, "text": gettext("%(name)s (new)") % {"name": line.name}}
    return {"person": new, "post": line.post, "likely": offered}


def _named_last(post: str, party: str | None) -> dict[str, Any] | None:
    """ "Minister of Foreign Affairs Nasser Bourita": where a post ends and a name begins, only the record can tell."""
    words = post.split()
    for begins in range(max(1, len(words) - LONGEST_NAME), len(words) - 1):
        alike = likely(Mergeable.PERSON, " ".join(words[begins:]), party)
        same = [(key, label) for key, label, score in alike if score >= SAME_NAME]
        if len(same) == 1:
            key, label = same[0]
            return {"person": {"id": str(key), "text": label}, "post": " ".join(words[:begins]), "likely": []}
    return None
