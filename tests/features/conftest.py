"""What the feature tests share."""

from tests.people import ana, cheap_hashes, marc, set_clock, visit

__all__ = ["ana", "cheap_hashes", "marc", "set_clock", "visit"]
