"""What bin/lint checks beyond the tools: each module finds faults in a tree and prints them, one a line."""
