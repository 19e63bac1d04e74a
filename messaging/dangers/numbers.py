"""Whom one calls in which country, from the services themselves; 112 in Europe: European Commission."""

from __future__ import annotations

from dataclasses import dataclass, fields

from messaging.dangers.kinds import Kind


@dataclass(frozen=True)
class Numbers:
    """Of one country. `general` alone where one number serves all; `lifeline`: for who does not want to live."""

    general: str = ""
    police: str = ""
    ambulance: str = ""
    fire: str = ""
    lifeline: str = ""

    def of(self, kind: Kind) -> str:
        """The number to call, empty where none serves all and the kind does not tell."""
        service = SERVICES.get(kind, "general")
        own: str = getattr(self, service)
        return own or self.general

    def spoken(self) -> str:
        """Every number there is."""
        return " ".join(getattr(self, field.name) for field in fields(self))


SERVICES = {
    Kind.FIRE: "fire",
    Kind.GAS: "fire",
    Kind.LIFT: "fire",
    Kind.FLOOD: "fire",
    Kind.MEDICAL: "ambulance",
    Kind.SUICIDE: "ambulance",
    Kind.DROWNING: "ambulance",
    Kind.VIOLENCE: "police",
    Kind.INTRUDER: "police",
}

EUROPE = Numbers("112")
EUROPEAN = [
    "AT",
    "BE",
    "BG",
    "HR",
    "CY",
    "CZ",
    "DK",
    "EE",
    "FI",
    "DE",
    "GR",
    "HU",
    "IT",
    "LV",
    "LT",
    "LU",
    "MT",
    "NL",
    "PL",
    "RO",
    "SK",
    "SI",
    "SE",
    "IS",
    "LI",
    "NO",
    "CH",
    "AD",
    "MC",
    "SM",
]

NUMBERS: dict[str, Numbers] = {
    **dict.fromkeys(EUROPEAN, EUROPE),
    # Ministerio de Sanidad: Línea 024.
    "ES": Numbers("112", lifeline="024"),
    # Serviço Nacional de Saúde: SNS 24.
    "PT": Numbers("112", lifeline="808 24 24 24"),
    # Ministère de la Santé: 3114.
    "FR": Numbers("112", lifeline="3114"),
    # Samaritans.
    "GB": Numbers("999", lifeline="116 123"),
    "IE": Numbers("112", lifeline="116 123"),
    # argentina.gob.ar: 911 Policía, 107 SAME, 100 Bomberos; Centro de Asistencia al Suicida, whole country.
    "AR": Numbers("911", police="911", ambulance="107", fire="100", lifeline="0800 345 1435"),
    # gov.br: Polícia Militar, SAMU, Corpo de Bombeiros; Centro de Valorização da Vida.
    "BR": Numbers(police="190", ambulance="192", fire="193", lifeline="188"),
    # gob.mx: 911; Línea de la Vida.
    "MX": Numbers("911", lifeline="800 911 2000"),
    # FCC and SAMHSA; CRTC.
    "US": Numbers("911", lifeline="988"),
    "CA": Numbers("911", lifeline="988"),
    # Carabineros, SAMU, Bomberos; Ministerio de Salud.
    "CL": Numbers(police="133", ambulance="131", fire="132", lifeline="*4141"),
    "CO": Numbers("123"),
    # Policía, SAMU, Bomberos; Ministerio de Salud, option 5.
    "PE": Numbers(police="105", ambulance="106", fire="116", lifeline="113"),
    # Ministerio del Interior; ASSE: Línea Vida.
    "UY": Numbers("911", lifeline="0800 0767"),
    **dict.fromkeys(("EC", "CR", "PA", "DO", "VE", "PY", "HN", "SV"), Numbers("911")),
    "AU": Numbers("000", lifeline="13 11 14"),
    "NZ": Numbers("111", lifeline="1737"),
}
# 3GPP TS 22.101: mobile phones pass 112 on to the emergency services of any network.
ELSEWHERE = Numbers("112")


def of(country: str) -> Numbers:
    return NUMBERS.get(country.upper(), ELSEWHERE)
