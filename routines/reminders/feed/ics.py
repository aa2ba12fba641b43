"""Rings as a calendar file (RFC 5545). Nothing in it tells whose it is or what it is about."""

import hashlib
import hmac
from datetime import datetime, timedelta

from icalendar import Alarm, Calendar, Event, vDuration
from icalendar.prop import vInline

from routines.push import message
from routines.reminders.feed.coming import Coming, Ring

NAME = "Evenfall"
LASTS = timedelta(minutes=5)
AGAIN = timedelta(hours=1)
"""How often a calendar is asked to look again. Many look when they like."""
# As calendars themselves write it; the library would say P0D.
AT_ITS_TIME = vInline("PT0S")


def text(coming: Coming, *, secret: str, page: str, now: datetime) -> bytes:
    """`page` is where an event leads. The newest DTSTAMP wins where a calendar has an event already."""
    calendar = Calendar()
    calendar.add("version", "2.0")
    calendar.add("prodid", "-//Evenfall//Evenfall//EN")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", NAME)
    calendar.add("x-wr-calname", NAME)
    calendar.add("refresh-interval", vDuration(AGAIN), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(AGAIN))
    for ring in coming.rings:
        words = message.neutral(coming.language, ring.kind)
        calendar.add_component(_event(ring, words, uid=_uid(secret, ring), page=page, now=now))
    return calendar.to_ical()


def _uid(secret: str, ring: Ring) -> str:
    """The same for a night of a reminder for ever, and without the key it leads nowhere."""
    of = f"calendar|{ring.reminder}|{ring.night}".encode()
    return hmac.new(secret.encode(), of, hashlib.sha256).hexdigest()[:40] + "@evenfall"


def _event(ring: Ring, words: str, *, uid: str, page: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("dtstart", ring.at)
    event.add("duration", LASTS)
    event.add("summary", NAME)
    event.add("description", words)
    event.add("url", page)
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", words)
    alarm.add("trigger", AT_ITS_TIME)
    event.add_component(alarm)
    return event
