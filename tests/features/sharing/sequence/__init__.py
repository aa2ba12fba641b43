"""What test_any_sequence.py draws from: a plain reading of who may be told what, and people who do all sorts of things.

model    the plain reading                            people   whose rows and phones there are
world    the app beside the reading, and a worker     look     a caregiver's page held against the reading
patient  lets in, changes, pauses, ends               telling  what the patient's phone tells of a night
helping  what caregivers do and want                  passing  how time goes on
doings   all of it, with how often
"""
