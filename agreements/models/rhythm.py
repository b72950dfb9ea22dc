"""How often meetings were held, and where they fell silent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

# A date known to the year can still end a silence; one known to the decade cannot.
KNOWN_WITHIN = 366
# Twice the usual interval, and more than a year: half of all gaps are longer than the usual one.
TIMES = 2
SHORTEST = 365
FEWEST = 3

type Days = tuple[date | None, date | None]


@dataclass(frozen=True)
class Silence:
    """The days between two meetings, or since the last one (`lasting`). `vague` meetings may have been held in it."""

    first: date
    last: date
    lasting: bool
    vague: int = 0

    @property
    def days(self) -> int:
        return (self.last - self.first).days

    @property
    def words(self) -> str:
        sentence = gettext("%(time)s without a recorded meeting") % {"time": duration(self.days)}
        return gettext("%(sentence)s, to this day") % {"sentence": sentence} if self.lasting else sentence

    @property
    def doubt(self) -> str:
        if not self.vague:
            return ""
        said = ngettext(
            "%(count)d meeting of uncertain date may fall in it",
            "%(count)d meetings of uncertain date may fall in it",
            self.vague,
        )
        return said % {"count": self.vague}


@dataclass(frozen=True)
class Rhythm:
    """`usual` is the median of the days between meetings, None where there are too few of them to tell. `since` counts
    the days from the last one, None where no date is known."""

    usual: int | None
    since: int | None
    silences: list[Silence]

    @property
    def longest(self) -> list[Silence]:
        """The few that are worth a line, in their order."""
        worst = sorted(self.silences, key=lambda silence: -silence.days)[:5]
        return [silence for silence in self.silences if silence in worst]

    @property
    def sentence(self) -> str:
        """ "Silent for 2.1 years, usually every 13 months"; "" where nothing can be said."""
        if self.since is None:
            return ""
        since = {"time": duration(self.since)}
        if self.usual is None:
            return gettext("Last met %(time)s ago") % since
        usual = {**since, "usual": duration(self.usual)}
        if self.since > max(self.usual * TIMES, SHORTEST):
            return gettext("Silent for %(time)s, usually every %(usual)s") % usual
        return gettext("Last met %(time)s ago, usually every %(usual)s") % usual


def rhythm(held: Iterable[Days], on: date) -> Rhythm:
    """Of the first and the last days that the meetings held can have had. What lies in days to come is not counted."""
    known, vague = [], []
    for first, last in held:
        if first and last and (last - first).days <= KNOWN_WITHIN:
            known.append((first, last))
        elif first or last:
            vague.append((first or date.min, last or date.max))
    known = sorted(days for days in known if days[0] <= on)
    if not known:
        return Rhythm(None, None, [])
    gaps = list(_gaps(known))
    usual = round(median(gap.days for gap in gaps)) if len(known) >= FEWEST else None
    ended = max(last for _first, last in known)
    now = Silence(min(ended, on), on, lasting=True)
    long = [gap for gap in [*gaps, now] if usual is not None and gap.days > max(usual * TIMES, SHORTEST)]
    return Rhythm(usual, now.days, [_doubted(gap, vague) for gap in long])


def _gaps(known: list[tuple[date, date]]) -> Iterable[Silence]:
    ended = known[0][1]
    for first, last in known[1:]:
        yield Silence(min(ended, first), first, lasting=False)
        ended = max(ended, last)


def _doubted(gap: Silence, vague: list[tuple[date, date]]) -> Silence:
    count = sum(first <= gap.last and last >= gap.first for first, last in vague)
    return Silence(gap.first, gap.last, gap.lasting, count)


def duration(days: int) -> str:
    """ "12 days", "13 months", "2.1 years"."""
    if days < 60:
        return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}
    months = round(days / 30.44)
    if months < 24:
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    years = round(days / 365.25, 1)
    count = number_format(years, decimal_pos=0 if years.is_integer() else 1, use_l10n=True)
    return ngettext("%(count)s year", "%(count)s years", round(years)) % {"count": count}
