"""bin/admin: what the person who runs the server can do for somebody."""

import argparse
import os
import sys

from sqlalchemy.exc import SQLAlchemyError

from config import Settings, SettingsError
from routines import keys


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="bin/admin", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    link = commands.add_parser("reset-link", help="a single-use link for a forgotten password")
    link.add_argument("email")
    commands.add_parser("new-keys", help="make missing keys anew; everybody signs in again")
    chosen = parser.parse_args(arguments)
    try:
        settings = Settings.from_env(os.environ)
        if chosen.command == "new-keys":
            keys.make_missing(settings.keys)
            print(f"The keys in {settings.keys} are complete.")
            return 0
        return _reset_link(settings, chosen.email)
    except (SettingsError, keys.KeyFileError) as error:
        print(error, file=sys.stderr)
    except SQLAlchemyError:
        print(
            "The database cannot be used. Has bin/serve been started once with these settings?",
            file=sys.stderr,
        )
    return 1


def _reset_link(settings: Settings, email: str) -> int:
    from flask import Flask

    from models import db
    from routines.accounts import actions

    app = Flask(__name__)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.database_url
    db.init_app(app)
    with app.app_context():
        token = actions.make_reset_link(email)
    if token is None:
        print("Nobody has an account with this e-mail.", file=sys.stderr)
        return 1
    print(f"{settings.public_url}/reset/{token}")
    print("It works once, for one hour. Give it to nobody else.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
