"""bin/reminders next: the same nights and instants that the schedule writes down, said before they come."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from routines.core.night import night_of
from routines.core.schedule import Rule, upcoming
from routines.reminders import command
from tests.core import wall

NAMED = (
    "Africa/Cairo",
    "America/Havana",
    "America/Nuuk",
    "America/Santiago",
    "Antarctica/Troll",
    "Asia/Beirut",
    "Atlantic/Azores",
    "Australia/Lord_Howe",
    "Europe/Berlin",
    "Pacific/Apia",
)
Say = Callable[..., list[str]]
Told = tuple[date, datetime]
# The same examples on every run.
same_examples = settings(derandomize=True, deadline=None, database=None, max_examples=60)


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Say:
    """The lines that bin/reminders next prints; fails when it does not end well."""

    def run(zone: str, at: str, *more: str) -> list[str]:
        code = command.main(["next", "--zone", zone, "--at", at, *more])
        printed = capsys.readouterr()
        assert (code, printed.err) == (0, "")
        return printed.out.splitlines()

    return run


def lines(zone: str, at: time, first: date, wanted: int, days: frozenset[int]) -> list[Told]:
    """The same for hypothesis, which has no fixtures: what was printed, read back."""
    said = ",".join(command.DAYS[day] for day in sorted(days))
    chosen = command.parsed(
        f"next --zone {zone} --at {at:%H:%M} --days {said} --from {first} --nights {wanted}".split(" ")
    )
    told = []
    for line in command.coming(chosen):
        night, instant = line.split(" ")
        assert instant.endswith("Z")
        told.append((date.fromisoformat(night), datetime.fromisoformat(instant)))
    return told


# Worked out by hand from the published changes.
@pytest.mark.parametrize(
    ("zone", "night", "at", "instant"),
    [
        ("Africa/Cairo", "2026-04-23", "00:15", "2026-04-23T22:00:00Z"),  # midnight itself is jumped over
        ("Africa/Cairo", "2026-10-29", "23:30", "2026-10-29T20:30:00Z"),  # twice: still summer time
        ("America/Havana", "2026-03-07", "00:30", "2026-03-08T05:00:00Z"),  # 00:00 jumps to 01:00
        ("America/Havana", "2026-10-31", "00:30", "2026-11-01T04:30:00Z"),  # twice
        ("Australia/Lord_Howe", "2026-10-03", "02:15", "2026-10-03T15:30:00Z"),  # jumps by half an hour
        ("Australia/Lord_Howe", "2026-04-04", "01:45", "2026-04-04T14:45:00Z"),  # half an hour twice
        ("Antarctica/Troll", "2026-03-28", "01:30", "2026-03-29T01:00:00Z"),  # jumps by two hours
        ("Antarctica/Troll", "2026-10-24", "02:30", "2026-10-25T00:30:00Z"),  # two hours twice
        ("Pacific/Apia", "2026-11-20", "22:30", "2026-11-20T09:30:00Z"),  # gave clock changes up
        ("Pacific/Apia", "2011-12-30", "22:30", "2011-12-30T10:00:00Z"),  # a date that never was there
        ("America/Santiago", "2026-09-05", "00:30", "2026-09-06T04:00:00Z"),  # 00:00 jumps to 01:00
        ("America/Santiago", "2026-04-04", "23:30", "2026-04-05T02:30:00Z"),  # twice, before midnight
        ("Asia/Beirut", "2026-03-28", "00:30", "2026-03-28T22:00:00Z"),
        ("Asia/Beirut", "2026-10-24", "23:30", "2026-10-24T20:30:00Z"),
        ("Atlantic/Azores", "2026-03-28", "00:30", "2026-03-29T01:00:00Z"),
        ("Atlantic/Azores", "2026-10-24", "00:30", "2026-10-25T00:30:00Z"),
        (
            "America/Nuuk",
            "2026-03-28",
            "23:30",
            "2026-03-29T01:00:00Z",
        ),  # the first instant is 00:00 on Sunday
        ("America/Nuuk", "2026-10-24", "23:30", "2026-10-25T00:30:00Z"),
    ],
)
def test_nights_on_which_the_clocks_change(say: Say, zone: str, night: str, at: str, instant: str) -> None:
    assert say(zone, at, "--from", night, "--nights", "1") == [f"{night} {instant}"]


def test_two_evenings_in_madrid(say: Say) -> None:
    assert say("Europe/Madrid", "21:45", "--from", "2026-11-21", "--nights", "2") == [
        "2026-11-21 2026-11-21T20:45:00Z",
        "2026-11-22 2026-11-22T20:45:00Z",
    ]


def test_a_weekday_is_its_nights_and_a_quarter_past_midnight_rings_on_the_next_date(say: Say) -> None:
    told = say("Europe/Berlin", "00:15", "--days", "Mon, thu", "--from", "2026-11-22", "--nights", "3")
    assert told == [
        "2026-11-23 2026-11-23T23:15:00Z",  # Monday's night: 00:15 on Tuesday in Berlin
        "2026-11-26 2026-11-26T23:15:00Z",
        "2026-11-30 2026-11-30T23:15:00Z",
    ]


def test_without_a_date_it_begins_tonight_there_and_tells_seven_nights(
    say: Say, set_clock: Callable[[datetime], None]
) -> None:
    set_clock(datetime(2026, 11, 21, 2, tzinfo=UTC))
    told = [line.split(" ")[0] for line in say("Europe/Madrid", "21:45")]
    assert told == [f"2026-11-{day}" for day in range(20, 27)]  # at three in the night it is still Friday's
    assert say("Asia/Tokyo", "21:45", "--nights", "1")[0].startswith("2026-11-20 ")
    assert say("Pacific/Auckland", "21:45", "--nights", "1")[0].startswith("2026-11-21 ")


@same_examples
@given(
    st.sampled_from(NAMED),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.integers(1, 40),
    st.frozensets(st.integers(0, 6), min_size=1),
)
def test_as_many_nights_as_asked_on_these_weekdays_in_order_with_none_left_out(
    zone: str, at: time, first: date, wanted: int, days: frozenset[int]
) -> None:
    told = lines(zone, at, first, wanted, days)
    every_date = (first + timedelta(days=n) for n in range(wanted * 7))
    assert [night for night, _ in told] == [night for night in every_date if night.weekday() in days][:wanted]
    assert len(told) == wanted
    assert [instant for _, instant in told] == sorted({instant for _, instant in told})
    for night, instant in told:
        assert night_of(instant.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) == night


@same_examples
@given(
    st.sampled_from(NAMED),
    st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)),  # noqa: DTZ001
    st.frozensets(st.integers(0, 6), min_size=1),
)
def test_it_tells_what_the_worker_would_write_down(
    zone: str, at: time, moment: datetime, days: frozenset[int]
) -> None:
    now = moment.replace(tzinfo=UTC)
    written = [(due.night, due.due_at) for due in upcoming(Rule(at, ZoneInfo(zone), days), now)]
    first = night_of(now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)) - timedelta(days=1)
    told = set(lines(zone, at, first, 7, days))
    assert told >= set(written)
    assert {night for night, instant in told if now < instant <= now + timedelta(hours=48)} == {
        night for night, instant in written if instant > now
    }


@pytest.mark.parametrize("zone", NAMED)
def test_around_each_change_it_agrees_with_a_clock_watched_minute_by_minute(zone: str) -> None:
    place = ZoneInfo(zone)
    # Apia has not changed its clocks since 2021.
    for change in wall.transitions(place, *((2020, 2021) if zone == "Pacific/Apia" else (2026, 2027))):
        around = wall.nights_around(place, change)
        seen = wall.walk(place, change - 5 * wall.DAY, change + 5 * wall.DAY)
        for at in wall.bedtimes(place, change, 60):
            watched = [(night, wall.instant_of(seen.reached[wall.wanted(night, at)])) for night in around]
            assert lines(zone, at, around[0], len(around), frozenset(range(7))) == watched


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--zone", "Mars"], "--zone must be an IANA time zone like Europe/Madrid; it is 'Mars'."),
        (["--zone", "../etc"], "--zone must be an IANA time zone like Europe/Madrid; it is '../etc'."),
        (["--zone", ""], "--zone must be an IANA time zone like Europe/Madrid; it is ''."),
        (["--at", "24:00"], "--at must be a time from 00:00 to 23:59; it is '24:00'."),
        (["--at", "9:00"], "--at must be a time from 00:00 to 23:59; it is '9:00'."),
        (["--at", "21:45:10"], "--at must be a time from 00:00 to 23:59; it is '21:45:10'."),
        (["--at", "21:4\u0665"], "--at must be a time from 00:00 to 23:59; it is '21:4\u0665'."),
        (
            ["--days", "mon,someday"],
            "--days must be some of mon,tue,wed,thu,fri,sat,sun; it is 'mon,someday'.",
        ),
        (["--days", ""], "--days must be some of mon,tue,wed,thu,fri,sat,sun; it is ''."),
        (
            ["--from", "2026-02-30"],
            "--from must be a date like 2026-11-21, from 1900 to 2999; it is '2026-02-30'.",
        ),
        (
            ["--from", "20261121"],
            "--from must be a date like 2026-11-21, from 1900 to 2999; it is '20261121'.",
        ),
        (
            ["--from", "9999-12-31"],
            "--from must be a date like 2026-11-21, from 1900 to 2999; it is '9999-12-31'.",
        ),
        (["--nights", "0"], "--nights must be a whole number from 1 to 1000; it is '0'."),
        (["--nights", "-3"], "--nights must be a whole number from 1 to 1000; it is '-3'."),
        (["--nights", "1001"], "--nights must be a whole number from 1 to 1000; it is '1001'."),
        (["--nights", "many"], "--nights must be a whole number from 1 to 1000; it is 'many'."),
        (["--weeks", "2"], "Unrecognized arguments: --weeks 2. bin/reminders --help says what there is."),
    ],
)
def test_what_cannot_be_understood_is_answered_with_one_sentence(
    capsys: pytest.CaptureFixture[str], given: list[str], said: str
) -> None:
    assert command.main(["next", "--zone", "UTC", "--at", "21:45", *given]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", f"{said}\n")


@pytest.mark.parametrize("given", [[], ["dance"], ["next"], ["next", "--zone", "UTC"]], ids=str)
def test_what_is_left_out_is_answered_with_one_line(
    capsys: pytest.CaptureFixture[str], given: list[str]
) -> None:
    assert command.main(given) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
    assert printed.err.endswith("--help says what there is.\n")


def test_a_year_is_told_to_its_end(say: Say) -> None:
    told = say("Europe/Madrid", "21:45", "--days", "sun", "--from", "2999-12-31", "--nights", "1000")
    assert len(told) == 1000
