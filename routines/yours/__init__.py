"""Everything that is mine: taking it home in three forms, bringing it back, deleting it.

document.py  the file that can be brought back (docs/export.md)    text.py    how it is written down
wire.py      the models that validate it when it comes back        nights.py  one night in plain values
tables.py    the same as tables, for a spreadsheet                 fhir/      and as FHIR R4
actions/     looking (all that there is), taking_in (bringing it back), erasing
"""
