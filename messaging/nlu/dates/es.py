"""Spanish words of dates, from Spain to Argentina and Mexico."""

from __future__ import annotations

from messaging.nlu.dates.feasts import Feast
from messaging.nlu.dates.grammar import Grammar, compounds
from messaging.nlu.text import words

_UNITS = {
    "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7,
    "ocho": 8, "nueve": 9,
}  # fmt: skip
_TEENS = {
    "diez": 10, "once": 11, "doce": 12, "trece": 13, "catorce": 14, "quince": 15, "dieciseis": 16,
    "diecisiete": 17, "dieciocho": 18, "diecinueve": 19, "veinte": 20, "treinta": 30, "veintiuno": 21,
    "veintiun": 21, "veintidos": 22, "veintitres": 23, "veinticuatro": 24, "veinticinco": 25,
    "veintiseis": 26, "veintisiete": 27, "veintiocho": 28, "veintinueve": 29,
}  # fmt: skip

GRAMMAR = Grammar(
    months="enero febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre",
    short_months="ene|jan feb|fev mar abr|apr may jun jul ago|agos|aug sep|sept|set oct nov dic|dec|dez",
    weekdays="lunes martes miercoles jueves viernes sabado domingo",
    short_weekdays="lun . mie|mier jue vie sab dom",
    cardinals=_UNITS | _TEENS | compounds({"veinte": 20, "treinta": 30}, list(_UNITS.items()), (" y ",)),
    ordinals={"primero": 1},
    amounts={"un par de": 2, "una sola": 1, "un par": 2},
    today={
        "hoy": 0,
        "hoy mismo": 0,
        "hoy dia": 0,
        "desde ahora": 0,
        "manana": 1,
        "manna": 1,
        "mannana": 1,
        "manan": 1,
        "mñana": 1,
        "mnana": 1,
        "manana mismo": 1,
        "pasado manana": 2,
        "ayer": -1,
        "anoche": -1,
        "antes de ayer": -2,
        "anteayer": -2,
    },
    feasts={
        Feast.ANY: "puente, puentes, feriado, feriados, fin de semana largo, finde largo, finde xl, fin de largo, "
        "acueducto, macropuente, megapuente, superpuente, festivo, festivos, dia festivo",
        Feast.UNKNOWN: "navidades, las fiestas, dia de la madre, dia del padre, vacaciones de semana santa, "
        "fiestas decembrinas, feria",
        Feast.HOLY_WEEK: "semana santa, semanasanta, ss santa, semana mayor",
        Feast.EASTER: "pascua, pascuas, finde de pascua, fin de semana de pascua, pascua de resurreccion",
        Feast.MAUNDY_THURSDAY: "jueves santo",
        Feast.GOOD_FRIDAY: "viernes santo",
        Feast.HOLY_SATURDAY: "sabado santo, sabado de gloria",
        Feast.EASTER_SUNDAY: "domingo de resurreccion, domingo de pascua, domingo santo",
        Feast.EASTER_MONDAY: "lunes de pascua",
        Feast.PALM_SUNDAY: "domingo de ramos",
        Feast.CARNIVAL: "carnaval, carnavales",
        Feast.ASH_WEDNESDAY: "miercoles de ceniza",
        Feast.CORPUS: "corpus, corpus christi",
        Feast.CHRISTMAS: "navidad, noche de navidad",
        Feast.CHRISTMAS_DAY: "dia de navidad",
        Feast.CHRISTMAS_EVE: "nochebuena, noche buena",
        Feast.NEW_YEAR: "nochevieja, noche vieja, fin de ano, fin de anio, fin de a#o, noche de fin de ano, "
        "fiesta de fin de ano, noche de ano nuevo",
        Feast.NEW_YEARS_DAY: "dia de ano nuevo, primero de ano, ano nuevo, anio nuevo",
        Feast.EPIPHANY: "dia de reyes, reyes, noche de reyes, puente de reyes, reyes magos",
        Feast.VALENTINE: "san valentin, dia de los enamorados, dia del amor y la amistad, 14 de febrero enamorados",
        Feast.DEAD: "dia de muertos, dia de los muertos, puente de muertos",
        Feast.INDEPENDENCE: "fiestas patrias, dia de la independencia, puente de la independencia, "
        "feriado de la independencia, puente patrio, la independencia",
        Feast.MAY_DAY: "dia del trabajo, dia del trabajador, dia de los trabajadores, puente del trabajo",
        Feast.ALL_SAINTS: "todos los santos, puente de los santos, puente de todos los santos, los santos",
        Feast.COLUMBUS: "puente del pilar, el pilar, dia de la raza, dia de la hispanidad, puente de la hispanidad",
        Feast.CONSTITUTION: "puente de la constitucion, puente de la inmaculada, dia de la constitucion, "
        "la inmaculada, puente de la purisima",
        Feast.REVOLUTION: "puente de la revolucion, dia de la revolucion, revolucion de mayo",
        Feast.ASSUMPTION: "puente de la asuncion, la asuncion, virgen de agosto, dia de san martin, "
        "feriado de san martin",
        Feast.THANKSGIVING: "dia de accion de gracias, accion de gracias, thanksgiving",
    },
    words={
        "tonight": "esta noche, hoy a la noche, hoy por la noche, hoy en la noche",
        "weekend": "fin de semana, finde, fds, fnde, findes, fin de semna, fin de smana, fin de semama, "
        "fin d semana, "
        "finde semana, fin semana, fin de seman",
        "week": "semana, semanas, semanita",
        "article": "el",
        "day": "dia, dias, fecha",
        "nights": "noche, noches, nohces, noces, nochs, noch, nohes, noxes, noces, nochez, nochecitas, "
        "pernocte, pernoctes, pernoctaciones",
        "of": "de, del, d, de los",
        "in": "en, dentro de, de aqui a, de aca a",
        "for": "para, por, pa, durante",
        "from": "desde, desde el, a partir de, a partir del, empezando, comenzando",
        "between": "entre",
        "to": "a, al",
        "until": "hasta, hasta el, asta",
        "and": "y, e",
        "or": "o, u",
        "arrival": "llego, llegamos, llegaria, llegariamos, llegando, llegada, llegare, llegaremos, entrada, "
        "entro, entramos, entrando, ingreso, ingresamos, ingresando, ingresar, check in, check-in, checkin, "
        "arribo, arribamos, llegar, entrar",
        "departure": "salida, salgo, salimos, saliendo, saldria, saldriamos, saldre, saldremos, egreso, "
        "egresamos, check out, check-out, checkout, me voy, nos vamos, me iria, nos iriamos, regreso, "
        "regresamos, volvemos, me vuelvo, salir, marcho, marchamos, partida, partimos, retiro",
        "next": "proximo, proxima, siguiente, el proximo, el siguiente, la proxima, prox, "
        "que viene, q viene, que entra, q entra, que sigue",
        "this": "este, esta, estos",
        "correction": "mejor, mejor dicho, digo, perdon, perdona, disculpa, quise decir, queria decir, corrijo, "
        "me equivoque, en vez de, en lugar de",
        "no": "no",
        "more": "mas, extra, adicional",
        "another": "otra, otro",
        "past": "pasado, pasada, ultimo, ultima",
        "vague": "la otra semana, en unos meses, hoy en ocho, de hoy en ocho, hoy en quince, manana en ocho, "
        "black friday, "
        "buen fin, el buen fin, "
        "primeros de mes, otra fecha, otras fechas, otro dia, otros dias, cambiar fechas, cambiar las fechas, "
        "cambiar la fecha, cambiar de fecha, cambiar de fechas, las fechas, "
        "primera quincena, segunda quincena, fin de mes, fines de mes, finales de mes, final de mes, "
        "mediados de mes, "
        "principio de mes, principios de mes, comienzos de mes, verano, invierno, otono, primavera, "
        "vacaciones de invierno, vacaciones de verano, un fin de semana, un finde, algun fin de semana, "
        "algun finde, cualquier fin de semana, cualquier finde, entre semana, entresemana, algun dia, "
        "cualquier dia, algunos dias, unos dias, unas noches, unos dias de, varios dias, varias noches, "
        "un dia de estos, mas adelante, dentro de poco, en vacaciones, para las vacaciones, algunas noches, "
        "primer fin de semana, segundo fin de semana, tercer fin de semana, ultimo fin de semana, "
        "ultimo finde, primer finde",
        "part_of_month": "primeros de, ultimos de, principio de, principios de, comienzo de, comienzos de, "
        "inicios de, inicio de, "
        "mediados de, mitad de, finales de, final de, fines de, fin de, ultima semana de, primera semana de, "
        "segunda semana de, tercera semana de, ultimos dias de, primeros dias de",
        "fortnight": "quincena, quincenas",
        "next_month": "mes que viene, mes q viene, proximo mes, mes proximo, mes siguiente, mes entrante",
        "some_month": "este mes, mes, proximos meses, proximas semanas, corriente",
        "mute": "cuanto saldria, cuanto nos saldria, cuanto me saldria, a cuanto saldria, por cuanto saldria, "
        "buen finde, buen fin de semana, lindo finde, feliz finde, lindo fin de semana, feliz fin de semana, "
        "por la manana, de la manana, a la manana, en la manana, esta manana, la manana, "
        "por las mananas, no se si, primero que nada, todos los dias, buenos dias, buen dia, por dia, "
        "por noche, cada noche, por semana",
    },
    typos_of_no_one=words("vienes viene martin mates abrir junto juntos marcos salado jueces domino"),
)
