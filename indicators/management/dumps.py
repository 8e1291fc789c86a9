"""The whole database as one file, and back: SQLite's own copy while in use, or pg_dump and psql."""

from __future__ import annotations

import os
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection
from django.db.backends.postgresql.client import DatabaseClient

# In the transaction that fills it again, so that a failed restore leaves everything as it was.
EMPTY = """
DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema() LOOP
    EXECUTE format('DROP TABLE %I CASCADE', name);
  END LOOP;
  FOR name IN SELECT oid::regprocedure FROM pg_proc
    WHERE pronamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e') LOOP
    EXECUTE 'DROP FUNCTION ' || name || ' CASCADE';
  END LOOP;
END $$;
"""


class DumpError(Exception):
    """The database could not be written out or read back; the message is the database's own."""


def dump(path: Path) -> None:
    """Write the database as it is at one moment, whoever else is using it."""
    if connection.vendor != "sqlite":
        _run("pg_dump", "--no-owner", "--no-privileges", f"--file={path}")
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it


def load(path: Path) -> None:
    """Put what `dump` wrote in the place of everything there is, or leave all as it was."""
    if connection.vendor != "sqlite":
        connection.close()
        empty = path.with_suffix(".empty.sql")
        empty.write_text(EMPTY, "utf-8")
        options = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        _run("psql", *options, f"--file={empty}", f"--file={path}")
        return
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        try:
            ((state,),) = copy.execute("PRAGMA quick_check(1)").fetchall()
            if state != "ok":
                raise DumpError(state)
            copy.backup(connection.connection)
        except sqlite3.Error as error:
            raise DumpError(str(error)) from error
    connection.close()


def _run(program: str, *options: str) -> None:
    (_, *place), secrets = DatabaseClient.settings_to_cmd_args_env(connection.settings_dict, [])
    command = [program, *options, *place]
    try:
        done = subprocess.run(  # noqa: S603 - our own words and the site's settings
            command, env=os.environ | (secrets or {}), capture_output=True, text=True
        )
    except OSError as error:
        raise DumpError(str(error)) from error
    if done.returncode:
        raise DumpError(done.stderr.strip() or f"{program}: {done.returncode}")
