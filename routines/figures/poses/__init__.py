"""One file a group of poses. A new file is named here."""

from routines.figures.poses import calf, strap, thigh

__all__ = ["calf", "strap", "thigh"]
