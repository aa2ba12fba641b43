"""Which addresses we write to: a subscription's address was chosen by a stranger."""

import time
from typing import Any

import pytest

from routines.push import devices
from routines.push.endpoints import LONGEST, is_allowed
from tests.features.visitor import Visitor, together
from tests.push.capture import Recipient, base64url

ALLOWED = [
    "https://fcm.googleapis.com/fcm/send/abc:def",
    "https://fcm.googleapis.com/wp/abc",
    "https://android.googleapis.com/gcm/send/abc",
    "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
    "https://eu.push.services.mozilla.com/wpush/v2/gAAAA",
    "https://web.push.apple.com/QGuQy",
    "https://api.push.apple.com/3/device/1",
    "https://wns2-par02p.notify.windows.com/w/?token=BQYAAA%3d",
    "https://FCM.googleapis.com:443/fcm/send/abc",
]
REFUSED = [
    "https://evilpush.apple.com/x",
    "https://evilpush.services.mozilla.com/x",
    "https://push.apple.com.evil.example/x",
    "https://web.push.apple.com./x",
    "https://fcm.googleapis.com./x",
    "https://.push.apple.com/x",
    "https://a..push.apple.com/x",
    "https://-a.push.apple.com/x",
    "https://" + "a" * 64 + ".push.apple.com/x",
    "https://a_b.push.apple.com/x",
    "https://user@fcm.googleapis.com/x",
    "https://user:word@fcm.googleapis.com/x",
    "https://@fcm.googleapis.com/x",
    "https://fcm.googleapis.com@evil.example/x",
    "https://fcm.googleapis.com\\@evil.example/x",
    "https://fcm.googleapis.com:8443/x",
    "https://fcm.googleapis.com:80/x",
    "https://fcm.googleapis.com:99999/x",
    "https://fcm.googleapis.com:x/x",
    "http://fcm.googleapis.com/x",
    "ftp://fcm.googleapis.com/x",
    "//fcm.googleapis.com/x",
    "fcm.googleapis.com/x",
    "https://[::1]/x",
    "https://[fcm.googleapis.com]/x",
    "https://[::ffff:10.0.0.1]/x",
    "https://127.0.0.1/x",
    "https://localhost/x",
    "https://169.254.169.254/latest/meta-data",
    "https://fcm.googleapis.cоm/x",
    "https://fcm。googleapis.com/x",
    "https://fcm.googleapis.com/ x",
    "https://fcm.googleapis.com/x\r\nHost: evil",
    "https://fcm.googleapis.com/\x00",
    "https://fcm.googleapis.com/x#evil",
    "https://fcm.googleapis.com/" + "x" * LONGEST,
    "https:///x",
    "",
]


@pytest.mark.parametrize("endpoint", ALLOWED)
def test_an_address_of_a_push_service_is_taken(endpoint: str) -> None:
    assert is_allowed(endpoint)


@pytest.mark.parametrize("endpoint", REFUSED)
def test_any_other_address_is_refused(endpoint: str) -> None:
    assert not is_allowed(endpoint)


def test_the_longest_address_is_2048_letters() -> None:
    start = "https://fcm.googleapis.com/"
    assert is_allowed(start + "x" * (LONGEST - len(start)))
    assert not is_allowed(start + "x" * (LONGEST - len(start) + 1))


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:5000/wpush/1", "http://localhost:5000/wpush/1"])
def test_loopback_is_taken_only_where_the_test_setting_names_it(endpoint: str) -> None:
    assert not is_allowed(endpoint)
    assert is_allowed(endpoint, test_hosts={"127.0.0.1", "localhost"})
    assert not is_allowed("http://127.0.0.2:5000/x", test_hosts={"127.0.0.1"})
    assert not is_allowed("http://user@127.0.0.1:5000/x", test_hosts={"127.0.0.1"})


def test_apple_is_left_out_where_nobody_can_be_contacted() -> None:
    assert not is_allowed("https://web.push.apple.com/QGuQy", apple=False)
    assert not is_allowed("https://api.push.apple.com/QGuQy", apple=False)
    assert is_allowed("https://fcm.googleapis.com/fcm/send/abc", apple=False)


def subscription(visitor: Visitor, **changes: object) -> dict[str, object]:
    key = visitor.read("/api/v1/push/key").get_json()["key_id"]
    whole: dict[str, object] = {
        "endpoint": "http://127.0.0.1:5000/wpush/1",
        "keys": Recipient().keys,
        "key_id": key,
    }
    return whole | changes


