"""The four profile screens, and the routine that is made from them."""
