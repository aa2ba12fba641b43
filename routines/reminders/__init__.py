"""Reminders as rules, their occurrences, and the page that says whether one is set."""
