"""The reminders as a calendar, at a private address that its owner can end."""
