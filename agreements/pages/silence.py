"""Bodies that have not met for longer than is usual for them, as the home page tells of them."""

from dataclasses import dataclass

from django.urls import reverse

from agreements.models.rhythm import Rhythm
from agreements.models.silence import Silent
from agreements.pages.entities import list_url
from agreements.pages.lanes import percent
from agreements.pages.links import Link


@dataclass(frozen=True)
class SilenceRow:
    """`usual` is the share of the silence that its usual interval makes, for the drawing."""

    body: Link
    sentence: str
    vague: bool
    usual: str
    meetings_url: str


def silence_row(silent: Silent) -> SilenceRow:
    return SilenceRow(
        body=Link(silent.name, reverse("body-detail", args=[silent.slug])),
        sentence=Rhythm(silent.usual, silent.since, []).sentence,
        vague=silent.vague,
        usual=percent(1000 * silent.usual / silent.since),
        meetings_url=list_url("meeting", body=silent.slug, status="held"),
    )
