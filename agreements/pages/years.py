"""Rows by year, as bars that can be clicked."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

HEIGHT = 44
MOST_BARS = 60


@dataclass(frozen=True)
class Bar:
    """`x` and `height` in the units of the drawing; `chosen` where it lies in the window asked for."""

    label: str
    count: int
    x: float
    y: float
    width: float
    height: float
    url: str
    chosen: bool


@dataclass(frozen=True)
class Histogram:
    """Bars from `first` to `last`, a year each, or several where there are too many. `top` is the highest count."""

    bars: list[Bar]
    first: int
    last: int
    top: int
    chosen_first: int
    chosen_last: int
    width: int
    height: int = HEIGHT


def histogram(
    counts: Mapping[int, int],
    names: tuple[str, str],
    first: int | None,
    last: int | None,
    on: date,
    url: Callable[[dict[str, str]], str],
) -> Histogram | None:
    """`counts` by year; `first` and `last` what is chosen. An open end reaches far: beyond the years to come nothing
    is drawn."""
    years = [year for year, count in counts.items() if count and year <= on.year + 10]
    if not years:
        return None
    begins, ends = min(years), max(years)
    step = -(-(ends - begins + 1) // MOST_BARS)
    spans = [(year, min(year + step - 1, ends)) for year in range(begins, ends + 1, step)]
    heights = [max(counts.get(year, 0) for year in range(one, other + 1)) for one, other in spans]
    top = max(heights)
    width = 216 / len(spans)

    def bar(number: int, span: tuple[int, int], count: int) -> Bar:
        height = round(max(HEIGHT * count / top, 1.5 if count else 0), 1)
        return Bar(
            label=str(span[0]) if span[0] == span[1] else f"{span[0]}–{span[1]}",
            count=count,
            x=round(number * width, 1),
            y=round(HEIGHT - height, 1),
            width=round(width * 0.8, 1),
            height=height,
            url=url({names[0]: str(span[0]), names[1]: str(span[1])}),
            chosen=(first is None or span[1] >= first) and (last is None or span[0] <= last),
        )

    bars = [bar(number, span, count) for number, (span, count) in enumerate(zip(spans, heights, strict=True))]
    within = (min(max(first or begins, begins), ends), max(min(last or ends, ends), begins))
    return Histogram(bars, begins, ends, top, *within, width=216)
