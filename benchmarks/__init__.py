"""What bin/bench runs: each prints `key: value` lines, each ratio against its baseline in the same run."""
