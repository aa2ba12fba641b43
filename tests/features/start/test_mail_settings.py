"""The mail server's settings: what is understood, and that what is not is refused without telling the password."""

import pytest

from config import Settings, SettingsError, Smtp

FROM = "evenings@example.org"


def smtp(url: str, sender: str = FROM) -> Smtp | None:
    return Settings.from_env({"SMTP_URL": url, "MAIL_FROM": sender}).smtp


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://me:pw@post.example", Smtp("post.example", 587, FROM, "me", "pw", tls=False, starttls=True)),
        ("smtp://me:pw@post.example:25/", Smtp("post.example", 25, FROM, "me", "pw", tls=False, starttls=True)),
        ("smtps://me:pw@post.example", Smtp("post.example", 465, FROM, "me", "pw", tls=True, starttls=False)),
        ("smtp://post.example", Smtp("post.example", 587, FROM, tls=False, starttls=True)),
        ("smtp://me%40home:p%2Fw%3A%23@127.0.0.1:25", Smtp("127.0.0.1", 25, FROM, "me@home", "p/w:#", starttls=False)),
        ("smtp://localhost:25", Smtp("localhost", 25, FROM, starttls=False)),
        ("smtp://[::1]:25", Smtp("::1", 25, FROM, starttls=False)),
        ("smtp://127.0.0.1.example:25", Smtp("127.0.0.1.example", 25, FROM, starttls=True)),
    ],
)  # fmt: skip
def test_an_address_is_understood(url: str, expected: Smtp) -> None:
    assert smtp(url) == expected


def test_without_both_there_is_no_mail() -> None:
    assert Settings.from_env({}).smtp is None
    assert smtp("", "") is None


@pytest.mark.parametrize(
    "url",
    [
        "http://me:hunter2hunter2@post.example",
        "smtp:me:hunter2hunter2@post.example",
        "smtp://me:hunter2hunter2@",
        "smtp://me:hunter2hunter2@post.example/path",
        "smtp://me:hunter2/hunter2@post.example",
        "smtp://me:hunter2#hunter2@post.example",
        "smtp://me:hunter2?hunter2@post.example",
        "smtp://me:hunter2hunter2@post.example:many",
        "smtp://me:hunter2hunter2@post.example:99999",
        "smtp://me:hunter2 hunter2@post.example",
        "smtp://me:hunter2\nhunter2@post.example",
        "smtp://hunter2hunter2@post.example",
        "smtp://:hunter2hunter2@post.example",
        "smtp://me:hunter2hunter2@[post.example",
        "hunter2hunter2",
    ],
)
def test_a_wrong_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(SettingsError) as refused:
        smtp(url)
    assert str(refused.value).startswith("SMTP_URL must be like smtp://user:password@host:587")
    assert "\n" not in str(refused.value)
    assert "hunter2" not in repr(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


@pytest.mark.parametrize(
    "sender",
    ["me", "me@home", "me @example.org", "a@example.org, b@example.org", "Me <me@example.org>", "ñ@example.org",
     "me@example.org\r\nBcc: you@example.org"],
)  # fmt: skip
def test_a_sender_is_one_plain_address(sender: str) -> None:
    with pytest.raises(SettingsError, match=r"^MAIL_FROM must be one e-mail address"):
        smtp("smtp://post.example", sender)


@pytest.mark.parametrize("given", [{"SMTP_URL": "smtp://post.example"}, {"MAIL_FROM": FROM}], ids=str)
def test_one_without_the_other_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(SettingsError, match=r"^SMTP_URL and MAIL_FROM work together only"):
        Settings.from_env(given)


def test_the_password_is_in_no_picture_of_the_settings() -> None:
    settings = Settings.from_env({"SMTP_URL": "smtp://me:hunter2@post.example", "MAIL_FROM": FROM})
    assert settings.smtp is not None
    assert settings.smtp.password == "hunter2"
    assert "hunter2" not in f"{settings!r} {settings}"
