"""Words that stand nowhere but in what is Ana's: where one of them turns up, something of hers did."""

from tests.features.yours import rich

NAME, EMAIL = "Anvorella", "quillmere@example.org"
ZONE, ELSEWHERE = "Africa/Ceuta", "Asia/Pyongyang"  # by the clocks of Madrid, and named on no page
CLEARED_BY = "Dr. Wobbelink"
PHONE, LAPTOP = "Snorfling telephone", "Snorfling laptop"
SLOT_NAME = "Blumquist evening"
LEFT_OUT = "grondle_stretch"

HIDDEN_STEP, HIDDEN_TITLE = "own_vexmarrow01", "Vexmarrow lift"
HIDDEN_HOW, HIDDEN_BY = "Lift the vexmarrow slowly.", "Sister Vexmarrow"
OWN_STEP, OWN_HOW, OWN_BY = "own_flumbert001", "Turn the flumberheel outwards.", "Brother Flumber"

ONLY_HERS, HER_QUESTION = "Nobody must read drizzlepatch", "Only I ask about krummhorns"
SHARED_NOTE, SHARED_QUESTION = "A good night, said Pimlico Gromm", "What of the yarrowbells?"
OLD_NOTE, OLD_QUESTION, MEDICINE, OWN_TITLE = rich.NOTE, rich.QUESTION, rich.MEDICINE, rich.OWN

WHO = "Her word {} Zwick"
"""Ana's own word for a caregiver; nobody sees how she calls them."""
STILL_OPEN, TAKEN_BACK = "Uncle Morbidon", "Cousin Lurch-Aver"

OF_THE_EVENING = frozenset({OWN_STEP, OWN_TITLE, OWN_HOW})
OF_THE_JOURNAL = frozenset({SHARED_NOTE})
"""A question goes to whoever it will be asked, also one that is not for her alone."""
