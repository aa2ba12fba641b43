"""What every test may lean on: the app on fresh data, and a suite that cannot reach another machine."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache

import app as wiring
from config import Settings
from routines.pwa import routes as pages
from routines.pwa.assets import Assets
from tests.databases import (
    cluster,
    data,
    data_folder,
    database_url,
    kept_database,
    migrated_cluster,
    migrated_data,
)
from tests.kept import KeptApps, close
from tests.network import only_this_machine
from tests.tally import pytest_sessionfinish, pytest_terminal_summary

__all__ = [
    "cluster",
    "data",
    "data_folder",
    "database_url",
    "kept_database",
    "migrated_cluster",
    "migrated_data",
    "only_this_machine",
    "pytest_sessionfinish",
    "pytest_terminal_summary",
]


@pytest.fixture
def environ() -> dict[str, str]:
    """Settings that a test module wants other than they are; override this fixture."""
    return {}


@pytest.fixture
def settings(data: Path, database_url: str, environ: dict[str, str]) -> Settings:
    given = {
        "EVENFALL_DATA": str(data),
        "DATABASE_URL": database_url,
        "TEST_PUSH_HOSTS": "127.0.0.1,localhost",
    }
    return Settings.from_env(given | environ)


class CompiledOnce(BytecodeCache):
    """Templates as they were compiled first, for every app of this process."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        known = self._compiled.get(bucket.key)
        if known is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session", autouse=True)
def read_once() -> Iterator[None]:
    """Library, scripts and pictures do not change from test to test, and reading them is most of making an app."""
    patch = pytest.MonkeyPatch()
    patch.setattr(wiring, "load_library", cache(wiring.load_library))
    of_root: dict[str, Assets] = {}

    def assets_of(app: Flask) -> Assets:
        if app.root_path not in of_root:
            of_root[app.root_path] = read_assets(app)
        return of_root[app.root_path]

    read_assets = pages.assets_of
    patch.setattr(pages, "assets_of", assets_of)
    # Each app has templates of its own, and compiling them is a third of what a short test of a page takes.
    patch.setitem(Flask.jinja_options, "bytecode_cache", CompiledOnce())
    yield
    patch.undo()


@pytest.fixture(scope="session")
def kept_apps() -> KeptApps:
    return KeptApps()


@pytest.fixture
def app(settings: Settings, kept_apps: KeptApps) -> Iterator[Flask]:
    """The app on the test's own data. It may have served earlier tests, which had the same settings."""
    kept = kept_apps.take(settings)
    yield kept
    close(kept)


@pytest.fixture
def new_app(settings: Settings) -> Iterator[Flask]:
    """An app that has served nobody yet."""
    made = wiring.create_app(settings)
    yield made
    close(made)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()
