"""What a caregiver sees of the patients whom they help, and what they may do for them.

looking.py  what their page shows, and the record of each look    acting.py  on the patient's behalf; I've got it
own.py      how they themselves are told, and leaving             wire.py    the same as it travels
"""
