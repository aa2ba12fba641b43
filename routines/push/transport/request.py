"""A request as bytes. Nothing that a stranger chose can end a line of it."""

from collections.abc import Mapping
from urllib.parse import urlsplit

PORTS = {"https": 443, "http": 80}


def origin_of(address: str) -> str:
    """Scheme, host and port as an origin is written: in lower case, and without a port that is the usual one."""
    parts = urlsplit(address)
    name = parts.hostname or ""
    host = f"[{name}]" if ":" in name else name
    port = "" if parts.port in (None, PORTS.get(parts.scheme)) else f":{parts.port}"
    return f"{parts.scheme}://{host}{port}"


def lines_of(headers: Mapping[str, str]) -> str:
    """Raises ValueError for what does not fit into a line."""
    return "".join(f"{_line(name)}: {_line(value)}\r\n" for name, value in headers.items())


def post(target: str, lines: str, body: bytes) -> bytes:
    """`target`: path and query exactly as they were given; `lines`: of all headers but the length."""
    if not target.startswith("/"):
        target = f"/{target}"
    if " " in target or "#" in target:
        raise ValueError("not a path and a query")
    head = f"POST {_line(target)} HTTP/1.1\r\n{lines}Content-Length: {len(body)}\r\n\r\n"
    return head.encode("ascii") + body


def _line(text: str) -> str:
    if not (text.isascii() and text.isprintable()):
        raise ValueError("not one line of ASCII")
    return text
