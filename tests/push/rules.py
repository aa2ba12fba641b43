"""What a push service refuses: RFC 8030 (headers), RFC 8188/8291 (body), RFC 8292 (VAPID)."""

import json
import re
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from tests.push.capture import Capture, from_base64url

LARGEST_BODY = 4096
LONGEST_TOKEN_LIFE_S = 24 * 3600
URGENCIES = frozenset({"very-low", "low", "normal", "high"})
TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")
CONTACT = re.compile(r"mailto:[^\s@]+@[^\s@]+|https://\S+")
# salt 16, record size 4, key id length 1, then the sender's P-256 point as the key id.
KEY_LENGTH_AT, POINT_LENGTH = 20, 65


@dataclass(frozen=True)
class Refusal:
    status: int
    reason: str


def refusal(push: Capture, origin: str, key: str | None, now: float) -> Refusal | None:
    """`origin` is the service's own, `key` the subscription's applicationServerKey, `now` in Unix seconds."""
    return _vapid(push.headers.get("authorization", ""), origin, key, now) or _headers(push) or _body(push)


def _headers(push: Capture) -> Refusal | None:
    ttl = push.headers.get("ttl")
    if ttl is None:
        return Refusal(400, "TTL is missing")
    if not ttl.isascii() or not ttl.isdigit():
        return Refusal(400, "TTL is not a number of seconds")
    if push.topic is not None and not TOPIC.fullmatch(push.topic):
        return Refusal(400, "Topic is not 1 to 32 characters of base64url")
    if push.urgency not in URGENCIES:
        return Refusal(400, "Urgency is unknown")
    return None


def _body(push: Capture) -> Refusal | None:
    if not push.body:
        return None
    if len(push.body) > LARGEST_BODY:
        return Refusal(413, f"the body has more than {LARGEST_BODY} bytes")
    if push.headers.get("content-encoding") != "aes128gcm":
        return Refusal(400, "Content-Encoding is not aes128gcm")
    if len(push.body) <= KEY_LENGTH_AT + POINT_LENGTH or push.body[KEY_LENGTH_AT] != POINT_LENGTH:
        return Refusal(400, "the body has no aes128gcm header")
    return None


def _vapid(authorization: str, origin: str, key: str | None, now: float) -> Refusal | None:
    scheme, _, rest = authorization.partition(" ")
    fields = dict(part.strip().partition("=")[::2] for part in rest.split(","))
    if scheme.lower() != "vapid" or not {"t", "k"} <= fields.keys():
        return Refusal(401, "Authorization is not vapid t=..., k=...")
    if key is not None and fields["k"].rstrip("=") != key.rstrip("="):
        return Refusal(401, "the subscription was made for another application server key")
    try:
        claims = _claims(fields["t"], fields["k"])
    except (ValueError, InvalidSignature):
        return Refusal(401, "the token is not signed by the key")
    return _claim_refusal(claims, origin, now)


def _claims(token: str, key: str) -> dict[str, Any]:
    """Raises ValueError or InvalidSignature."""
    head, body, signature = token.split(".")
    if json.loads(from_base64url(head)).get("alg") != "ES256":
        raise ValueError("not ES256")
    raw = from_base64url(signature)
    if len(raw) != 64:
        raise ValueError("not r and s")
    der = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), from_base64url(key.rstrip("=")))
    public.verify(der, f"{head}.{body}".encode(), ec.ECDSA(SHA256()))
    claims = json.loads(from_base64url(body))
    if not isinstance(claims, dict):
        raise ValueError("not an object")
    return claims


def _claim_refusal(claims: dict[str, Any], origin: str, now: float) -> Refusal | None:
    if claims.get("aud") != origin:
        return Refusal(401, f"aud is not {origin}")
    expires = claims.get("exp")
    if not isinstance(expires, int | float) or not now < expires <= now + LONGEST_TOKEN_LIFE_S:
        return Refusal(401, "exp is not within the next 24 hours")
    if not CONTACT.fullmatch(str(claims.get("sub", ""))):
        return Refusal(401, "sub is not a mailto: or https: contact")
    return None
