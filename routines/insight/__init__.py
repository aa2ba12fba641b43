"""The patient's own nights: looked at, compared when asked, and put on paper. Nobody else ever sees them.

actions.py   the numbers of nights, by queries as narrow as years of them need   look.py    what a look shows
picture.py   dots as a picture (pygal), made clean                               wording.py numbers -> sentences
"""
