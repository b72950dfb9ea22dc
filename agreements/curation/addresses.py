"""The addresses of sources: how one is kept, and which addresses are one page.

Pages reach editors by newsletters, timelines and telephones, each of which dresses up their address. Nothing here asks
the network.
"""

import re
from itertools import product
from urllib.parse import SplitResult, parse_qs, quote, unquote, urlsplit, urlunsplit

from django.db.models import Q, QuerySet

from agreements.models import Merge, Source
from agreements.models.vocabularies import Mergeable

# Names, in lower case, that say who followed a link and never which page it leads to. What Firefox strips (the list
# "query-stripping" of its remote settings), what Mailchimp, Instagram, X, TikTok, LinkedIn and Google add to links
# besides (usqp and amp_ from its AMP cache), and what the press of this record uses: comScore's ns_, AT Internet's at_
# and xtor, the Daily Mail's ito. Left out is whatever some site uses as a real parameter: `ref`, `source`, `from`, `s`.
TRACKING = {
    "__hsfp", "__hssc", "__hstc", "__s", "_hsenc", "_openstat", "dclid", "fbclid", "gbraid", "gclid",
    "hsctatracking", "mc_eid", "mkt_tok", "msclkid", "oly_anon_id", "oly_enc_id", "twclid", "vero_id", "wbraid",
    "wickedid", "yclid", "ysclid",
    "_ga", "_gl", "_hsmi", "amp_gsa", "amp_js_v", "cmpid", "fb_action_ids", "gclsrc", "igsh", "igshid", "li_fat_id",
    "mc_cid", "mibextid", "ref_src", "ref_url", "srsltid", "ttclid", "usqp",
    "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "at_format", "at_link_id",
    "at_link_origin", "at_link_type", "at_medium", "at_ptr_name", "ito", "ns_campaign", "ns_fee", "ns_linkname",
    "ns_mchannel", "ns_source", "xtor",
}  # fmt: skip
# Google Analytics, Matomo and HubSpot give every word of a campaign a parameter of its own.
TRACKING_PREFIXES = ("utm_", "mtm_", "hsa_")
# Those that addresses begin their parameters with when people paste them as they came.
_FIRST = (*TRACKING_PREFIXES, "at_", "fbclid=", "gclid=", "igshid=", "mc_cid=", "mc_eid=", "ns_", "ref_src=", "xtor=")

DEFAULT_PORTS = {"http": 80, "https": 443}
# A wrapper in a wrapper in a wrapper is somebody's joke.
WRAPPERS = 4
_GOOGLE = re.compile(r"(www\.)?google(\.com?)?\.[a-z]{2,3}")
_CACHED = re.compile(r"/(?:amp|[a-z])/(s/)?([^/]+\.[^/]+(?:/.*)?)")
# WordPress and most others put AMP below the page's own address, Opennemas (the Spanish local press) into its ending.
# `/amp` alone may be a page about amperes.
_AMP_BELOW = re.compile(r"(?<=[^/])(?:/amp)+(/*)$")
_AMP_ENDING = re.compile(r"(?<=[^/])(?:\.amp)+(\.html?/*)$")
_AMP_PARAMETERS = {"amp": {"", "1", "true"}, "outputtype": {"amp"}}
# Before a host's own name: what the same site answers to, or its AMP pages.
_SAME_SITE = re.compile(r"^(?:www\.|amp\.)+(?=[^.]+\.)")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def clean_address(url: str) -> str:
    """As a newly pasted address is kept: without tracking, out of its wrappers, led from AMP to the plain page.

    Scheme, `www.`, `m.` and the trailing slash stay: only the site knows which of them it has. So does a host `amp.`,
    since nobody knows whether its pages are at the bare host or at `www.` (same_page_key sees through it). Text that is
    no web address comes back as it is.
    """
    for _turn in range(WRAPPERS):
        inner = _unwrapped(url)
        if not inner:
            break
        url = inner
    parts = _split(ascii_address(url))
    if parts is None:
        return url
    path = _AMP_ENDING.sub(r"\1", _AMP_BELOW.sub(r"\1", parts.path))
    route = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((parts.scheme, parts.netloc, path, _kept(parts.query), route))


def same_page_key(url: str) -> str:
    """Equal for two addresses of one page, whatever scheme, `www.`, trailing slash, tracking and fragment they have."""
    clean = clean_address(url)
    parts = _split(clean)
    if parts is None:
        return clean
    query = f"?{parts.query}" if parts.query else ""
    route = f"#{parts.fragment}" if parts.fragment else ""
    return _SAME_SITE.sub("", parts.netloc) + parts.path.rstrip("/") + query + route


def ascii_address(url: str) -> str:
    """As it goes over the wire (RFC 3986, 6.2.2): host in lower case ASCII, the rest percent-encoded one way only.

    A name and a password before the host are left out: a source is public, and so would they be.
    """
    parts = _split(url)
    if parts is None:
        return url
    host = _ascii_host(parts.hostname or "")
    port = parts.port
    netloc = host if port in (None, DEFAULT_PORTS[parts.scheme]) else f"{host}:{port}"
    rest = (_encoded(text) for text in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, netloc, *rest))


