"""The library as the patient reads it.

words_out.py  a Library as the phone's JSON, in one language       amounts.py   how much of a step, in words
plain.py      codes -> plain words, for lists and chips            photo*.py    a photo for a step of one's own
The page itself is a shell (routines/pwa): anonymous, and there without a network.
"""
