"""A push service for measurements: a process of its own on loopback, over TLS, that takes everything with 201.

It does as little as HTTP/1.1 lets it, so that what is measured is the sender. `GET /taken` answers how many it took and
when it answered each, by the machine's clock, and forgets them.
"""

import asyncio
import ipaddress
import json
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.request import urlopen

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from tests.browser.server import ROOT
from tests.push.requests import Requests, tell

CREATED = b"HTTP/1.1 201 Created\r\nContent-Length: 0\r\nTTL: 2700\r\n\r\n"
_taken: list[float] = []


class Phones(Requests):
    """One answer each."""

    def asked(self, to: asyncio.Transport, head: bytes) -> None:
        head = head.lower()
        if head.startswith(b"get /taken"):
            taken = json.dumps(_taken).encode()
            _taken.clear()
            tell(to, taken)
            return
        to.write(CREATED)
        _taken.append(time.time())
        if b"\r\nconnection: close" in head:
            to.close()


def make_certificate(folder: Path, good_for: timedelta = timedelta(days=1)) -> Path:
    """A certificate for 127.0.0.1 that signs itself; its key lies beside it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a push service on loopback")])
    now = datetime.now(UTC)
    point = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + good_for)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        .add_extension(_signs_certificates(), True)
        .add_extension(point, False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(point), False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "loopback.pem"
    file.write_bytes(made.public_bytes(Encoding.PEM))
    file.with_suffix(".key").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return file


def _signs_certificates() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=True,
        crl_sign=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


@dataclass(frozen=True)
class Loopback:
    """The service as its senders see it. `trusting` is the environment in which a process trusts its certificate."""

    url: str
    certificate: Path

    @property
    def trusting(self) -> dict[str, str]:
        file = str(self.certificate)
        # For Python's ssl, for requests, and for Node: each verifies as ever, and knows one issuer. With all that
        # requests trusts by default, the naive loop would spend five times as long, reading them for each message.
        return os.environ | {
            "SSL_CERT_FILE": file,
            "REQUESTS_CA_BUNDLE": file,
            "NODE_EXTRA_CA_CERTS": file,
            "TEST_PUSH_HOSTS": "127.0.0.1",
        }

    def taken(self) -> list[float]:
        """When it answered 201, since this was asked last."""
        context = ssl.create_default_context(cafile=str(self.certificate))
        with urlopen(f"{self.url}/taken", context=context) as answer:  # noqa: S310 - our own
            return [float(at) for at in json.load(answer)]


@contextmanager
def running(folder: Path) -> Iterator[Loopback]:
    certificate = make_certificate(folder)
    command = [sys.executable, "-c", "from benchmarks.loopback import main; main()", str(certificate)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603
    try:
        assert child.stdout is not None
        line = child.stdout.readline()
        if not line:
            raise RuntimeError("the push service did not start")
        yield Loopback(f"https://127.0.0.1:{int(line)}", certificate)
    finally:
        child.terminate()
        child.wait()


async def _serve(certificate: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, certificate.with_suffix(".key"))
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Phones, "127.0.0.1", 0, ssl=context, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


def main() -> None:
    factory = None
    try:
        import uvloop

        factory = uvloop.new_event_loop
    except ImportError:
        pass
    with asyncio.Runner(loop_factory=factory) as runner:
        runner.run(_serve(Path(sys.argv[1])))
