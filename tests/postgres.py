"""A private PostgreSQL for one process of tests: its own folder, a socket instead of a port, gone at the end."""

import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import psycopg

# Debian, Homebrew on both kinds of Mac, Postgres.app: where the server's programs stand when PATH has them not.
PLACES = (
    "/usr/lib/postgresql/*/bin/initdb",
    "/opt/homebrew/opt/postgresql*/bin/initdb",
    "/usr/local/opt/postgresql*/bin/initdb",
    "/Applications/Postgres.app/Contents/Versions/*/bin/initdb",
)
# Nothing here outlives the tests, so nothing waits for a disk.
OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100")
# The path of a socket may have about a hundred letters, and a Mac's own temporary folder takes half of them.
FOLDERS = Path("/tmp")
PREFIX = "evenfall-pg-"
SHAPE = """
    select md5(string_agg(
        concat_ws(' ', class.oid, relname, relfilenode, attname, atttypid, attnotnull, attisdropped),
        ',' order by class.oid, attnum
    )) || (select string_agg(version_num, ',') from alembic_version)
    from pg_class as class left join pg_attribute on attrelid = class.oid and attnum > 0
    where relnamespace = 'public'::regnamespace"""
ALONE = """
    select pg_terminate_backend(pid, 10000) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()"""
# As a replica, which looks at no foreign key: the order of the tables does not matter.
EMPTY = """
    do $$ declare one record; begin
        set local session_replication_role = replica;
        for one in select oid::regclass as name, relkind from pg_class
            where relnamespace = 'public'::regnamespace and relkind in ('r', 'S') and relname <> 'alembic_version'
        loop
            if one.relkind = 'S' then perform setval(one.name, 1, false);
            else execute format('delete from %s', one.name);
            end if;
        end loop;
    end $$"""


@dataclass(frozen=True)
class Cluster:
    folder: Path
    programs: Path
    # PostgreSQL refuses root, so root lends it to the user of Debian's package.
    user: str | None

    @classmethod
    def start(cls) -> Self:
        """Raises RuntimeError with PostgreSQL's own words where it cannot start."""
        programs = find_programs()
        _sweep(programs)
        folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=FOLDERS))
        cluster = cls(folder, programs, _owner())
        if cluster.user:
            shutil.chown(folder, cluster.user)
        options = " ".join(f"-c {option}" for option in OPTIONS)
        try:
            cluster._run("initdb", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
            cluster._run("pg_ctl", "-w", "-o", f"-k {folder} -c listen_addresses='' {options}", "start")
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        return cluster

    def stop(self) -> None:
        try:
            self._run("pg_ctl", "-m", "immediate", "-w", "stop")
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def create(self, name: str, template: str = "template0") -> str:
        """The URL of a new database, a copy of the template, to which nobody may be connected."""
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop(self, name: str) -> None:
        self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def shape(self, name: str) -> str:
        """Changes with any change of its tables, columns, indexes and sequences, and of its version."""
        return str(self._execute(SHAPE, name)[0][0])

    def empty(self, name: str) -> None:
        """As it was when it was made: no row, no connection, every number from 1. Much quicker than a new copy."""
        self._execute(ALONE, name)
        self._execute(EMPTY, name)

    def _execute(self, statement: str, name: str = "postgres") -> list[tuple[Any, ...]]:
        where = f"postgresql://postgres@/{name}?host={self.folder}"
        with psycopg.connect(where, autocommit=True) as connection:
            done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def _run(self, program: str, *arguments: str) -> None:
        said = self.folder / "said"
        # Into a file: the server keeps what it inherits open, and a pipe would never end.
        with said.open("w") as output:
            done = subprocess.run(
                [self.programs / program, "-D", self.folder / "data", *arguments],
                cwd=self.folder,
                user=self.user,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
                stdout=output,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode != 0:
            raise RuntimeError(f"{program} ended with {done.returncode}: {said.read_text()}")


def find_programs() -> Path:
    """The folder of the newest initdb on this machine."""
    found = [path for place in PLACES for path in Path("/").glob(place[1:])]
    if found:
        return max(found, key=lambda path: [int(number) for number in re.findall(r"\d+", str(path))]).parent
    on_path = shutil.which("initdb")
    if on_path is None:
        raise RuntimeError("PostgreSQL's initdb was not found: run bin/needs.")
    return Path(on_path).resolve().parent


def _owner() -> str | None:
    return "postgres" if os.geteuid() == 0 else None


def _sweep(programs: Path) -> None:
    """Stop what earlier runs left behind because they were killed themselves."""
    for folder in FOLDERS.glob(f"{PREFIX}*-*"):
        if not _alive(int(folder.name.removeprefix(PREFIX).split("-")[0])):
            try:
                Cluster(folder, programs, _owner()).stop()
            except (OSError, RuntimeError):
                continue


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
