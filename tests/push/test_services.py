"""Whose push service an endpoint is, in one word."""

import pytest

from routines.push.endpoints import HOSTS, OTHER, SERVICES, SUFFIXES, service_of


@pytest.mark.parametrize(
    ("endpoint", "service"),
    [
        ("https://fcm.googleapis.com/fcm/send/x", "google"),
        ("https://android.googleapis.com/gcm/send/x", "google"),
        ("https://updates.push.services.mozilla.com/wpush/v2/x", "mozilla"),
        ("https://web.push.apple.com/x", "apple"),
        ("https://web.push.apple.com:443/x", "apple"),
        ("https://wns2-par02p.notify.windows.com/w/?token=x", "windows"),
        ("https://WEB.PUSH.APPLE.COM/x", "apple"),
        ("https://evilpush.apple.com/x", "other"),
        ("https://push.example.org/fcm.googleapis.com?web.push.apple.com", "other"),
        ("http://127.0.0.1:8080/x", "other"),
        ("https://[broken", "other"),
        ("mailto:ana@example.org", "mail"),
        ("https://push.example.org/mailto:ana@web.push.apple.com", "other"),
        ("", "other"),
    ],
)
def test_the_host_alone_decides(endpoint: str, service: str) -> None:
    assert service_of(endpoint) == service


def test_every_service_that_we_talk_to_has_its_word() -> None:
    for host in (*HOSTS, *(f"x{suffix}" for suffix in SUFFIXES)):
        assert service_of(f"https://{host}/x") in SERVICES, host
    assert OTHER not in SERVICES
