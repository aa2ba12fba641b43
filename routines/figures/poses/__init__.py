"""One file a group of poses. A new file is named here."""

from routines.figures.poses import above, back, calf, chair, feet, front, helped, prone, strap, thigh

__all__ = ["above", "back", "calf", "chair", "feet", "front", "helped", "prone", "strap", "thigh"]
