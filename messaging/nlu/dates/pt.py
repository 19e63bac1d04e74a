"""Portuguese words of dates, Brazil first."""

from __future__ import annotations

from messaging.nlu.dates.feasts import Feast
from messaging.nlu.dates.grammar import Grammar, compounds
from messaging.nlu.text import words

_UNITS = {
    "um": 1, "uma": 1, "dois": 2, "duas": 2, "tres": 3, "quatro": 4, "cinco": 5, "seis": 6, "sete": 7,
    "oito": 8, "nove": 9,
}  # fmt: skip
_TEENS = {
    "dez": 10, "onze": 11, "doze": 12, "treze": 13, "quatorze": 14, "catorze": 14, "quinze": 15,
    "dezesseis": 16, "dezasseis": 16, "dezessete": 17, "dezassete": 17, "dezoito": 18, "dezenove": 19,
    "dezanove": 19, "vinte": 20, "trinta": 30,
}  # fmt: skip

GRAMMAR = Grammar(
    months="janeiro fevereiro marco abril maio junho julho agosto setembro outubro novembro dezembro",
    short_months="jan|ene fev|feb mar abr|apr mai|may jun jul ago|aug set|sep|sept out|oct nov dez|dec|dic",
    weekdays="segunda|segunda-feira|segunda_feira|2a_feira terca|terca-feira|terca_feira "
    "quarta|quarta-feira|quarta_feira quinta|quinta-feira|quinta_feira sexta|sexta-feira|sexta_feira|sesta "
    "sabado domingo",
    short_weekdays="seg . qua qui sex sab dom",
    cardinals=_UNITS | _TEENS | compounds({"vinte": 20, "trinta": 30}, list(_UNITS.items()), (" e ",)),
    ordinals={"primeiro": 1},
    amounts={"um par de": 2, "uma so": 1},
    today={
        "hoje": 0,
        "hoje mesmo": 0,
        "a partir de agora": 0,
        "amanha": 1,
        "amnha": 1,
        "amanh": 1,
        "amnaha": 1,
        "amanhan": 1,
        "amanha mesmo": 1,
        "depois de amanha": 2,
        "ontem": -1,
        "anteontem": -2,
    },
    feasts={
        Feast.ANY: "feriado, feriados, feriadao, feriadoes, feriado prolongado, fim de semana prolongado, "
        "final de semana prolongado, emenda, emenda de feriado, emendar o feriado, feriado nacional, ponte, "
        "feriado municipal",
        Feast.UNKNOWN: "dia das maes, dia dos pais, festas de fim de ano, as festas, semana do saco cheio, "
        "festas juninas, sao joao, festa junina, dia das criancas semana",
        Feast.HOLY_WEEK: "semana santa",
        Feast.EASTER: "pascoa, feriado de pascoa, feriado da pascoa, feriadao de pascoa, feriadao da pascoa",
        Feast.MAUNDY_THURSDAY: "quinta-feira santa, quinta feira santa, quinta santa",
        Feast.GOOD_FRIDAY: "sexta-feira santa, sexta feira santa, sexta santa, paixao de cristo",
        Feast.HOLY_SATURDAY: "sabado de aleluia",
        Feast.EASTER_SUNDAY: "domingo de pascoa",
        Feast.PALM_SUNDAY: "domingo de ramos",
        Feast.CARNIVAL: "carnaval, feriado de carnaval, feriado do carnaval, feriadao de carnaval",
        Feast.ASH_WEDNESDAY: "quarta-feira de cinzas, quarta de cinzas, quarta feira de cinzas",
        Feast.CORPUS: "corpus christi, corpus, feriado de corpus christi, feriadao de corpus christi",
        Feast.CHRISTMAS: "natal, noite de natal, feriado de natal, feriado do natal, feriadao de natal",
        Feast.CHRISTMAS_DAY: "dia de natal",
        Feast.CHRISTMAS_EVE: "vespera de natal",
        Feast.NEW_YEAR: "reveillon, revellion, reveion, virada do ano, virada de ano, a virada, fim de ano, "
        "final de ano, vespera de ano novo, noite da virada",
        Feast.NEW_YEARS_DAY: "dia de ano novo, ano novo, ano-novo",
        Feast.EPIPHANY: "dia de reis",
        Feast.VALENTINE: "sao valentim, valentine's day",
        Feast.LOVERS: "dia dos namorados",
        Feast.INDEPENDENCE: "independencia, dia da independencia, feriado da independencia, feriadao da independencia",
        Feast.MAY_DAY: "dia do trabalho, dia do trabalhador, feriado do trabalho, feriado do trabalhador",
        Feast.ALL_SAINTS: "finados, dia de finados, feriado de finados, feriadao de finados",
        Feast.COLUMBUS: "dia das criancas, nossa senhora aparecida, feriado da padroeira, feriado das criancas, "
        "feriado de nossa senhora",
        Feast.REPUBLIC: "proclamacao da republica, feriado da republica, feriado da proclamacao, dia da republica, "
        "feriado da proclamacao da republica",
        Feast.TIRADENTES: "tiradentes, feriado de tiradentes, feriadao de tiradentes",
        Feast.AWARENESS: "consciencia negra, dia da consciencia negra, feriado da consciencia negra",
        Feast.THANKSGIVING: "acao de gracas, thanksgiving",
    },
    words={
        "tonight": "esta noite, hoje a noite, hoje de noite, essa noite",
        "weekend": "fim de smana, fim de semna, final de semna, fimde, fim semana, fim d semana, fim de semana, "
        "final de semana, fds, findi, fim-de-semana",
        "week": "semana, semanas",
        "article": "o, no",
        "day": "dia, dias, data",
        "nights": "noits, nites, diariaa, noitess, noite, noites, diaria, diarias, pernoite, pernoites",
        "of": "de, do, da, dos",
        "in": "em, daqui a, dentro de, no mes de",
        "for": "para, por, pra, pro, durante",
        "from": "desde, a partir de, a partir do, desde o, comecando, iniciando",
        "between": "entre",
        "to": "a, ao",
        "until": "ate, ate o, ate a",
        "and": "e",
        "or": "ou",
        "arrival": "chego, chegamos, chegada, chegando, chegaria, chegaremos, chegarei, entrada, entrando, "
        "entro, entramos, check in, check-in, checkin, chegar, entrar",
        "departure": "saida, saio, saimos, saindo, sairia, sairemos, sairei, check out, check-out, checkout, "
        "vou embora, vamos embora, partida, partimos, parto, volto, voltamos, retorno, sair, volta",
        "next": "proximo, proxima, seguinte, o proximo, a proxima, prox, que vem, q vem, que entra",
        "coming": "agora",
        "this": "este, esta, neste, nesta, esse, essa, nesse, nessa, desta, deste, dessa",
        "correction": "melhor, digo, desculpa, desculpe, quis dizer, quero dizer, alias, na verdade, "
        "corrigindo, em vez de, perdao",
        "no": "nao",
        "more": "mais, extra, adicional, a mais",
        "another": "outra, outro",
        "past": "passado, passada, ultimo, ultima",
        "vague": "da outra semana, na outra semana, black friday, outra data, outras datas, outro dia, "
        "outros dias, mudar datas, mudar as datas, "
        "mudar a data, "
        "mudar de data, trocar as datas, as datas, "
        "primeira quinzena, segunda quinzena, segunda metade, "
        "fim do mes, final do mes, comeco do mes, "
        "inicio do mes, meados do mes, fim de mes, "
        "verao, inverno, outono, primavera, ferias de julho, ferias de verao, um fim de semana, "
        "um final de semana, algum fim de semana, algum final de semana, qualquer fim de semana, "
        "durante a semana, meio da semana, dia de semana, algum dia, qualquer dia, alguns dias, uns dias, "
        "varios dias, algumas noites, mais para frente, mais pra frente, nas ferias, para as ferias, "
        "primeiro fim de semana, segundo fim de semana, ultimo fim de semana, primeiro final de semana, "
        "ultimo final de semana, segundo final de semana",
        "part_of_month": "comeco de, inicio de, meados de, metade de, fim de, final de, fins de, finais de, "
        "ultima semana de, primeira semana de, segunda semana de, terceira semana de, ultimos dias de, "
        "primeiros dias de",
        "fortnight": "quinzena, quinzenas",
        "next_month": "mes que vem, mes q vem, proximo mes, mes seguinte",
        "some_month": "este mes, esse mes, deste mes, desse mes, mes, proximos meses, proximas semanas",
        "mute": "bom fim de semana, bom final de semana, bom fds, otimo fim de semana, otimo final de semana, "
        "de manha, pela manha, da manha, a segunda opcao, segunda opcao, quarta opcao, quinta opcao, "
        "sexta opcao, bom dia, por dia, todos os dias, por noite, por semana, segunda pessoa, segunda vez, "
        "quinta avenida",
    },
    typos_of_no_one=words("quarto quartos quanta quanto segundo seguida segura quinto sexto salada"),
)