def known_source(url: str, *, besides: int = 0) -> Source | None:
    """The recorded source that is the same page, however its address is written there; that of key `besides` aside.

    Three queries where it is new, by the index of addresses, and one for those that were merged into another. Where
    several are recorded, the one written like `url` comes first, then the oldest.
    """
    sources = Source.objects.exclude(pk=besides)
    key, clean = same_page_key(url), clean_address(url)
    for condition in (Q(url=url), Q(url__in=_spellings(url)), _dressed_up(url)):
        same = [source for source in sources.filter(condition) if same_page_key(source.url) == key]
        if same:
            return min(same, key=lambda source: (source.url != clean, source.pk))
    return _merged(key, sources)


def _merged(key: str, sources: QuerySet[Source]) -> Source | None:
    """The source that one of this address was merged into, and that into another perhaps. Merges are few: all are read,
    so that no way of writing an address is missed."""
    merges = Merge.objects.filter(kind=Mergeable.SOURCE, undone_at=None).values_list("gone", "gone_name", "kept")
    leads_to = {gone: (url, kept) for gone, url, kept in merges}
    found = [gone for gone, (url, _kept) in leads_to.items() if same_page_key(url) == key]
    for gone in sorted(found, reverse=True):
        target = gone
        while target in leads_to:
            target = leads_to[target][1]
        if source := sources.filter(pk=target).first():
            return source
    return None


def recorded_address(url: str) -> str:
    """What a pasted address becomes on saving: that of the known source, else the clean one."""
    known = known_source(url)
    return known.url if known else clean_address(url)


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        usable = parts.scheme in DEFAULT_PORTS and parts.hostname and parts.port != 0
    except ValueError:
        return None
    return parts if usable else None


def _ascii_host(host: str) -> str:
    if ":" in host:
        return f"[{host}]"
    try:
        return host.encode("idna").decode("ascii").lower().rstrip(".") or host
    except UnicodeError:
        return host


def _encoded(text: str) -> str:
    text = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    text = re.sub(r"%([0-9A-Fa-f]{2})", _one_way, text)
    return quote(text, safe="%/:?#[]@!$&'()*+,;=~|", errors="replace")


def _one_way(match: re.Match[str]) -> str:
    letter = chr(int(match[1], 16))
    return letter if letter in _UNRESERVED else match[0].upper()


def _unwrapped(url: str) -> str:
    """The address inside a search engine's, a network's or an AMP cache's; "" where there is none."""
    parts = _split(url)
    if parts is None:
        return ""
    host, path, values = parts.hostname or "", parts.path, parse_qs(parts.query)
    google = _GOOGLE.fullmatch(host)
    inner = ""
    if google and path == "/url":
        inner = (values.get("q") or values.get("url") or [""])[0]
    elif host in ("l.facebook.com", "lm.facebook.com") and path == "/l.php":
        inner = values.get("u", [""])[0]
    elif cached := (google or host.endswith(".cdn.ampproject.org")) and _CACHED.fullmatch(path):
        query = f"?{parts.query}" if parts.query else ""
        inner = f"{'https' if cached[1] else 'http'}://{cached[2]}{query}"
    return inner if _split(inner) else ""


def _kept(query: str) -> str:
    """Without what tracks and what asks for AMP; the others in their order, as they were written."""
    return "&".join(part for part in query.split("&") if part and not _drops(*part.partition("=")[::2]))


def _drops(name: str, value: str) -> bool:
    name, value = unquote(name).lower(), value.lower()
    return name in TRACKING or name.startswith(TRACKING_PREFIXES) or value in _AMP_PARAMETERS.get(name, ())


def _spellings(url: str) -> set[str]:
    """How a known source may have written the page, as far as that can be counted up."""
    parts = _split(clean_address(url))
    if parts is None:
        return {url}
    plain = parts.path.rstrip("/")
    ending = re.sub(r"(\.html?)$", r".amp\1", plain)
    pages = {(path, parts.query) for path in (plain, f"{plain}/", f"{plain}/amp", f"{plain}/amp/", ending)}
    for asked in ("amp", "amp=1"):
        pages |= {(path, "&".join(filter(None, [parts.query, asked]))) for path in (plain, f"{plain}/")}
    places = product(DEFAULT_PORTS, _hosts(parts, "", "www.", "amp."), pages)
    found = {urlunsplit((scheme, host, path, query, parts.fragment)) for scheme, host, (path, query) in places}
    return {url, *found, *map(_as_read, found)}


def _as_read(url: str) -> str:
    """With the letters of its own language, as addresses were recorded before there was one way."""
    return re.sub(r"(?:%[89A-F][0-9A-F])+", lambda match: unquote(match[0], errors="ignore") or match[0], url)


def _dressed_up(url: str) -> Q:
    """Recorded as it was pasted: tracking before or after its real parameters, or a fragment. Among them it is missed.

    By beginnings alone, which the index of addresses knows: of a script that serves a newspaper's every page, a pattern
    would read all rows.
    """
    parts = _split(clean_address(url))
    found = Q(pk__in=[])
    if parts is None:
        return found
    plain = parts.path.rstrip("/")
    for scheme, host, path in product(DEFAULT_PORTS, _hosts(parts, "", "www."), (plain, f"{plain}/")):
        page = f"{scheme}://{host}{path}"
        begins = [f"{page}?{parts.query}&", f"{page}?{parts.query}#"] if parts.query else [f"{page}#"]
        for beginning in (*begins, *(f"{page}?{name}" for name in _FIRST)):
            found |= Q(url__startswith=beginning)
    return found


def _hosts(parts: SplitResult, *before: str) -> list[str]:
    bare = _SAME_SITE.sub("", parts.netloc)
    return [f"{prefix}{bare}" for prefix in before]
