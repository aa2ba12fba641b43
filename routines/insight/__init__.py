"""The patient's own nights: looked at, compared when asked, and put on paper. Nobody else ever sees them.

actions.py   the numbers of nights, by queries as narrow as years of them need     look.py    what a look shows
picture.py   where dots and lines stand (pygal), and nothing else of it            wording.py numbers -> sentences
comparing.py what may stand side by side, and one comparison of it                 beside.py  what is said of it
paper.py     one page for a visit; pdf.py that page as a file (fpdf2), with fonts/ inside
"""
