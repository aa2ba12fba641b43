"""What a caregiver sees of the patients whom they help, and what they may do for them.

facts.py    what is known of one grant now       looking.py  what their page shows, and the record of each look
evening.py  the patient's steps, as a helper     acting.py   on the patient's behalf; I've got it
            meets them                           own.py      how they themselves are told, and leaving
journal.py  the last nights                      wire.py     the same as it travels
"""
