"""What one thing at a hotel is called: in Spain, Argentina and Mexico, in Brazil, and in English.

Words as they are written without accents; `*` stands for any ending.
"""

from __future__ import annotations

import re

from messaging.grounding.policies import folded

# Asked about one of these, only a fact that speaks of it is an answer.
THINGS = {
    "hair_dryer": "secador, secadores, secadora de pelo, secador de cabelo, hair dryer*, hairdryer*, blow dryer*",
    "iron": "plancha, planchar, ferro de passar, passar roupa, iron, ironing",
    "kettle": "hervidor, pava, pava electrica, chaleira, kettle*",
    "coffee_machine": "cafetera*, cafeteira*, coffee machine*, coffee maker*, nespresso",
    "minibar": "minibar, mini bar, frigobar, heladera, heladerita, nevera*, neverita, refrigerador, geladeira, fridge*,"
    " refrigerator, minifridge",
    "microwave": "microondas, micro ondas, microwave*",
    "kitchen": "kitchenette*, cocineta, cocinar, cozinhar, cozinha, cook, kitchen*",
    "safe": "caja fuerte, caja de seguridad, cofre, safe box, safe, strongbox",
    "television": "television, televisor*, tele, tv, netflix, televisao, cable tv, smart tv",
    "adapter": "adaptador*, enchufe*, tomada*, adapter*, adaptor*, plug*, socket*, voltaje, voltagem, voltage, 110v,"
    " 220v",
    "cot": "cuna*, practicuna*, cunita, moises, berco*, crib*, cot, cots, baby bed*",
    "high_chair": "trona*, silla alta, sillita alta, cadeirao, cadeira alta, high chair*, highchair*",
    "babysitter": "ninera*, canguro*, baba, babysit*, baby sitter*, nanny",
    "playground": "juegos, parque infantil, parquinho, playground*, kids club, miniclub, brinquedoteca, brinquedos",
    "electric_charger": "punto de carga, cargador para el coche, cargador electrico, cargar el coche, cargar el auto,"
    " coche electrico, auto electrico, carro eletrico, carregador, carregar o carro, ev charg*, charging station*,"
    " charging point*, charge my car, electric car*, tesla",
    "laundry": "lavanderia, lavar ropa, lavar la ropa, lavar roupa*, laundry, washing machine*, lavadora, lavarropas,"
    " tintoreria, dry cleaning",
    "bicycles": "bici, bicis, bicicleta*, bike*, bicycle*",
    "spa": "spa, sauna, masaje*, massage*, massagem, massagens",
    "whirlpool": "jacuzzi, hidromasaje, hidromassagem, whirlpool, hot tub",
    "towels": "toalla*, toallon*, toalha*, towel*",
    "lift": "ascensor*, elevador*, elevator*, lift, lifts",
    "steps": "escalones, escaleras, escadas, degraus, stairs, steps",
    "boat_trips": "barco, barcos, lancha*, boat*, escuna",
    "wineries": "bodega*, vinicola*, winery, wineries",
    "meeting_room": "sala de reuniones, salon de eventos, sala de reunioes, salao de eventos, meeting room*,"
    " conference room*",
    "tennis": "tenis, tennis",
    "padel": "padel, paddle",
    "golf": "golf, golfe",
    "room_service": "room service, servicio a la habitacion, servicio de habitacion*, servico de quarto",
    "doctor": "medico, doctor, farmacia, pharmacy, enfermeria",
    "exchange": "cambio de moneda, cambio de divisas, cambiar dinero, cambiar dolares, casa de cambio,"
    " cambio de dinheiro,"
    " cambio de moeda, troca* dinheiro, cambiam dinheiro, currency exchange, exchange money",
    "printer": "impresora, imprimir, impressora, printer, print",
    "umbrellas": "sombrilla*, guarda sol, guarda-sol, parasol*, beach umbrella*",
    "bunk_beds": "litera*, beliche*, bunk bed*",
    "entertainment": "musica en vivo, musica ao vivo, live music, discoteca, balada, nightclub, karaoke, show*",
    "cash_machine": "cajero*, caixa eletronico, atm, atms, cash machine*",
    "casino": "casino, cassino",
}
# And beside one of these the fact must be about the very thing asked: "is the pool heated?".
KINDS = {
    "heated": "climatizad*, calefaccionad*, aquecid*, heated, agua caliente, agua quente",
    "gluten_free": "sin gluten, celiac*, sem gluten, gluten free, gluten",
    "vegan": "vegan*, vegetarian*, lactosa, lactose, kosher, halal",
    "motorcycles": "moto, motos, motocicleta*, motorbike*, motorcycle*",
    "large_vehicles": "furgoneta*, autocaravana*, motorhome*, caravana*, camper*, micro, onibus, van, trailer*,"
    " casa rodante",
    "big_dogs": "perro grande, perros grandes, cachorro grande, cachorros grandes, big dog*, large dog*, gran danes",
    "other_animals": "conejo*, loro*, hamster*, coelho*, papagaio*, rabbit*, parrot*, tortuga*, serpiente*",
    "speed": "velocidad*, velocidade, mbps, megas, speed, fast, rapido, rapida, videollamada*, videochamada*, zoom",
    "roofed": "techad*, cubiert*, coberto, coberta, covered, indoor, cubierta",
    "depth": "profund*, deep, depth",
    "instalments": "cuotas, parcelar, parcelas, parcelado, instalment*, installment*, financia*",
    "crypto": "bitcoin*, cripto*, crypto*",
    "cheques": "cheque*, check de viaje*",
}
# Where somebody wants to get to: a fact about the way there names it.
PLACES = {
    "beach": "playa*, praia*, beach*",
    "airport": "aeropuerto*, aeroporto*, airport*",
    "station": "estacion, estacao, rodoviaria, terminal, station, tren, trem, train",
    "centre": "centro, center, centre, downtown, old town",
    "port": "puerto, cais, porto, pier, harbour, harbor",
    "supermarket": "supermercado*, supermarket*, mercado, grocery",
    "bank": "banco, bank",
    "hospital": "hospital*, clinica*",
    "mall": "shopping, centro comercial, mall",
}
# The broad subjects by name, for facts that mention them beside other things.
SUBJECTS = {
    "breakfast": "desayuno*, breakfast*, cafe da manha",
    "wifi": "wifi, wi-fi, internet",
    "parking": "parking, aparcamiento*, estacionamiento*, estacionamento*, cochera*, garaje*, garagem, garage*",
    "pets": "mascota*, perro*, gato*, pet, pets, dog, dogs, cat, cats, animais, cachorro*, caes",
    "pool": "piscina*, pileta*, alberca*, pool, pools",
    "gym": "gimnasio*, academia*, gym, gyms",
    "restaurant": "restaurante*, restaurant*",
    "transfer": "traslado*, transfer, transfers, shuttle, taxi, taxis",
    "luggage": "equipaje*, maleta*, valija*, bagagem, mala, malas, luggage, baggage",
    "air_conditioning": "aire acondicionado, ar condicionado, ar-condicionado, air conditioning",
    "smoking": "fumar, fumador*, fumante*, smoking, smoke",
    "location": "calle, rua, street",
}
_FAR = re.compile(r"\b(?:a cuanto|cuanto hay|que tan lejos|distancia|lejos|cerca|perto|longe|how far|distance|near)\b")
_ALL = {**THINGS, **KINDS, **PLACES, **SUBJECTS}
_ASKING = re.compile(
    r"\?|^\W*(?:(?:hola|oi|ola|hi|hello|hey|buenas|buenos dias|buen dia|bom dia|boa tarde|boa noite|y|e|and"
    r"|una consulta"
    r"|una pregunta)\W+)*(?:hay|tienen?|tienes|teneis|tenes|tendran|cuentan con|ofrecen|puedo|puede|podemos|se puede"
    r"|tem"
    r"|ha|voces tem|posso|pode|podemos|da para|da pra|do you|does|is there|are there|can (?:i|we|you)|may i|could"
    r"|a que hora|que hora|cuanto|cuando|donde|como|cual|quanto|quando|onde|qual|what|where|when|how|which)\b"
)


