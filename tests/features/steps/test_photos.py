"""A photo of one's own step: made anew, small, without what the camera knew, and for its patient only."""

import io
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from PIL import Image, ImageDraw
from sqlalchemy import func, select
from werkzeug.test import TestResponse

import models
from models import db
from routines import clock
from routines.steps import photo_file, photo_rows
from tests.features.facts import own_saved, sync
from tests.features.visitor import SAME_ORIGIN, Visitor

Visit = Callable[..., Visitor]
PLACE, COMMENT = b"Calle Mayor 7", b"taken at home"


def picture(size: tuple[int, int] = (400, 200), mode: str = "RGB") -> Image.Image:
    """Red on the left, blue on the right."""
    drawn = Image.new("RGB", size, "blue")
    ImageDraw.Draw(drawn).rectangle((0, 0, size[0] // 2 - 1, size[1]), fill="red")
    return drawn.convert(mode)


def encoded(image: Image.Image, kind: str = "JPEG", **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def from_a_camera() -> bytes:
    """A phone held upright: the sensor's rows lie on their side, and the file knows the place."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter to the right
    exif[0x010E] = PLACE.decode()
    exif.get_ifd(0x8825)[1] = "N"
    profile = b"\0" * 128
    return encoded(picture(), exif=exif, comment=COMMENT, icc_profile=profile)


def send(visitor: Visitor, content: bytes, field: str = "photo", **headers: str) -> TestResponse:
    data = {field: (io.BytesIO(content), "photo.jpg")}
    return visitor.client.post("/api/v1/photos", data=data, headers=SAME_ORIGIN | headers)


def kept(visitor: Visitor, content: bytes) -> Image.Image:
    answer = send(visitor, content)
    assert answer.status_code == 201, answer.text
    body = answer.get_json()
    assert body["url"] == f"/photos/{uuid.UUID(body['photo'])}"
    shown = visitor.read(body["url"])
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert len(shown.data) <= photo_file.LARGEST_KEPT
    found = Image.open(io.BytesIO(shown.data))
    found.load()
    return found


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(models.Photo)) or 0


def test_a_photo_stands_upright_and_knows_nothing_of_the_camera(ana: Visitor) -> None:
    told = from_a_camera()
    assert PLACE in told
    assert COMMENT in told
    url = send(ana, told).get_json()["url"]
    content = ana.read(url).data
    shown = Image.open(io.BytesIO(content))
    assert shown.size == (200, 400)
    red, blue = shown.getpixel((100, 50)), shown.getpixel((100, 350))
    assert isinstance(red, tuple)
    assert isinstance(blue, tuple)
    assert (red[0] > 200, blue[2] > 200) == (True, True)
    assert not dict(shown.getexif())
    assert set(shown.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    for secret in (PLACE, COMMENT, b"Exif", b"ICC_PROFILE"):
        assert secret not in content


@pytest.mark.parametrize(
    ("kind", "mode"), [("JPEG", "RGB"), ("JPEG", "L"), ("JPEG", "CMYK"), ("PNG", "P"), ("PNG", "RGBA"),
                       ("PNG", "1"), ("PNG", "LA"), ("WEBP", "RGB"), ("WEBP", "RGBA")]
)  # fmt: skip
def test_what_phones_make_can_be_read(ana: Visitor, kind: str, mode: str) -> None:
    assert kept(ana, encoded(picture(mode=mode), kind)).size == (400, 200)


def test_a_large_photo_becomes_a_small_one(ana: Visitor) -> None:
    noise = Image.effect_noise((3000, 2000), 120).convert("RGB")
    assert kept(ana, encoded(noise, quality=80)).size == (1200, 800)


def test_of_what_moves_the_first_picture_is_kept(ana: Visitor) -> None:
    still = [picture((60, 40)), picture((60, 40)).rotate(180)]
    moving = encoded(still[0], "WEBP", save_all=True, append_images=still[1:])
    assert getattr(kept(ana, moving), "n_frames", 1) == 1


def test_what_is_clear_becomes_white(ana: Visitor) -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    seen = kept(ana, encoded(clear, "PNG")).getpixel((20, 20))
    assert isinstance(seen, tuple)
    assert min(seen) > 250


HUGE = encoded(Image.new("1", (20_000, 20_000)), "PNG")
WRONG: list[tuple[str, bytes, int, str]] = [
    ("nothing", b"", 415, "wrong-kind"),
    ("words", b"a photo, believe me", 415, "wrong-kind"),
    ("a drawing", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 415, "wrong-kind"),
    ("a GIF", encoded(picture(), "GIF"), 415, "wrong-kind"),
    ("a TIFF", encoded(picture(), "TIFF"), 415, "wrong-kind"),
    ("half a JPEG", from_a_camera()[:1200], 422, "broken"),
    ("half a PNG", encoded(picture(mode="RGBA"), "PNG")[:200], 422, "broken"),
    ("a small file with very many pixels", HUGE, 413, "too-large"),
    ("a little more than we decode", encoded(Image.new("1", (8000, 5001)), "PNG"), 413, "too-large"),
    ("more than 8 MB", encoded(picture()) + b"\0" * photo_file.LARGEST_UPLOAD, 413, "too-large"),
]


@pytest.mark.parametrize(("content", "status", "kind"), [row[1:] for row in WRONG], ids=[r[0] for r in WRONG])
def test_what_is_no_photo_is_refused_clearly_and_nothing_is_kept(
    ana: Visitor, app: Flask, content: bytes, status: int, kind: str
) -> None:
    answer = send(ana, content)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert answer.get_json()["type"] == f"/problems/{kind}"
    assert answer.get_json()["detail"]
    assert count(app) == 0


def test_a_request_beyond_every_photo_is_not_even_read(ana: Visitor, app: Flask) -> None:
    answer = send(ana, b"\0" * (photo_file.LARGEST_UPLOAD + 2 * 64 * 1024))
    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")
    assert count(app) == 0


def test_a_form_without_exactly_one_photo_is_refused(ana: Visitor, app: Flask) -> None:
    both = {"photo": [(io.BytesIO(encoded(picture())), "a.jpg"), (io.BytesIO(encoded(picture())), "b.jpg")]}
    answers = [
        ana.client.post("/api/v1/photos", data=both, headers=SAME_ORIGIN),
        send(ana, encoded(picture()), field="file"),
        ana.send("POST", "/api/v1/photos", {"photo": "x"}),
    ]
    assert [answer.status_code for answer in answers] == [422] * 3
    assert count(app) == 0


def test_only_its_patient_sees_a_photo(ana: Visitor, marc: Visitor, visit: Visit) -> None:
    url = send(ana, encoded(picture())).get_json()["url"]
    assert ana.read(url).headers["Cache-Control"] == "private, no-store"
    assert "img-src 'self' blob:" in ana.read(url).headers["Content-Security-Policy"]
    assert marc.read(url).status_code == 404
    marc.answer_everything()
    assert marc.read(url).status_code == 404
    assert visit().read(url).status_code in (302, 401)
    assert ana.read("/photos/not-a-photo").status_code == 404


def test_nobody_else_may_send_one(ana: Visitor, marc: Visitor, visit: Visit, app: Flask) -> None:
    assert send(visit(), encoded(picture())).status_code == 401
    assert send(marc, encoded(picture())).status_code == 409
    assert send(ana, encoded(picture()), **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert count(app) == 0


def test_a_step_shows_its_photo_and_nobody_elses(ana: Visitor, marc: Visitor) -> None:
    marc.answer_everything()
    photo = send(ana, encoded(picture())).get_json()
    for visitor, expected in ((ana, photo["url"]), (marc, None)):
        sync(visitor, own_saved(photo=photo["photo"]))
        assert visitor.bundle()["catalogue"]["own_fromphysio1"]["photo"] == expected


def test_a_patient_may_have_forty_and_what_no_step_names_makes_room(
    ana: Visitor, app: Flask, set_clock: Callable[..., None]
) -> None:
    tiny = photo_file.made_anew(encoded(picture((20, 10))))
    patient = 1
    with app.app_context():
        ids = [photo_rows.keep(patient, tiny) for _ in range(photo_rows.MOST)]
    answer = send(ana, encoded(picture()))
    assert (answer.status_code, answer.get_json()["type"]) == (409, "/problems/too-many")
    sync(ana, own_saved(photo=ids[0]))
    set_clock(clock.now() + timedelta(days=2))
    assert send(ana, encoded(picture())).status_code == 201
    assert ana.read(f"/photos/{ids[0]}").status_code == 200
    assert ana.read(f"/photos/{ids[1]}").status_code == 404
    assert count(app) == 2
