"""The links that stand in letters: they work without being signed in, for whoever reads the mailbox."""