def _words(listed: str) -> list[str]:
    return [word.strip() for word in listed.split(",")]


def _pattern(listed: str) -> re.Pattern[str]:
    words = (re.escape(word).replace(r"\*", r"\w*").replace(r"\ ", r"\W+") for word in _words(listed))
    return re.compile(rf"\b(?:{'|'.join(words)})\b")


_PATTERNS = {name: _pattern(listed) for name, listed in _ALL.items()}
_VOCABULARY = {
    word.rstrip("*"): name
    for name, listed in {**THINGS, **SUBJECTS}.items()
    for word in _words(listed)
    if len(word.rstrip("*")) > 5 and " " not in word
}
_LETTERS_OFF = {word[:n] + word[n + 1 :]: word for word in _VOCABULARY for n in range(len(word))}


def named(text: str, names: dict[str, str] | None = None) -> list[str]:
    """The things a text names, those of the table alone; of the whole list where none is given."""
    text = folded(text)
    return [name for name in (_ALL if names is None else names) if _PATTERNS[name].search(text)]


def misspelt(text: str) -> list[str]:
    """What is named with a letter too many, too few, wrong or in another's place."""
    found = []
    for word in re.findall(r"[a-z]{5,}", folded(text)):
        dropped = {word[:n] + word[n + 1 :] for n in range(len(word))}
        near = next(
            (
                _LETTERS_OFF.get(form) or (form if form in _VOCABULARY else "")
                for form in (word, *sorted(dropped))
                if form in _LETTERS_OFF or form in _VOCABULARY
            ),
            "",
        )
        if near:
            found.append(_VOCABULARY[near])
    return list(dict.fromkeys(found))


def asks_how_far(text: str) -> bool:
    return _FAR.search(folded(text)) is not None


def asks(text: str) -> bool:
    return _ASKING.search(folded(text)) is not None


def query(name: str) -> str:
    """All its words for PostgreSQL's full text search, and the name of its topic."""
    words = [*_words(_ALL.get(name, "")), *([name.replace("_", " ")] if name else [])]
    return " | ".join(_lexemes(word) for word in words if word)


def _lexemes(words: str) -> str:
    ending = ":*" if words.endswith("*") else ""
    return "(" + " <-> ".join(f"'{word}'" for word in re.findall(r"\w+", words)) + f"{ending})"
