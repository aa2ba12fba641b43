"""One person's nights, told honestly: looked at, compared when asked, and tried fairly with a coin.

Comparing nights by what somebody happened to do tells a falsehood as often as evenings differ, for people stretch when
the leg is bad. So looking ranks nothing, comparing always stands beside how the evenings differed, and only a coin may
say that there is a difference.
"""
