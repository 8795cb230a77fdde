"""Whether a form was sent from this site's own pages, by what browsers say about it."""

from urllib.parse import urlsplit

from fastapi import Request


def from_this_site(request: Request) -> bool:
    """Browsers tell it by Sec-Fetch-Site, older ones by Origin; what is no browser says neither.

    Origin is `null` from our own pages, since they send no referrer, so it counts only without the first.
    """
    fetched = request.headers.get("sec-fetch-site")
    if fetched is not None:
        return fetched in ("same-origin", "none")
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host", "")


def host_of(header: str) -> str:
    """The name in a Host header, lower case, without its port."""
    if header.startswith("["):
        return header[1:].partition("]")[0].lower()
    return header.partition(":")[0].lower().rstrip(".")
