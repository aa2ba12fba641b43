"""A fresh, migrated data folder and database for each test, copied from what the real migrations made once."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import app as wiring
from config import Settings
from tests.postgres import Cluster

ENGINES = ("sqlite", "postgresql")
SQLITE_FILE = "evenfall.db"
TEMPLATE = "migrated"


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """PostgreSQL, started for the first test of this process that needs it."""
    running = Cluster.start()
    yield running
    running.stop()


@pytest.fixture(scope="session")
def migrated_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder as `python app.py setup` leaves it: keys, and an SQLite database with every table."""
    data = tmp_path_factory.mktemp(TEMPLATE)
    wiring.migrate(Settings.from_env({"EVENFALL_DATA": str(data)}))
    return data


@pytest.fixture(scope="session")
def migrated_cluster(cluster: Cluster, migrated_data: Path) -> Cluster:
    settings = {"EVENFALL_DATA": str(migrated_data), "DATABASE_URL": cluster.create(TEMPLATE)}
    wiring.migrate(Settings.from_env(settings))
    return cluster


class Kept:
    """One PostgreSQL database for test after test, emptied in between; another when its tables were changed."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._name, self._shape, self._number = "", "", 0

    def fresh(self) -> str:
        if self._name and self._cluster.shape(self._name) == self._shape:
            self._cluster.empty(self._name)
            return self._cluster.url(self._name)
        if self._name:
            self._cluster.drop(self._name)
        self._number += 1
        self._name = f"test{self._number}"
        url = self._cluster.create(self._name, TEMPLATE)
        self._shape = self._cluster.shape(self._name)
        return url


@pytest.fixture(scope="session")
def kept_database(migrated_cluster: Cluster) -> Kept:
    return Kept(migrated_cluster)


@pytest.fixture(scope="session")
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """At one address for all tests of a process: an app that is kept finds the next test's data."""
    return tmp_path_factory.mktemp("kept") / "data"


@pytest.fixture
def data(data_folder: Path, migrated_data: Path) -> Path:
    """The test's own data. Its SQLite database is there on PostgreSQL too, unused."""
    shutil.rmtree(data_folder, ignore_errors=True)
    return Path(shutil.copytree(migrated_data, data_folder))


@pytest.fixture(params=ENGINES)
def database_url(request: pytest.FixtureRequest, data: Path) -> Iterator[str]:
    """A fresh database with every table and no rows, on each engine in turn."""
    if request.param == "sqlite":
        yield f"sqlite:///{data / SQLITE_FILE}"
        return
    kept: Kept = request.getfixturevalue("kept_database")
    yield kept.fresh()
