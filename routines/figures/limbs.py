"""Legs, feet, arms and hands as outlines. Radii are shares of the height."""

from routines.figures.plane import Point, mix, side, way
from routines.figures.shapes import Path, Pen, bone, frame
from routines.figures.skeleton import Arm, Grip, Leg

# How much of the shank the trousers cover: the ankle says which way the leg is turned.
CUFF = 0.80
TOE_JOINT = 0.086 + 0.030j


def trousers(leg: Leg) -> Path:
    h = leg.height
    front, back = (0.004, 0.006) if leg.facing > 0 else (0.006, 0.004)
    calf = 0.016
    left, right = (0.0, calf) if leg.facing > 0 else (calf, 0.0)
    cuff = mix(leg.knee, leg.ankle, CUFF)
    return bone(leg.hip, leg.knee, 0.056 * h, 0.037 * h, front * h, back * h) + bone(
        leg.knee, cuff, 0.0355 * h, 0.0275 * h, left * h, right * h
    )


def bare_foot(leg: Leg) -> Path:
    h = leg.height
    ankle = bone(mix(leg.knee, leg.ankle, 0.7), leg.ankle, 0.0225 * h, 0.021 * h)
    toes = way(leg.foot, h)
    return ankle + foot(leg.ankle, toes * leg.shorter, side(toes) * leg.facing, leg.toes)


def foot(ankle: Point, toes: Point, sole: Point, up: float = 0.0) -> Path:
    """A foot from the side. `toes` and `sole` are one height long; `up` bends the toes at the ball."""
    flat = frame(ankle, toes, sole)

    def bent(x: float, y: float) -> Point:
        past = complex(x - TOE_JOINT.real, y - TOE_JOINT.imag)
        turn = TOE_JOINT + past * way(-up * min(1.0, past.real / 0.012)) if past.real > 0 else complex(x, y)
        return flat(turn.real, turn.imag)

    pen = Pen(bent if up else flat).move(0.021, -0.016)
    pen.curve(0.032, 0.002, 0.062, 0.009, 0.090, 0.015, 0.106, 0.018, 0.119, 0.022, 0.1185, 0.032)
    pen.curve(0.118, 0.041, 0.104, 0.043, 0.089, 0.042, 0.066, 0.041, 0.052, 0.032, 0.030, 0.037)
    pen.curve(0.013, 0.041, -0.004, 0.043, -0.017, 0.042, -0.036, 0.041, -0.043, 0.028, -0.038, 0.012)
    pen.curve(-0.034, -0.001, -0.027, -0.008, -0.021, -0.018, -0.008, -0.022, 0.008, -0.022, 0.021, -0.016)
    return pen.close().path


def bare_arm(arm: Arm) -> Path:
    h = arm.height
    upper = bone(arm.shoulder, arm.elbow, 0.030 * h, 0.0225 * h)
    fore = bone(arm.elbow, arm.wrist, 0.0225 * h, 0.0155 * h, 0.003 * h, 0.003 * h)
    x = way(arm.hand, h)
    return upper + fore + hand(arm.wrist, x, side(x) * arm.palm, arm.grip)


def sleeve(arm: Arm) -> Path:
    h = arm.height
    return bone(arm.shoulder, mix(arm.shoulder, arm.elbow, 0.6), 0.037 * h, 0.031 * h)


def hand(wrist: Point, fingers: Point, thumb: Point, grip: Grip) -> Path:
    """`fingers` and `thumb` are steps of one height, along the hand and to the side of the thumb."""
    pen = Pen(frame(wrist, fingers, thumb)).move(-0.004, -0.015)
    if grip == "fist":
        pen.curve(0.012, -0.027, 0.049, -0.028, 0.054, -0.008, 0.058, 0.017, 0.047, 0.028, 0.026, 0.026)
        return pen.curve(0.006, 0.025, -0.004, 0.019, -0.004, 0.015).line(-0.004, -0.015).close().path
    if grip == "cup":  # fingers round something that lies on the side of the thumb
        pen.curve(0.020, -0.024, 0.056, -0.022, 0.074, -0.002, 0.084, 0.012, 0.082, 0.030, 0.071, 0.031)
        pen.curve(0.062, 0.030, 0.058, 0.012, 0.044, 0.008, 0.028, 0.010, 0.010, 0.018, -0.004, 0.015)
        return pen.line(-0.004, -0.015).close().path
    pen.curve(0.020, -0.020, 0.056, -0.019, 0.076, -0.012, 0.088, -0.008, 0.088, 0.004, 0.077, 0.006)
    pen.curve(0.060, 0.011, 0.030, 0.018, -0.004, 0.015).line(-0.004, -0.015).close()
    pen.move(0.006, 0.008).curve(
        0.022, 0.014, 0.038, 0.022, 0.043, 0.030, 0.046, 0.037, 0.036, 0.040, 0.030, 0.036
    )
    return pen.curve(0.018, 0.029, 0.006, 0.022, 0.000, 0.014).line(0.006, 0.008).close().path
