"""What the search found, each hit with where it was found, and the ways on from there."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.http import urlencode
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from agreements.filters.words import Words
from agreements.pages.listing import PageLink, Pager
from agreements.pages.results import Result, records, results
from agreements.pages.shown import SHOWN
from agreements.search.finding import MOST, PER_PAGE, Found, Hit, find_everything, similar_names, suggestions
from agreements.search.terms import Asked

# With so few results, what was meant may be another name.
FEW = 10
SUGGESTED = ("relation", "party", "body", "person", "topic", "meeting")
NAMED = ("party", "body", "person", "institution", "topic", "agreement", "meeting")


class SearchForm(forms.Form):
    q = Words().field
    kind = forms.ChoiceField(
        required=False,
        label=_("Kind"),
        choices=[("", ""), *((code, code) for code in SHOWN)],
        error_messages={
            "invalid_choice": _("“%(value)s” is no kind of record: use one of {kinds}, or leave it out."),
        },
    )
    page = forms.IntegerField(required=False, min_value=1, label=_("Page"))

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        messages = self.fields["kind"].error_messages
        messages["invalid_choice"] = str(messages["invalid_choice"]).replace("{kinds}", ", ".join(SHOWN))

    @property
    def problems(self) -> list[tuple[str, str]]:
        """(label, what is wrong and the way out), in the words that the lists use."""
        data: Any = self.data
        found = [(str(self.fields[name].label), str(error)) for name, all_ in self.errors.items() for error in all_]
        for name in data:
            if name not in self.fields:
                message = gettext("There is no filter “%(name)s” here. The filters are: %(known)s.")
                found.append((name, message % {"name": name, "known": ", ".join(self.fields)}))
            elif len(set(data.getlist(name))) > 1:
                found.append((str(self.fields[name].label), gettext("Given more than once: keep one value.")))
        return found


class Named(NamedTuple):
    kind: str
    text: str
    url: str


@dataclass(frozen=True)
class KindLink:
    label: str
    count: str
    url: str
    current: bool


@dataclass(frozen=True)
class SearchPage:
    """`words` is what was typed, "" where nothing was; then there are no results, nor where `problems` are."""

    heading: str
    words: str = ""
    problems: list[tuple[str, str]] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)
    kinds: list[KindLink] = field(default_factory=list)
    pager: Pager | None = None
    similar: list[Named] = field(default_factory=list)

    @property
    def valid(self) -> bool:
        return not self.problems


def search_page(data: QueryDict, path: str) -> SearchPage:
    form = SearchForm(data)
    if form.problems:
        return SearchPage(gettext("This search cannot be made"), data.get("q", ""), form.problems)
    words, kind, number = form.cleaned_data["q"], form.cleaned_data["kind"], form.cleaned_data["page"] or 1
    if not words:
        return SearchPage(gettext("Search the record"))
    asked = Asked(words)
    found = find_everything(asked, kind, number)
    count = sum(min(count, MOST) for code, count in found.counts.items() if kind in ("", code))
    last = max(1, -(-count // PER_PAGE))
    if number > last:
        message = gettext("There is no page %(number)s: the last one is %(last)s.") % {"number": number, "last": last}
        return SearchPage(gettext("This search cannot be made"), words, [(gettext("Page"), message)])

    def address(kind: str = kind, page: int = 1) -> str:
        given = {"q": words, "kind": kind, "page": page if page > 1 else ""}
        return f"{path}?{urlencode({name: value for name, value in given.items() if value})}"

    return SearchPage(
        heading=_heading(found, kind, count, words),
        words=words,
        results=list(results(asked, found.hits)),
        kinds=list(_kinds(found.counts, kind, address)),
        pager=_pager(number, count, len(found.hits), address),
        similar=_similar(asked, found) if sum(found.counts.values()) < FEW else [],
    )


def _heading(found: Found, kind: str, count: int, words: str) -> str:
    """Like "12 results for “mineurs”"."""
    if kind:
        said = SHOWN[kind].noun(count)
    else:
        said = ngettext("%(count)s result", "%(count)s results", count) % {
            "count": number_format(count, force_grouping=True)
        }
    if any(number > MOST for code, number in found.counts.items() if kind in ("", code)):
        said = gettext("more than %(rows)s") % {"rows": said}
    elif not count:
        return gettext("Nothing found for “%(words)s”") % {"words": words}
    return gettext("%(rows)s for “%(words)s”") % {"rows": said[:1].upper() + said[1:], "words": words}


def _kinds(counts: Mapping[str, int], kind: str, address: Callable[..., str]) -> Iterator[KindLink]:
    """Those that have any; the chosen one in any case."""
    total = sum(min(count, MOST) for count in counts.values())
    yield KindLink(gettext("Everything"), _capped(total, max(counts.values(), default=0)), address(kind=""), not kind)
    for code, shown in SHOWN.items():
        count = counts.get(code, 0)
        if count or code == kind:
            yield KindLink(str(shown.heading), _capped(min(count, MOST), count), address(kind=code), code == kind)


def _capped(count: int, most: int) -> str:
    """ "500+" where there are more than are counted."""
    return number_format(count, force_grouping=True) + ("+" if most > MOST else "")


def _pager(number: int, count: int, shown: int, address: Callable[..., str]) -> Pager | None:
    if not shown:
        return None
    pages = Paginator(range(count), PER_PAGE)
    first = (number - 1) * PER_PAGE + 1
    numbers = pages.get_elided_page_range(number, on_each_side=2, on_ends=1) if pages.num_pages > 1 else []
    values = {"first": first, "last": first + shown - 1, "count": count}
    return Pager(
        summary=gettext("%(first)s to %(last)s of %(count)s") % values,
        previous=address(page=number - 1) if number > 1 else "",
        next=address(page=number + 1) if number < pages.num_pages else "",
        pages=[
            PageLink(page, address(page=page) if page != number else "")
            if isinstance(page, int)
            else PageLink(None, "")
            for page in numbers
        ],
    )


def _named(hits: Iterable[Hit]) -> list[Named]:
    return [
        Named(SHOWN[hit.kind].label, SHOWN[hit.kind].title(record), record.get_absolute_url())
        for hit, record in records(hits, told=False).items()
    ]


def _similar(asked: Asked, found: Found) -> list[Named]:
    known = {(hit.kind, hit.key) for hit in found.hits}
    return _named(hit for hit in similar_names(asked, NAMED) if (hit.kind, hit.key) not in known)


def suggested(text: str) -> list[Named]:
    """Names for what has been typed so far: those that begin so, then those that are like it where there are few."""
    if len(text.strip()) < 2:
        return []
    asked = Asked(text, hasty=True)
    hits = suggestions(asked, SUGGESTED)
    if len(hits) < 3 and len(text.strip()) > 3:
        hits += [hit for hit in similar_names(asked, SUGGESTED) if (hit.kind, hit.key) not in {h[:2] for h in hits}]
    return _named(hits[:8])
