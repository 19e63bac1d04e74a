"""Posada del Sol, Mendoza: 18 rooms among vineyards, in Argentine pesos."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from hotel_agent.demo.sheets import HotelSheet, PlanSheet, Season, TaxSheet, TypeSheet, say

TYPES = (
    TypeSheet(
        "doble-jardin",
        say("Doble jardín", "Duplo jardim", "Garden double"),
        say(
            "20 m² en planta baja, con cama queen y salida al jardín.",
            "20 m² no térreo, com cama queen e saída para o jardim.",
            "20 m² on the ground floor, with a queen bed and a door to the garden.",
        ),
        sleeps=(2, 2),
        price=95_000,
        rooms="101 102 103 104 105 106 107",
    ),
    TypeSheet(
        "doble-montana",
        say("Doble superior vista a la montaña", "Duplo superior vista montanha", "Superior double, mountain view"),
        say(
            "26 m² con cama king, balcón y vista a la cordillera.",
            "26 m² com cama king, varanda e vista para a cordilheira.",
            "26 m² with a king bed, a balcony and a view of the Andes.",
        ),
        sleeps=(2, 3),
        price=128_000,
        rooms="201 202 203 204 205 206",
    ),
    TypeSheet(
        "triple-familiar",
        say("Triple familiar", "Triplo família", "Family triple"),
        say(
            "30 m² con cama queen y dos camas de una plaza.",
            "30 m² com cama queen e duas camas de solteiro.",
            "30 m² with a queen bed and two single beds.",
        ),
        sleeps=(3, 4),
        price=152_000,
        rooms="108 207 208",
    ),
    TypeSheet(
        "suite-malbec",
        say("Suite Malbec", "Suíte Malbec", "Malbec suite"),
        say(
            "42 m² con hogar a leña, hidromasaje y una botella de malbec de la casa.",
            "42 m² com lareira, hidromassagem e uma garrafa de malbec da casa.",
            "42 m² with a fireplace, a whirlpool bath and a bottle of our own malbec.",
        ),
        sleeps=(2, 3),
        price=215_000,
        rooms="209 210",
    ),
)

PLANS = (
    PlanSheet(
        "flexible",
        say("Tarifa flexible", "Tarifa flexível", "Flexible rate"),
        factor=Decimal(1),
        breakfast=True,
        free_until_days=3,
    ),
    PlanSheet(
        "ahorro",
        say("Tarifa ahorro", "Tarifa econômica", "Saver rate"),
        factor=Decimal("0.85"),
        breakfast=True,
        free_until_days=None,
    ),
)

FACTS = {
    "check_in_time": say(
        "El ingreso es a partir de las 14:00.",
        "O check-in é a partir das 14:00.",
        "Check-in is from 14:00.",
    ),
    "check_out_time": say(
        "La salida es hasta las 10:00.",
        "O check-out é até as 10:00.",
        "Check-out is until 10:00.",
    ),
    "breakfast": say(
        "El desayuno casero está incluido en todas las tarifas y se sirve de 7:30 a 10:30.",
        "O café da manhã caseiro está incluído em todas as tarifas e é servido das 7:30 às 10:30.",
        "The home-made breakfast is included in every rate and served from 7:30 to 10:30.",
    ),
    "wifi": say(
        "Hay wifi gratis en las habitaciones, el jardín y la galería.",
        "Há wi-fi grátis nos quartos, no jardim e na varanda.",
        "Wi-Fi is free in the rooms, the garden and the gallery.",
    ),
    "parking": say(
        "La cochera es gratis y está dentro del predio, con vigilancia de noche.",
        "O estacionamento é grátis, dentro da propriedade e vigiado à noite.",
        "Parking is free, inside the grounds and watched at night.",
    ),
    "pets": say(
        "Recibimos un perro chico por habitación, sin cargo; avisanos al reservar.",
        "Recebemos um cão pequeno por quarto, sem custo; avise ao reservar.",
        "One small dog per room is welcome at no charge; please tell us when you book.",
    ),
    "pool": say(
        "La pileta del jardín está abierta de noviembre a marzo, de 9:00 a 21:00.",
        "A piscina do jardim abre de novembro a março, das 9:00 às 21:00.",
        "The garden pool is open from November to March, 9:00 to 21:00.",
    ),
    "location": say(
        "Estamos en Chacras de Coria, calle Viamonte 4850, a 20 minutos en auto del centro de Mendoza.",
        "Ficamos em Chacras de Coria, rua Viamonte 4850, a 20 minutos de carro do centro de Mendoza.",
        "We are in Chacras de Coria, Viamonte 4850, 20 minutes by car from the centre of Mendoza.",
    ),
    "gym": say(
        "No tenemos gimnasio. Prestamos bicicletas sin cargo.",
        "Não temos academia. Emprestamos bicicletas sem custo.",
        "We have no gym. We lend bicycles free of charge.",
    ),
    "restaurant": say(
        "No tenemos restaurante. De 12:00 a 22:00 servimos picadas y vinos; a tres cuadras hay varios restaurantes.",
        "Não temos restaurante. Das 12:00 às 22:00 servimos tábuas de frios e vinhos; há restaurantes a três quadras.",
        "We have no restaurant. From 12:00 to 22:00 we serve platters and wine; several restaurants are three"
        " blocks away.",
    ),
    "payment": say(
        "Aceptamos tarjeta, transferencia y efectivo, en pesos. La tarifa flexible se paga al llegar.",
        "Aceitamos cartão, transferência e dinheiro, em pesos. A tarifa flexível é paga na chegada.",
        "We accept cards, bank transfer and cash, in pesos. The flexible rate is paid on arrival.",
    ),
    "cancellation_policy": say(
        "La tarifa flexible se cancela gratis hasta 3 días antes de la llegada; después se cobra la primera noche."
        " El importe de la tarifa ahorro no se devuelve.",
        "A tarifa flexível tem cancelamento grátis até 3 dias antes da chegada; depois cobra-se a primeira noite."
        " O valor da tarifa econômica não é devolvido.",
        "The flexible rate is free to cancel until 3 days before arrival; after that the first night is charged."
        " The saver rate is not refunded.",
    ),
    "late_checkout": say(
        "La salida tardía hasta las 15:00 cuesta $ 35.000,00, si la habitación está libre esa noche.",
        "A saída tardia até as 15:00 custa $ 35.000,00, se o quarto estiver livre naquela noite.",
        "Late check-out until 15:00 costs $35,000.00 if the room is free that night.",
    ),
    "early_checkin": say(
        "Desde las 9:00 podés dejar el equipaje y usar la pileta; la habitación, apenas esté lista.",
        "A partir das 9:00 você pode deixar a bagagem e usar a piscina; o quarto, assim que estiver pronto.",
        "From 9:00 you can leave your luggage and use the pool; you get the room as soon as it is ready.",
    ),
    "luggage": say(
        "Guardamos tu equipaje sin cargo el día de llegada y el de salida.",
        "Guardamos sua bagagem sem custo no dia da chegada e no da saída.",
        "We keep your luggage free of charge on the days of arrival and departure.",
    ),
    "transfer": say(
        "El traslado desde el aeropuerto de Mendoza cuesta $ 40.000,00 para hasta cuatro personas; se pide un día"
        " antes.",
        "O traslado do aeroporto de Mendoza custa $ 40.000,00 para até quatro pessoas; peça um dia antes.",
        "A transfer from Mendoza airport costs $40,000.00 for up to four people; please ask a day ahead.",
    ),
    "accessibility": say(
        "La habitación 101 es adaptada y está en planta baja. No hay ascensor al primer piso.",
        "O quarto 101 é adaptado e fica no térreo. Não há elevador para o primeiro andar.",
        "Room 101 is adapted and on the ground floor. There is no lift to the upper floor.",
    ),
    "children": say(
        "Los chicos son bienvenidos. Las cunas no tienen cargo; hay juegos en el jardín.",
        "Crianças são bem-vindas. Os berços não têm custo; há brinquedos no jardim.",
        "Children are welcome. Cots are free of charge and there is a playground in the garden.",
    ),
    "smoking": say(
        "No se fuma adentro; sí en la galería y el jardín.",
        "Não é permitido fumar dentro; na varanda e no jardim, sim.",
        "No smoking indoors; you may smoke in the gallery and the garden.",
    ),
    "contact": say(
        "Teléfono +54 261 555 0148, correo hola@posadadelsol.example.",
        "Telefone +54 261 555 0148, e-mail hola@posadadelsol.example.",
        "Phone +54 261 555 0148, e-mail hola@posadadelsol.example.",
    ),
    "business_hours": say(
        "La recepción atiende de 7:00 a 23:00. Después hay una persona de guardia.",
        "A recepção atende das 7:00 às 23:00. Depois há uma pessoa de plantão.",
        "Reception is open from 7:00 to 23:00. After that someone is on call.",
    ),
    "services": say(
        "Desayuno casero, wifi, pileta, cochera, bicicletas, picadas y visitas guiadas a bodegas.",
        "Café da manhã caseiro, wi-fi, piscina, estacionamento, bicicletas, frios e visitas a vinícolas.",
        "Home-made breakfast, Wi-Fi, pool, parking, bicycles, platters and guided visits to wineries.",
    ),
    "air_conditioning": say(
        "Todas las habitaciones tienen aire acondicionado frío y calor.",
        "Todos os quartos têm ar-condicionado quente e frio.",
        "All rooms have air conditioning, for cooling and heating.",
    ),
}

TALK = {
    "questions": ("Hola! Buenas", "Tienen wifi?", "Y hay cochera?", "Muchas gracias"),
    "offer": ("Cuánto sale una habitación del {arrival} al {departure} para 2 adultos?",),
    "booking": (
        "Tenés lugar del {arrival} al {departure} para 2 adultos?",
        "La primera",
        "{name}, {email}",
        "Sí, confirmo",
    ),
    "handover": ("No sale agua caliente en la 203, quiero hablar con una persona",),
}

POSADA_DEL_SOL = HotelSheet(
    slug="posada-del-sol",
    name="Posada del Sol",
    language="es",
    country="AR",
    region="M",
    timezone="America/Argentina/Mendoza",
    currency="ARS",
    city="Mendoza",
    address="Viamonte 4850, Chacras de Coria, M5528 Mendoza",
    place=(Decimal("-32.9786"), Decimal("-68.8805")),
    phone="+54 261 555 0148",
    email="hola@posadadelsol.example",
    color="#9a3412",
    check_in_from=time(14),
    check_out_until=time(10),
    late_check_out_until=time(15),
    late_check_out_price=Decimal("35000"),
    types=TYPES,
    plans=PLANS,
    taxes=(TaxSheet("IVA 21 %", "percent", Decimal(21), included=True),),
    seasons=(
        Season((2, 20), (3, 15), Decimal("1.45")),  # the grape harvest and its festival
        Season((12, 26), (2, 19), Decimal("1.25")),
        Season((7, 8), (7, 31), Decimal("1.30")),
        Season((5, 2), (6, 30), Decimal("0.85")),
    ),
    weekend=Decimal("1.15"),
    step=500,
    out_of_order=("105", "204"),
    facts=FACTS,
    source="Manual de la posada",
    first_names="Juan Martín Sofía Valentina Camila Lucas Mateo Julieta Agustín Florencia Nicolás Micaela Facundo",
    last_names="González Rodríguez Gómez Fernández Díaz Pereyra Sosa Romero Quiroga Lucero Funes Bustos Giménez",
    mobile="+549261#######",
    talk=TALK,
)
