"""Accounts: signing up, signing in, signed-in devices, and the page about you."""
