"""What the words about a reminder claim, in one word: read from the sentences, not from the app's states."""

import re
from collections.abc import Mapping

TIME = r"(?P<time>\d\d:\d\d)"
SET = (
    rf"Tonight's reminder is set on this phone for {TIME}\.",
    rf"Your next reminder is set on this phone: (?P<day>.+), {TIME}\.",
)
# What is said of a phone that lacks something; on Tonight after the reminder's time, on /reminders with what to do.
LACKS = {
    "denied": r"Notifications are off for Evenfall\.",
    "off": r"This phone will not ring yet\.(?! The link)",
    "lost": r"(This phone will not ring yet\. )?The link to (this phone|it) was lost\.",
    "removed": r"This phone was taken off the list\.",
    "full": r"You have ten phones already",
    "no service": r"This phone's push service did not answer\.",
}
CALM = {
    "can ring": r"This phone can ring\.",
    "not planned": r"Your reminder is at \d\d:\d\d\. It is not planned yet\.",
    "ahead": r"Your next reminder is on .+, \d\d:\d\d\.",
    "none": r"No reminder is set\.",
    "paused": r"Reminders are paused\. They ring again on .+\.",
}


def meaning(said: str) -> tuple[str, str, Mapping[str, str]]:
    """Kind, what is said to be missing, and time and day of what is set."""
    if not said:
        return "silent", "", {}
    for pattern in SET:
        if found := re.fullmatch(pattern, said):
            return "set", "", found.groupdict()
    lack = next((name for name, pattern in LACKS.items() if re.search(pattern, said)), "")
    for kind, pattern in CALM.items():
        if re.match(pattern, said):
            return kind, lack, {}
    return "lacks" if lack else "", lack, {}
