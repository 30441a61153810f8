"""Addresses of pages in one canonical form, and the host that one owner registered."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"^(?:utm_\w*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|zanpid|igshid|_ga|_gl|mc_cid|mc_eid"
    r"|sid|phpsessid"
    r"|jsessionid|sessionid|cfid|cftoken|aspsessionid\w*|nv_?sid|checkss|nocache|zarsrc|zalo_\w+|zclid|vgclid|spm"
    r"|ref_src|ref_url"
    r"|gidzl|_branch_match_id|mibextid|s_kwcid|hsctatracking|_hsenc|_hsmi)$",
    re.IGNORECASE,
)
_SESSION_PATH = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)
_SECOND_LEVEL = frozenset(
    {"gov", "com", "net", "org", "edu", "int", "ac", "biz", "info", "name", "pro", "health", "mil", "co", "or", "go"}
)
_UNSAFE = re.compile(r"[\x00-\x20\x7f]")


def clean_url(url: str) -> str:
    """The canonical form: host in small letters, no default port, no fragment, no tracking or session parameters.

    The path is kept as it is; an address that cannot be taken apart is given back stripped.

    >>> clean_url(" HTTPS://BaoQuangTri.VN:443/cchc/bai-1.html?utm_source=zalo&id=7&fbclid=x#top ")
    'https://baoquangtri.vn/cchc/bai-1.html?id=7'
    """
    # What cannot be seen goes first: it may stand before or behind the blanks that are cut off.
    text = _UNSAFE.sub(lambda match: "" if match[0] != " " else " ", url).strip().replace(" ", "%20")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return text
    if not host:
        return text
    scheme = parts.scheme.lower()
    place = f"[{host}]" if ":" in host else host.rstrip(".")
    if port is not None and port != _PORTS.get(scheme):
        place = f"{place}:{port}"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _TRACKING.match(pair.partition("=")[0]))
    path = _SESSION_PATH.sub("", parts.path) or "/"
    return urlunsplit(SplitResult(scheme, place, path, query, ""))


def absolute_url(href: str, base: str) -> str:
    """The clean absolute address of a link on the page; "" when the link leads to no page (script, mail, anchor)."""
    target = href.strip()
    if not target or target.startswith("#") or re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:", target, re.IGNORECASE):
        return ""
    try:
        joined = urljoin(base, target)
        if urlsplit(joined).scheme not in _PORTS or not urlsplit(joined).hostname:
            return ""
    except ValueError:
        return ""
    return clean_url(joined)


def host_of(url: str) -> str:
    """The host in small letters without "www." and "m."; "" when there is none."""
    try:
        host = (urlsplit(url if "//" in url else f"//{url}").hostname or "").lower().rstrip(".")
    except ValueError:
        return ""
    return re.sub(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)", "", host)


def registrable_host(url: str) -> str:
    """The part of the host that one owner registered; "" when the address has no host.

    >>> registrable_host("https://sonoivu.quangtri.gov.vn/x"), registrable_host("http://www.baoquangtri.vn")
    ('quangtri.gov.vn', 'baoquangtri.vn')
    """
    host = host_of(url)
    labels = host.split(".")
    if len(labels) < 3 or re.fullmatch(r"[\d.]+", host):
        return host
    keep = 3 if labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-keep:])
