"""Pousada das Palmeiras, Paraty: 22 rooms in the old town, in reais."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from hotel_agent.demo.sheets import HotelSheet, PlanSheet, Season, TaxSheet, TypeSheet, say

TYPES = (
    TypeSheet(
        "standard",
        say("Doble estándar", "Quarto standard", "Standard double"),
        say(
            "18 m² con cama de matrimonio y ventilador de techo, además de aire acondicionado.",
            "18 m² com cama de casal e ventilador de teto, além de ar-condicionado.",
            "18 m² with a double bed and a ceiling fan as well as air conditioning.",
        ),
        sleeps=(2, 2),
        price=320,
        rooms="101 102 103 104 105 106 107 108",
    ),
    TypeSheet(
        "varanda",
        say("Superior con balcón", "Superior com varanda", "Superior with balcony"),
        say(
            "24 m² con hamaca en el balcón y vista a las palmeras.",
            "24 m² com rede na varanda e vista para as palmeiras.",
            "24 m² with a hammock on the balcony and a view of the palm trees.",
        ),
        sleeps=(2, 3),
        price=420,
        rooms="201 202 203 204 205 206 207",
    ),
    TypeSheet(
        "familia",
        say("Habitación familiar", "Quarto família", "Family room"),
        say(
            "34 m² con cama de matrimonio y litera.",
            "34 m² com cama de casal e beliche.",
            "34 m² with a double bed and a bunk bed.",
        ),
        sleeps=(4, 4),
        price=520,
        rooms="109 110 111 208",
    ),
    TypeSheet(
        "master",
        say("Suite máster", "Suíte master", "Master suite"),
        say(
            "48 m² con bañera, sala y terraza sobre los tejados del centro histórico.",
            "48 m² com banheira, sala e terraço sobre os telhados do centro histórico.",
            "48 m² with a bathtub, a living room and a terrace over the roofs of the old town.",
        ),
        sleeps=(2, 3),
        price=690,
        rooms="301 302 303",
    ),
)

PLANS = (
    PlanSheet(
        "flexivel",
        say("Tarifa flexible", "Tarifa flexível", "Flexible rate"),
        factor=Decimal(1),
        breakfast=True,
        free_until_days=7,
    ),
    PlanSheet(
        "economica",
        say("Tarifa ahorro", "Tarifa econômica", "Saver rate"),
        factor=Decimal("0.88"),
        breakfast=True,
        free_until_days=None,
    ),
)

FACTS = {
    "check_in_time": say(
        "La entrada es a partir de las 14:00.",
        "O check-in é a partir das 14:00.",
        "Check-in is from 14:00.",
    ),
    "check_out_time": say(
        "La salida es hasta las 11:00.",
        "O check-out é até as 11:00.",
        "Check-out is until 11:00.",
    ),
    "breakfast": say(
        "El desayuno está incluido y se sirve de 8:00 a 10:30, con frutas, tapioca y pan casero.",
        "O café da manhã está incluído e é servido das 8:00 às 10:30, com frutas, tapioca e pão caseiro.",
        "Breakfast is included and served from 8:00 to 10:30, with fruit, tapioca and home-made bread.",
    ),
    "wifi": say(
        "Hay wifi gratis en toda la pousada.",
        "Há wi-fi grátis em toda a pousada.",
        "Wi-Fi is free in the whole pousada.",
    ),
    "parking": say(
        "En el centro histórico no entran coches. Tenemos aparcamiento a 300 metros por R$ 30,00 por noche.",
        "Carros não entram no centro histórico. Temos estacionamento a 300 metros por R$ 30,00 por noite.",
        "Cars cannot enter the old town. We have parking 300 metres away for R$30.00 per night.",
    ),
    "pets": say(
        "Lamentablemente no podemos recibir mascotas, salvo perros guía.",
        "Infelizmente não podemos receber animais, exceto cães-guia.",
        "Sorry, we cannot take pets, except for guide dogs.",
    ),
    "pool": say(
        "La piscina del patio está abierta todo el año, de 8:00 a 22:00.",
        "A piscina do pátio fica aberta o ano todo, das 8:00 às 22:00.",
        "The courtyard pool is open all year, 8:00 to 22:00.",
    ),
    "location": say(
        "Estamos en la Rua da Lapa, 75, en el centro histórico, a cinco minutos a pie del puerto.",
        "Ficamos na Rua da Lapa, 75, no centro histórico, a cinco minutos a pé do cais.",
        "We are at Rua da Lapa 75, in the old town, five minutes on foot from the pier.",
    ),
    "gym": say(
        "No tenemos gimnasio.",
        "Não temos academia.",
        "We have no gym.",
    ),
    "restaurant": say(
        "No tenemos restaurante; el bar sirve comidas ligeras de 12:00 a 22:00.",
        "Não temos restaurante; o bar serve refeições leves das 12:00 às 22:00.",
        "We have no restaurant; the bar serves light meals from 12:00 to 22:00.",
    ),
    "payment": say(
        "Aceptamos Pix, tarjeta y efectivo. La tarifa flexible se paga al llegar.",
        "Aceitamos Pix, cartão e dinheiro. A tarifa flexível é paga na chegada.",
        "We accept Pix, cards and cash. The flexible rate is paid on arrival.",
    ),
    "cancellation_policy": say(
        "La tarifa flexible se cancela gratis hasta 7 días antes de la llegada; después se cobra la primera noche."
        " El importe de la tarifa ahorro no se devuelve.",
        "A tarifa flexível tem cancelamento grátis até 7 dias antes da chegada; depois cobra-se a primeira noite."
        " O valor da tarifa econômica não é devolvido.",
        "The flexible rate is free to cancel until 7 days before arrival; after that the first night is charged."
        " The saver rate is not refunded.",
    ),
    "late_checkout": say(
        "La salida tardía hasta las 15:00 cuesta R$ 120,00 y depende de la ocupación.",
        "A saída tardia até as 15:00 custa R$ 120,00 e depende da ocupação.",
        "Late check-out until 15:00 costs R$120.00 and depends on availability.",
    ),
    "early_checkin": say(
        "Si la habitación está lista, puede entrar antes sin coste; escríbanos el día anterior.",
        "Se o quarto estiver pronto, você pode entrar antes sem custo; escreva no dia anterior.",
        "If your room is ready you may come in earlier at no charge; please write to us the day before.",
    ),
    "luggage": say(
        "Guardamos su equipaje gratis el día de llegada y el de salida.",
        "Guardamos sua bagagem de graça no dia da chegada e no da saída.",
        "We keep your luggage free of charge on the days of arrival and departure.",
    ),
    "transfer": say(
        "Organizamos traslados desde Río de Janeiro y São Paulo; pida precio con dos días de antelación.",
        "Organizamos traslados do Rio de Janeiro e de São Paulo; peça o preço com dois dias de antecedência.",
        "We arrange transfers from Rio de Janeiro and São Paulo; please ask for a price two days ahead.",
    ),
    "accessibility": say(
        "La habitación 101 es adaptada. Las calles del centro son de piedra irregular y no hay ascensor.",
        "O quarto 101 é adaptado. As ruas do centro são de pedra irregular e não há elevador.",
        "Room 101 is adapted. The streets of the old town are uneven stone and there is no lift.",
    ),
    "children": say(
        "Los niños son bienvenidos; las cunas son gratuitas.",
        "Crianças são bem-vindas; os berços são gratuitos.",
        "Children are welcome; cots are free of charge.",
    ),
    "smoking": say(
        "No se puede fumar en las habitaciones; sí en el patio.",
        "Não é permitido fumar nos quartos; no pátio, sim.",
        "No smoking in the rooms; you may smoke in the courtyard.",
    ),
    "contact": say(
        "Teléfono +55 24 5550-0175, correo ola@pousadadaspalmeiras.example.",
        "Telefone +55 24 5550-0175, e-mail ola@pousadadaspalmeiras.example.",
        "Phone +55 24 5550-0175, e-mail ola@pousadadaspalmeiras.example.",
    ),
    "business_hours": say(
        "La recepción está abierta de 7:00 a 22:00. Después hay un vigilante.",
        "A recepção fica aberta das 7:00 às 22:00. Depois há um vigia.",
        "Reception is open from 7:00 to 22:00. After that there is a night watchman.",
    ),
    "services": say(
        "Desayuno, wifi, piscina, bar, paseos en barco y alquiler de bicicletas.",
        "Café da manhã, wi-fi, piscina, bar, passeios de barco e aluguel de bicicletas.",
        "Breakfast, Wi-Fi, pool, bar, boat trips and bicycle hire.",
    ),
    "air_conditioning": say(
        "Todas las habitaciones tienen aire acondicionado.",
        "Todos os quartos têm ar-condicionado.",
        "All rooms have air conditioning.",
    ),
}

TALK = {
    "questions": ("Oi, boa tarde", "Vocês têm wi-fi?", "E tem estacionamento?", "Muito obrigada"),
    "offer": ("Quanto custa um quarto de {arrival} a {departure} para 2 adultos?",),
    "booking": (
        "Vocês têm quarto de {arrival} a {departure} para 2 adultos?",
        "O primeiro",
        "{name}, {email}",
        "Sim, confirmo",
    ),
    "handover": ("O chuveiro do 205 pinga a noite toda, quero falar com uma pessoa",),
}

POUSADA_DAS_PALMEIRAS = HotelSheet(
    slug="pousada-das-palmeiras",
    name="Pousada das Palmeiras",
    language="pt",
    country="BR",
    region="RJ",
    timezone="America/Sao_Paulo",
    currency="BRL",
    city="Paraty",
    address="Rua da Lapa, 75, Centro Histórico, 23970-000 Paraty",
    place=(Decimal("-23.2199"), Decimal("-44.7128")),
    phone="+55 24 5550-0175",
    email="ola@pousadadaspalmeiras.example",
    color="#166534",
    check_in_from=time(14),
    check_out_until=time(11),
    late_check_out_until=time(15),
    late_check_out_price=Decimal("120"),
    types=TYPES,
    plans=PLANS,
    taxes=(
        TaxSheet("ISS 5 %", "percent", Decimal(5), included=True),
        TaxSheet("Taxa de turismo", "person_night", Decimal("6.00"), included=False),
    ),
    seasons=(
        Season((12, 20), (1, 31), Decimal("1.60")),
        Season((7, 15), (8, 5), Decimal("1.35")),  # winter holidays and the book festival
        Season((5, 5), (6, 30), Decimal("0.85")),
        Season((8, 20), (9, 30), Decimal("0.90")),
    ),
    weekend=Decimal("1.25"),
    step=5,
    out_of_order=("106", "207"),
    facts=FACTS,
    source="Manual da pousada",
    first_names="Ana Beatriz Mariana Juliana Fernanda Camila João Pedro Lucas Gabriel Rafael Felipe Bruno Thiago",
    last_names="Silva Santos Oliveira Souza Lima Pereira Ferreira Costa Almeida Ribeiro Carvalho Gomes Barbosa",
    mobile="+55249########",
    talk=TALK,
)
