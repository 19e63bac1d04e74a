"""Hotel Puerta del Mar, Cádiz: 28 rooms by the sea wall, in euros."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from hotel_agent.demo.sheets import HotelSheet, PlanSheet, Season, TaxSheet, TypeSheet, say

TYPES = (
    TypeSheet(
        "doble-estandar",
        say("Doble estándar", "Duplo padrão", "Standard double"),
        say(
            "18 m² con cama de 150 cm y ventana al patio andaluz.",
            "18 m² com cama de 150 cm e janela para o pátio andaluz.",
            "18 m² with a 150 cm bed and a window to the Andalusian courtyard.",
        ),
        sleeps=(2, 2),
        price=78,
        rooms="101 102 103 104 105 201 202 203 204 205",
    ),
    TypeSheet(
        "doble-vista-mar",
        say("Doble con vista al mar", "Duplo com vista para o mar", "Double with sea view"),
        say(
            "22 m² con balcón sobre la playa de La Caleta; cama de matrimonio o dos camas.",
            "22 m² com varanda sobre a praia de La Caleta; cama de casal ou duas camas.",
            "22 m² with a balcony over La Caleta beach; one double or two single beds.",
        ),
        sleeps=(2, 3),
        price=112,
        rooms="206 207 208 301 302 303 304 305 306",
    ),
    TypeSheet(
        "familiar",
        say("Habitación familiar", "Quarto família", "Family room"),
        say(
            "32 m² en dos ambientes: cama de matrimonio y dos camas individuales.",
            "32 m² em dois ambientes: cama de casal e duas camas de solteiro.",
            "32 m² in two spaces: one double and two single beds.",
        ),
        sleeps=(4, 5),
        price=138,
        rooms="106 107 108 307 308 401",
    ),
    TypeSheet(
        "suite-terraza",
        say("Suite con terraza", "Suíte com terraço", "Suite with terrace"),
        say(
            "45 m² en la última planta, con salón, bañera y terraza privada frente al Atlántico.",
            "45 m² no último andar, com sala, banheira e terraço privativo em frente ao Atlântico.",
            "45 m² on the top floor, with a living room, a bathtub and a private terrace facing the Atlantic.",
        ),
        sleeps=(2, 4),
        price=185,
        rooms="402 403 404",
    ),
)

PLANS = (
    PlanSheet(
        "flexible",
        say("Tarifa flexible", "Tarifa flexível", "Flexible rate"),
        factor=Decimal(1),
        breakfast=True,
        free_until_days=2,
    ),
    PlanSheet(
        "ahorro",
        say("Tarifa ahorro", "Tarifa econômica", "Saver rate"),
        factor=Decimal("0.84"),
        breakfast=False,
        free_until_days=None,
    ),
)

FACTS = {
    "check_in_time": say(
        "La entrada es a partir de las 15:00.",
        "O check-in é a partir das 15:00.",
        "Check-in is from 15:00.",
    ),
    "check_out_time": say(
        "La salida es hasta las 12:00.",
        "O check-out é até as 12:00.",
        "Check-out is until 12:00.",
    ),
    "breakfast": say(
        "El desayuno bufé se sirve de 7:30 a 10:30. Está incluido en la tarifa flexible; si no, cuesta 11,00 €"
        " por persona.",
        "O café da manhã em bufê é servido das 7:30 às 10:30. Está incluído na tarifa flexível; senão, custa"
        " 11,00 € por pessoa.",
        "The breakfast buffet is served from 7:30 to 10:30. It is included in the flexible rate; otherwise it"
        " costs €11.00 per person.",
    ),
    "wifi": say(
        "Hay wifi gratis en todo el hotel. La clave se entrega en recepción.",
        "Há wi-fi grátis em todo o hotel. A senha é entregue na recepção.",
        "Wi-Fi is free in the whole hotel. Reception gives you the password.",
    ),
    "parking": say(
        "Tenemos 12 plazas de garaje a 18,00 € por noche; conviene reservarlas con antelación.",
        "Temos 12 vagas de garagem a 18,00 € por noite; convém reservar com antecedência.",
        "We have 12 garage spaces at €18.00 per night; please book them in advance.",
    ),
    "pets": say(
        "Aceptamos perros y gatos de hasta 10 kg por 15,00 € por noche. Los perros guía no pagan.",
        "Aceitamos cães e gatos de até 10 kg por 15,00 € por noite. Cães-guia não pagam.",
        "Dogs and cats up to 10 kg are welcome for €15.00 per night. Guide dogs stay free.",
    ),
    "pool": say(
        "La piscina de la azotea abre de junio a septiembre, de 10:00 a 20:00.",
        "A piscina na cobertura abre de junho a setembro, das 10:00 às 20:00.",
        "The rooftop pool is open from June to September, 10:00 to 20:00.",
    ),
    "location": say(
        "Estamos en la calle Virgen de la Palma, 14, a tres minutos a pie de la playa de La Caleta y a veinte de"
        " la estación de tren.",
        "Ficamos na rua Virgen de la Palma, 14, a três minutos a pé da praia de La Caleta e a vinte da estação"
        " de trem.",
        "We are at Calle Virgen de la Palma 14, three minutes on foot from La Caleta beach and twenty from the"
        " train station.",
    ),
    "gym": say(
        "No tenemos gimnasio; los huéspedes entran gratis en uno a 200 metros, con la llave de la habitación.",
        "Não temos academia; os hóspedes entram de graça em uma a 200 metros, com a chave do quarto.",
        "We have no gym; guests use one 200 metres away free of charge with their room key.",
    ),
    "restaurant": say(
        "El restaurante La Bahía sirve cocina gaditana de 13:00 a 16:00 y de 20:00 a 23:00. Cierra los lunes.",
        "O restaurante La Bahía serve cozinha de Cádiz das 13:00 às 16:00 e das 20:00 às 23:00. Fecha às"
        " segundas-feiras.",
        "Restaurant La Bahía serves local cuisine from 13:00 to 16:00 and from 20:00 to 23:00. Closed on Mondays.",
    ),
    "payment": say(
        "Aceptamos tarjeta, transferencia y efectivo. La tarifa flexible se paga en el hotel.",
        "Aceitamos cartão, transferência e dinheiro. A tarifa flexível é paga no hotel.",
        "We accept cards, bank transfer and cash. The flexible rate is paid at the hotel.",
    ),
    "cancellation_policy": say(
        "La tarifa flexible se cancela gratis hasta 2 días antes de la llegada; después se cobra la primera noche."
        " El importe de la tarifa ahorro no se devuelve.",
        "A tarifa flexível tem cancelamento grátis até 2 dias antes da chegada; depois cobra-se a primeira noite."
        " O valor da tarifa econômica não é devolvido.",
        "The flexible rate is free to cancel until 2 days before arrival; after that the first night is charged."
        " The saver rate is not refunded.",
    ),
    "late_checkout": say(
        "La salida tardía hasta las 16:00 cuesta 30,00 € y depende de la ocupación; pídala el día anterior.",
        "A saída tardia até as 16:00 custa 30,00 € e depende da ocupação; peça no dia anterior.",
        "Late check-out until 16:00 costs €30.00 and depends on availability; please ask the day before.",
    ),
    "early_checkin": say(
        "Si la habitación está lista, puede entrar antes sin coste. Para asegurarlo, reserve la noche anterior.",
        "Se o quarto estiver pronto, pode entrar antes sem custo. Para garantir, reserve a noite anterior.",
        "If your room is ready you may come in earlier at no charge. To be sure of it, book the night before.",
    ),
    "luggage": say(
        "Guardamos su equipaje gratis el día de llegada y el de salida.",
        "Guardamos sua bagagem de graça no dia da chegada e no da saída.",
        "We keep your luggage free of charge on the days of arrival and departure.",
    ),
    "transfer": say(
        "Pedimos un taxi desde el aeropuerto de Jerez por unos 60,00 €; avísenos con un día de antelación.",
        "Pedimos um táxi do aeroporto de Jerez por cerca de 60,00 €; avise com um dia de antecedência.",
        "We can order a taxi from Jerez airport for about €60.00; please tell us a day ahead.",
    ),
    "accessibility": say(
        "Hay ascensor, entrada sin escalones y dos habitaciones adaptadas en la primera planta.",
        "Há elevador, entrada sem degraus e dois quartos adaptados no primeiro andar.",
        "There is a lift, a step-free entrance and two adapted rooms on the first floor.",
    ),
    "children": say(
        "Los niños son bienvenidos. Las cunas son gratuitas; pídalas al reservar.",
        "Crianças são bem-vindas. Os berços são gratuitos; peça ao reservar.",
        "Children are welcome. Cots are free of charge; please ask for one when booking.",
    ),
    "smoking": say(
        "No se puede fumar en las habitaciones. Hay una zona de fumadores en la azotea.",
        "Não é permitido fumar nos quartos. Há uma área de fumantes na cobertura.",
        "Smoking is not allowed in the rooms. There is a smoking area on the roof.",
    ),
    "contact": say(
        "Teléfono +34 956 555 010, correo hola@puertadelmar.example.",
        "Telefone +34 956 555 010, e-mail hola@puertadelmar.example.",
        "Phone +34 956 555 010, e-mail hola@puertadelmar.example.",
    ),
    "business_hours": say(
        "La recepción está abierta las 24 horas, todos los días.",
        "A recepção fica aberta 24 horas, todos os dias.",
        "Reception is open 24 hours, every day.",
    ),
    "services": say(
        "Wifi gratis, desayuno bufé, restaurante, piscina de temporada, garaje, lavandería y alquiler de bicicletas.",
        "Wi-fi grátis, café da manhã em bufê, restaurante, piscina de temporada, garagem, lavanderia e aluguel de"
        " bicicletas.",
        "Free Wi-Fi, breakfast buffet, restaurant, seasonal pool, garage, laundry and bicycle hire.",
    ),
    "air_conditioning": say(
        "Todas las habitaciones tienen aire acondicionado y calefacción.",
        "Todos os quartos têm ar-condicionado e aquecimento.",
        "All rooms have air conditioning and heating.",
    ),
}

TALK = {
    "questions": ("Hola, buenas tardes", "¿Tienen wifi?", "¿Y aparcamiento?", "Muchas gracias"),
    "offer": ("¿Cuánto cuesta una habitación del {arrival} al {departure} para 2 adultos?",),
    "booking": (
        "¿Tienen habitación del {arrival} al {departure} para 2 adultos?",
        "La primera",
        "{name}, {email}",
        "Sí, confirmo",
    ),
    "handover": ("El aire acondicionado de la 304 no me deja dormir, quiero hablar con una persona",),
}

PUERTA_DEL_MAR = HotelSheet(
    slug="puerta-del-mar",
    name="Hotel Puerta del Mar",
    language="es",
    country="ES",
    region="AN",
    timezone="Europe/Madrid",
    currency="EUR",
    city="Cádiz",
    address="Calle Virgen de la Palma, 14, 11002 Cádiz",
    place=(Decimal("36.5317"), Decimal("-6.3027")),
    phone="+34 956 555 010",
    email="hola@puertadelmar.example",
    color="#0e7490",
    check_in_from=time(15),
    check_out_until=time(12),
    late_check_out_until=time(16),
    late_check_out_price=Decimal("30"),
    types=TYPES,
    plans=PLANS,
    taxes=(TaxSheet("IVA 10 %", "percent", Decimal(10), included=True),),
    seasons=(
        Season((7, 1), (8, 31), Decimal("1.65")),
        Season((5, 15), (6, 30), Decimal("1.25")),
        Season((9, 1), (10, 12), Decimal("1.25")),
        Season((11, 3), (12, 20), Decimal("0.85")),
        Season((1, 8), (2, 10), Decimal("0.80")),
    ),
    weekend=Decimal("1.20"),
    step=1,
    out_of_order=("105", "306"),
    facts=FACTS,
    source="Guía de recepción",
    first_names="Lucía María Carmen Ana Laura Elena Marta Antonio Manuel José Javier Daniel Pablo Sergio Álvaro",
    last_names="García Fernández González Rodríguez López Martínez Sánchez Romero Navarro Molina Ortega Cabeza",
    mobile="+346########",
    talk=TALK,
)
