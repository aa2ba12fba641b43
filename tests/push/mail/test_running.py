"""The whole of it as it is started: web server and worker as processes, and a mail server."""

import time
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.browser.server import Server
from tests.browser.visitor import Visitor, evening_zone
from tests.push.mailing import PAGE, SENDER
from tests.push.post_office import PostOffice

PATIENCE_S = 60
AT = clock_time(21, 45)
"""What `answer_everything` says; the zone is one where that is a while ahead."""


@pytest.mark.slow
def test_a_running_worker_writes_to_the_mailbox(office: PostOffice, tmp_path: Path) -> None:
    mail = {"SMTP_URL": f"smtp://evenfall:canary-password@127.0.0.1:{office.port}", "MAIL_FROM": SENDER}
    with Server(tmp_path, mail) as server:
        ana = Visitor(server.url)
        zone = evening_zone()
        ana.sign_up(zone=zone)
        ana.answer_everything()
        ana.submit(f"{PAGE}/mail", on=PAGE)
        path = office.letters[-1].text.split(server.url)[1].split()[0]
        ana.submit(path)
        office.letters.clear()
        server.stop()
        due = datetime.combine(datetime.now(ZoneInfo(zone)).date(), AT, ZoneInfo(zone))
        server.settings["TEST_CLOCK_OFFSET_S"] = str((due - datetime.now(UTC)).total_seconds())
        server.start()
        began = time.monotonic()
        while not office.letters and time.monotonic() - began < PATIENCE_S:
            time.sleep(0.2)
        assert [letter.to for letter in office.letters] == [ana.email]
        server.stop()
        said = server.logs()
    assert "mail 250" in said
    for secret in (ana.email, "canary-password", path.rsplit("/", 1)[1]):
        assert secret not in said
