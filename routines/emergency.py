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


_VIOLENCE = {
    "AU": "1800 737 732",
    "DE": "116 016",
    "ES": "016",
    "FR": "3919",
    "GB": "0808 2000 247",
    "IT": "1522",
    "US": "1-800-799-7233",
}
"""National lines about violence at home, free and open day and night.

Sources: 1800RESPECT (Australia); Hilfetelefon, 116 016 (Germany); Delegacion del Gobierno contra la Violencia de
Genero, 016 (Spain); Solidarite Femmes, 3919 (France); National Domestic Abuse Helpline (United Kingdom); 1522 (Italy);
National Domestic Violence Hotline (United States).
"""


def violence_line(country: str) -> str | None:
    """A line about violence at home, or None where we do not know one for certain."""
    return _VIOLENCE.get(country.upper())