def test_a_phone_with_another_address_is_refused_with_a_sentence(ana: Visitor) -> None:
    for endpoint in REFUSED:
        if "127.0.0.1" in endpoint or "localhost" in endpoint:
            continue  # the suite's own setting allows these
        answer = ana.send("POST", "/api/v1/push/subscription", subscription(ana, endpoint=endpoint))
        assert answer.status_code == 422, endpoint
        error = answer.get_json()["errors"][0]
        assert error["field"] == "endpoint"
        assert error["message"]
        assert not endpoint or endpoint not in answer.text


POINT = base64url(b"\x04" + b"\x01" * 64)


BROKEN_KEYS = [
    ("p256dh", POINT),  # 65 bytes that are on no curve
    ("p256dh", base64url(b"\x02" + b"\x01" * 64)),
    ("p256dh", base64url(b"\x04" + b"\x01" * 63) + "A"),
    ("p256dh", "!" * 87),
    ("p256dh", ""),
    ("auth", base64url(b"1" * 15)),
    ("auth", base64url(b"1" * 17)),
    ("auth", "é" * 22),
    ("auth", "A"),
]


def test_keys_that_nothing_can_be_encrypted_for_are_refused(ana: Visitor) -> None:
    for field, value in BROKEN_KEYS:
        keys = {**Recipient().keys, field: value}
        answer = ana.send("POST", "/api/v1/push/subscription", subscription(ana, keys=keys))
        assert answer.status_code == 422, value
        assert answer.get_json()["errors"][0]["field"] == f"keys.{field}"


def test_a_subscription_made_with_an_old_key_is_asked_to_be_made_anew(ana: Visitor) -> None:
    answer = ana.send("POST", "/api/v1/push/subscription", subscription(ana, key_id="0" * 16))
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/other-key")


def test_a_known_address_without_its_keys_cannot_be_taken_over(ana: Visitor, marc: Visitor) -> None:
    own = subscription(ana)
    assert ana.send("POST", "/api/v1/push/subscription", own).status_code == 201
    stolen = own | {"keys": Recipient().keys}
    answer = marc.send("POST", "/api/v1/push/subscription", stolen)
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/other-account")
    status = {"endpoint": own["endpoint"]}
    assert ana.send("POST", "/api/v1/push/status", status).get_json()["known"] is True
    assert marc.send("POST", "/api/v1/push/status", status).get_json()["known"] is False
    assert marc.send("DELETE", "/api/v1/push/subscription", status).status_code == 204
    assert ana.send("POST", "/api/v1/push/status", status).get_json()["known"] is True
    assert ana.send("DELETE", "/api/v1/push/subscription", status).status_code == 204
    assert ana.send("POST", "/api/v1/push/status", status).get_json()["known"] is False


def test_ten_phones_are_enough_and_one_of_them_may_come_again(ana: Visitor) -> None:
    each = [subscription(ana, endpoint=f"http://127.0.0.1:5000/wpush/{n}") for n in range(11)]
    answers = [ana.send("POST", "/api/v1/push/subscription", one).status_code for one in (*each, each[0])]
    assert answers == [201] * 10 + [409, 201]


def test_a_phone_that_was_taken_off_the_list_comes_back_only_where_there_is_room(ana: Visitor) -> None:
    each = [subscription(ana, endpoint=f"http://127.0.0.1:5000/wpush/{n}") for n in range(11)]
    first = ana.send("POST", "/api/v1/push/subscription", each[0]).get_json()["id"]
    ana.submit(f"/reminders/devices/{first}/remove", on="/reminders")
    for one in each[1:]:
        assert ana.send("POST", "/api/v1/push/subscription", one).status_code == 201
    answer = ana.send("POST", "/api/v1/push/subscription", each[0])
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/too-many")
    assert "data-full" in ana.read("/reminders").text
    last = ana.read("/reminders").text.rpartition("/reminders/devices/")[2].partition("/")[0]
    ana.submit(f"/reminders/devices/{last}/remove", on="/reminders")
    assert "data-full" not in ana.read("/reminders").text
    assert ana.send("POST", "/api/v1/push/subscription", each[0]).status_code == 201


def test_two_pages_that_subscribe_one_phone_at_the_same_instant_make_one_of_it(
    ana: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, count = subscription(ana), devices._count

    def slowly(*arguments: Any) -> int:
        time.sleep(0.1)
        return count(*arguments)

    monkeypatch.setattr(devices, "_count", slowly)
    answers = together(ana, 3, lambda page: page.send("POST", "/api/v1/push/subscription", own))
    assert [answer.status_code for answer in answers] == [201] * 3
    assert len({answer.get_json()["id"] for answer in answers}) == 1
