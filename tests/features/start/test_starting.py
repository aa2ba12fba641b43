"""Starting: what cannot work stops it with one clear line."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

import app as wiring
from config import Settings, SettingsError
from routines import keys
from tests.features.visitor import Visitor

Setup = Callable[..., tuple[int, str]]


@pytest.fixture
def run(
    data: Path, database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Setup:
    """`python app.py setup` on this test's folder and database: its exit code and what it said."""

    def setup(**environ: str) -> tuple[int, str]:
        given = {"EVENFALL_DATA": str(data), "DATABASE_URL": database_url} | environ
        for name, value in given.items():
            monkeypatch.setenv(name, value)
        code = wiring.main(["setup"])
        return code, capsys.readouterr().err

    return setup


def one_line(said: str) -> bool:
    return said.startswith("Evenfall cannot start: ") and said.count("\n") == 1


def test_setting_up_twice_changes_nothing(run: Setup, data: Path) -> None:
    before = {path.name: path.read_bytes() for path in (data / "keys").iterdir()}
    assert run() == (0, "")
    assert {path.name: path.read_bytes() for path in (data / "keys").iterdir()} == before


def test_the_first_set_up_makes_keys_that_only_their_owner_can_read(tmp_path: Path, run: Setup) -> None:
    fresh = tmp_path / "fresh"
    assert run(EVENFALL_DATA=str(fresh), DATABASE_URL="")[0] == 0
    for name in ("session.key", "push.pem"):
        assert stat.S_IMODE((fresh / "keys" / name).stat().st_mode) == 0o600
    assert stat.S_IMODE((fresh / "keys").stat().st_mode) == 0o700
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["session.key", "push.pem"])
def test_a_missing_key_of_a_database_with_accounts_is_never_made_anew(
    ana: Visitor, run: Setup, data: Path, name: str
) -> None:
    (data / "keys" / name).unlink()
    code, said = run()
    assert (code, one_line(said)) == (1, True)
    assert "is missing, but this database already has accounts" in said
    assert name in said
    assert not (data / "keys" / name).exists()


@pytest.mark.parametrize("name", ["session.key", "push.pem"])
@pytest.mark.parametrize("how", ["missing", "empty", "damaged", "unreadable"])
def test_a_key_that_cannot_be_used_stops_the_start_with_one_line(
    run: Setup, data: Path, capsys: pytest.CaptureFixture[str], name: str, how: str
) -> None:
    assert run()[0] == 0
    path = data / "keys" / name
    if how == "unreadable" and os.geteuid() != 0:
        path.chmod(0)
    elif how == "unreadable":  # root reads every file, so a folder stands in
        path.unlink()
        path.mkdir()
    elif how == "missing":
        path.unlink()
    else:
        path.write_bytes(b"" if how == "empty" else b"-----BEGIN PRIVATE KEY-----\n\xff\n")
    assert wiring.start() is None
    said = capsys.readouterr().err
    assert one_line(said), said
    assert str(path) in said


@pytest.mark.parametrize("command", ["setup", "demo", "serve"])
def test_a_file_that_is_no_database_stops_every_start_with_one_line(
    tmp_path: Path, run: Setup, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run()[0] == 0
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is not a database, only a letter of some length\n" * 200)
    os.environ["DATABASE_URL"] = f"sqlite:///{broken}"
    assert wiring.main([command]) == 1
    said = capsys.readouterr().err
    assert one_line(said), said
    assert "the database cannot be used" in said


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:9/nothing", "sqlite:////nowhere/at/all/evenfall.db"]
)
@pytest.mark.parametrize("command", ["setup", "serve"])
def test_a_database_that_does_not_answer_stops_the_start_with_one_line(
    run: Setup, capsys: pytest.CaptureFixture[str], url: str, command: str
) -> None:
    assert run()[0] == 0
    os.environ["DATABASE_URL"] = url
    assert wiring.main([command]) == 1
    said = capsys.readouterr().err
    assert one_line(said), said


def test_a_data_folder_that_is_a_file_stops_the_start_with_one_line(tmp_path: Path, run: Setup) -> None:
    file = tmp_path / "file"
    file.touch()
    code, said = run(EVENFALL_DATA=str(file), DATABASE_URL="")
    assert (code, one_line(said)) == (1, True), said


def test_an_unknown_command_is_told_the_known_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert wiring.main(["dance"]) == 2
    assert "usage:" in capsys.readouterr().err


WRONG = [
    {"PORT": "0"},
    {"PORT": "70000"},
    {"PORT": "eighty"},
    {"PORT": "²"},
    {"PORT": "-1"},
    {"PROXY_HOPS": "9"},
    {"PROXY_HOPS": "one"},
    {"PUBLIC_URL": "evenfall.example"},
    {"PUBLIC_URL": "ftp://evenfall.example"},
    {"PUBLIC_URL": "https://evenfall.example/app"},
    {"METRICS_TOKEN": "short"},
    {"METRICS_TOKEN": "sixteen or more, but with spaces"},
    {"METRICS_TOKEN": "sixteen=or=more=but"},
    {"CONTACT_EMAIL": "me"},
    {"CONTACT_EMAIL": "me @example.org"},
    {"DATABASE_URL": "mysql://x"},
    {"TEST_PUSH_HOSTS": "push.example"},
    {"TEST_PUSH_HOSTS": "127.0.0.1", "HOST": "0.0.0.0"},
    {"TEST_CLOCK_OFFSET_S": "60", "HOST": "192.0.2.1"},
    {"TEST_CLOCK_OFFSET_S": "soon"},
    {"TEST_CLOCK_OFFSET_S": "inf"},
    {"TEST_CLOCK_OFFSET_S": "nan"},
]


@pytest.mark.parametrize("environ", WRONG, ids=str)
def test_a_setting_that_cannot_work_names_itself(environ: dict[str, str]) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_env(environ)
    assert next(iter(environ)) in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("url", ["postgres://u@h/d", "postgresql://u@h/d", "postgresql+psycopg://u@h/d"])
def test_postgresql_is_reached_by_the_one_driver_that_is_installed(url: str) -> None:
    assert Settings.from_env({"DATABASE_URL": url}).database_url == "postgresql+psycopg://u@h/d"


def test_new_keys_are_made_only_when_somebody_asks_for_them(
    ana: Visitor, run: Setup, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from routines.accounts import admin

    (data / "keys" / "push.pem").unlink()
    session = (data / "keys" / "session.key").read_bytes()
    assert run()[0] == 1
    assert admin.main(["new-keys"]) == 0
    assert run()[0] == 0
    assert (data / "keys" / "session.key").read_bytes() == session
    assert keys.push_key(data / "keys").key_id != ana.app.extensions["push_key"].key_id
