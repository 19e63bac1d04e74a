"""Stay dates in Brazilian Portuguese. Today is Tuesday 9 June 2026."""

import pytest

from tests.messaging.nlu.said import stay, table

SAID = table("""
    oi, tem quarto do dia 12 ao dia 15 de junho?                => 06-12 06-15
    de 3 a 7 de julho para duas pessoas                         => 07-03 07-07
    gostaria de reservar de 18 de agosto até 25 de agosto       => 08-18 08-25
    preciso de um quarto de casal de 28 de julho a 3 de agosto  => 07-28 08-03
    de 28 a 3 de agosto                                         => 07-28 08-03
    do dia 30 ao dia 2                                          => 06-30 07-02
    do 15 ao 18                                                 => 06-15 06-18
    de 5 a 8                                                    => 07-05 07-08
    DE 10 A 14 DE SETEMBRO                                      => 09-10 09-14
    10/9 a 14/9                                                 => 09-10 09-14
    de 10/09/2026 até 14/09/2026                                => 09-10 09-14
    10 a 14/09                                                  => 09-10 09-14
    10/9 - 14/9                                                 => 09-10 09-14
    10-09-2026 a 14-09-2026                                     => 09-10 09-14
    2026-09-10 a 2026-09-14                                     => 09-10 09-14
    10/09 ate 14/09                                             => 09-10 09-14
    entre 20 e 23 de outubro                                    => 10-20 10-23
    entre os dias 20 e 23 de outubro                            => 10-20 10-23
    entrada dia 5 de julho e saída dia 9                        => 07-05 07-09
    check-in 05/07 check-out 09/07                              => 07-05 07-09
    entrada 05/07, saída 09/07                                  => 07-05 07-09
    chego sexta e saio domingo                                  => 06-12 06-14
    de sexta a domingo                                          => 06-12 06-14
    de sexta-feira até segunda-feira                            => 06-12 06-15
    de quinta à domingo                                         => 06-11 06-14
    sexta a segunda                                             => 06-12 06-15
    sexta dia 19                                                => 06-19 - ?departure
    nesta sexta, duas noites                                    => 06-12 06-14
    próxima sexta, 2 noites                                     => 06-12 06-14
    sexta que vem por 3 noites                                  => 06-12 06-15
    semana que vem de terça a quinta                            => 06-16 06-18
    de segunda a quarta da semana que vem                       => 06-15 06-17
    na próxima semana, de segunda a quarta                      => 06-15 06-17
    este fim de semana                                          => 06-12 06-14
    tem vaga neste final de semana?                             => 06-12 06-14
    para o fds                                                  => 06-12 06-14
    no próximo final de semana                                  => 06-19 06-21
    fim de semana que vem                                       => 06-19 06-21
    no fim de semana do dia 20                                  => 06-19 06-21
    hoje                                                        => 06-09 - ?departure
    para hoje, 2 noites                                         => 06-09 06-11
    tem quarto para hoje à noite?                               => 06-09 06-10
    amanhã                                                      => 06-10 - ?departure
    de amanhã até sexta                                         => 06-10 06-12
    de hoje a sexta                                             => 06-09 06-12
    depois de amanhã por 3 noites                               => 06-11 06-14
    3 noites a partir de quinta                                 => 06-11 06-14
    4 diárias a partir de 20 de julho                           => 07-20 07-24
    uma semana a partir de 1 de agosto                          => 08-01 08-08
    chego dia 2 de julho e fico 5 noites                        => 07-02 07-07
    cinco noites a partir do dia dois de julho                  => 07-02 07-07
    5 noites até 11 de julho                                    => 07-06 07-11
    5 dias e 4 noites a partir de 20 de julho                   => 07-20 07-24
    a noite do dia 20 de julho                                  => 07-20 07-21
    do dia vinte ao dia vinte e três de julho                   => 07-20 07-23
    de primeiro a cinco de agosto                               => 08-01 08-05
    1º de agosto a 5 de agosto                                  => 08-01 08-05
    dias 6, 7 e 8 de julho                                      => 07-06 07-08
    de 28 de dezembro a 2 de janeiro                            => 12-28 2027-01-02
    de 28/12 a 02/01                                            => 12-28 2027-01-02
    de 20 a 22 de janeiro de 2027                               => 2027-01-20 2027-01-22
    20 a 25 dez                                                 => 12-20 12-25
    15 jan a 18 jan                                             => 2027-01-15 2027-01-18
    10 a 14 de setenbro                                         => 09-10 09-14
    20 a 22 de dezenbro                                         => 12-20 12-22
    de 12 a 15 de março                                         => 2027-03-12 2027-03-15
    5 de março                                                  => 2027-03-05 - ?departure
    no dia 20                                                   => 06-20 - ?departure
    até o dia 22 de julho                                       => - 07-22
    2 adultos e 2 crianças de 4 e 6 anos de 3 a 7 de julho      => 07-03 07-07
    somos 4, de 3 a 7 de julho                                  => 07-03 07-07
    Boa noite, vocês teriam disponibilidade pro dia 17/07 até 20/07? casal e uma criança de 3 anos => 07-17 07-20
    chegaremos sábado dia 13 e vamos embora terça               => 06-13 06-16
    daqui a 10 dias, uma noite                                  => 06-19 06-20
    melhor do dia 21 ao dia 23 de julho                         => 07-21 07-23
    sexta-feira, 20 de junho                                    => 06-20 - ?weekday_mismatch ?departure
    de 20 a 22 de julho, 4 noites                               => 07-20 07-22 ?nights_mismatch
    de 20 a 22 de maio de 2024                                  => - - ?past
    30 de fevereiro                                             => - - ?impossible
    de 22 de julho a 20 de julho                                => - - ?impossible
    segunda quinzena de julho                                   => - - ?vague
    2ª feira                                                    => 06-15 - ?departure
    dia 20 do mês que vem                                       => 07-20 - ?departure
    do dia 20 do 7 ao dia 22 do 7                               => 07-20 07-22
    sexta agora                                                 => 06-12 - ?departure
    sexta, sábado e domingo                                     => 06-12 06-14
    12/06 - 3 diárias                                           => 06-12 06-15
    daqui a três dias                                           => 06-12 - ?departure
    na semana do dia 20                                         => - - ?vague
    na terça                                                    => 06-16 - ?next_weekday ?departure
    em agosto                                                   => - - ?month_only
    para o mês de setembro                                      => - - ?month_only
    mês que vem                                                 => - - ?month_only
    no fim do mês                                               => - - ?vague
    em meados de julho                                          => - - ?vague
    começo de agosto                                            => - - ?vague
    primeira quinzena de janeiro                                => - - ?vague
    semana que vem                                              => - - ?vague
    algum fim de semana de julho                                => - - ?vague
    no feriado                                                  => - - ?holiday
    no carnaval                                                 => - - ?holiday
    para o Réveillon                                            => - - ?holiday
    no Natal, 3 noites                                          => - - ?holiday
    Semana Santa                                                => - - ?holiday
    feriadão de 12 de outubro                                   => - - ?holiday
    sexta ou sábado                                             => - - ?vague
""")

NO_DATES = """
    2 adultos
    somos quatro
    quarto 101
    quero a opção 3
    a segunda opção
    custa 120 reais?
    meu telefone é 11 98765-4321
    tenho dois filhos de 3 e 5 anos
    o café da manhã é das 7 às 10?
    o wifi não funciona hoje
    recepção 24/7?
    bom dia
    quarto com vista para o mar
    preciso de um quarto para três com duas camas
    quero ter um quarto com banheira
    vocês aceitam cachorro?
    um segundo, por favor
    obrigado, até logo
    a partir de que horas posso entrar?
"""


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_stay(text: str, expected: str) -> None:
    assert stay(text, "pt", country="BR") == expected


@pytest.mark.parametrize("text", [line.strip() for line in NO_DATES.strip().splitlines()])
def test_no_date_is_taken_from(text: str) -> None:
    assert stay(text, "pt", country="BR") == "- -"
