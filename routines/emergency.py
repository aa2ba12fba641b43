"""The local emergency number by country, from a small table; elsewhere no number is guessed.

Sources: European Commission (112 in every EU state, and in Iceland, Liechtenstein, Norway, Switzerland
and the United Kingdom beside 999); NENA (911 in the United States and Canada); Gobierno de Mexico (911);
Triple Zero (000, Australia); New Zealand Police (111).
"""

_CALL_112 = (
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
    "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
_NUMBERS = dict.fromkeys(_CALL_112, "112") | {
    "US": "911",
    "CA": "911",
    "MX": "911",
    "AU": "000",
    "NZ": "111",
}


def number(country: str) -> str | None:
    """The number to call, or None where we do not know it for certain."""
    return _NUMBERS.get(country.upper())
