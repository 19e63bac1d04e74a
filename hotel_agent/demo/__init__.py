"""Three invented hotels with a past and a future, for whoever tries the agent."""

from hotel_agent.demo.argentina import POSADA_DEL_SOL
from hotel_agent.demo.brazil import POUSADA_DAS_PALMEIRAS
from hotel_agent.demo.sheets import HotelSheet
from hotel_agent.demo.spain import PUERTA_DEL_MAR

HOTELS: tuple[HotelSheet, ...] = (PUERTA_DEL_MAR, POSADA_DEL_SOL, POUSADA_DAS_PALMEIRAS)
