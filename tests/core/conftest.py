"""Hypothesis draws the same examples on every run, so that a red test is a broken promise and never luck."""

from hypothesis import settings

settings.register_profile("core", derandomize=True, deadline=None, database=None, max_examples=80)
settings.load_profile("core")
