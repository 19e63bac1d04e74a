"""Stay dates in Spanish, as written in Spain, Argentina and Mexico. Today is Tuesday 9 June 2026."""

import pytest

from tests.messaging.nlu.said import stay, table

SAID = table("""
    hola, tenéis algo del 12 al 15 de junio?                    => 06-12 06-15
    Buenas! del 3 al 7 de julio para dos                        => 07-03 07-07
    quisiera reservar desde el 18 de agosto hasta el 25 de agosto => 08-18 08-25
    necesito una doble del 28 de julio al 3 de agosto           => 07-28 08-03
    del 28 al 3 de agosto                                       => 07-28 08-03
    del 30 al 2                                                 => 06-30 07-02
    del 15 al 18                                                => 06-15 06-18
    del 5 al 8                                                  => 07-05 07-08
    DEL 10 AL 14 DE SEPTIEMBRE                                  => 09-10 09-14
    10/9 al 14/9                                                => 09-10 09-14
    del 10/09/2026 al 14/09/2026                                => 09-10 09-14
    10-14/9                                                     => 09-10 09-14
    10 al 14/9                                                  => 09-10 09-14
    10/9-14/9                                                   => 09-10 09-14
    10-09-2026 al 14-09-2026                                    => 09-10 09-14
    10.09 - 14.09                                               => 09-10 09-14
    2026-09-10 a 2026-09-14                                     => 09-10 09-14
    disponibilidad 2026-09-10 / 2026-09-14                      => 09-10 09-14
    para 2026-09-10                                             => 09-10 - ?departure
    del 20 del 12 al 22 del 12                                  => 12-20 12-22
    entre el 20 y el 23 de octubre                              => 10-20 10-23
    entrada el 5 de julio y salida el 9                         => 07-05 07-09
    check in 5 de julio, check out 9 de julio                   => 07-05 07-09
    llegada: 05/07 salida: 09/07                                => 07-05 07-09
    ingreso 5/7 egreso 9/7                                      => 07-05 07-09
    salida el 9 de julio, entrada el 5                          => 07-05 07-09
    entramos el viernes y nos vamos el domingo                  => 06-12 06-14
    del viernes al domingo                                      => 06-12 06-14
    de jueves a domingo                                         => 06-11 06-14
    viernes a lunes                                             => 06-12 06-15
    el viernes 19                                               => 06-19 - ?departure
    viernes 12 a domingo 14                                     => 06-12 06-14
    del viernes 19 al domingo 21 de junio                       => 06-19 06-21
    este viernes, dos noches                                    => 06-12 06-14
    el próximo viernes, 2 noches                                => 06-12 06-14
    el viernes que viene por 3 noches                           => 06-12 06-15
    la semana que viene de martes a jueves                      => 06-16 06-18
    de lunes a miércoles de la semana que viene                 => 06-15 06-17
    el jueves de la próxima semana, una noche                   => 06-18 06-19
    este finde                                                  => 06-12 06-14
    hay lugar este fin de semana?                               => 06-12 06-14
    para el finde                                               => 06-12 06-14
    el próximo finde                                            => 06-19 06-21
    el fin de semana que viene                                  => 06-19 06-21
    el finde del 20 de junio                                    => 06-19 06-21
    este finde, de sábado a lunes                               => 06-13 06-15
    este finde una sola noche                                   => - - ?weekend
    hoy                                                         => 06-09 - ?departure
    para hoy 2 noches                                           => 06-09 06-11
    tienen habitación para esta noche?                          => 06-09 06-10
    mañana                                                      => 06-10 - ?departure
    de mañana al viernes                                        => 06-10 06-12
    desde mañana hasta el domingo                               => 06-10 06-14
    pasado mañana por 3 noches                                  => 06-11 06-14
    llegamos mañana por la noche y nos quedamos 2 noches        => 06-10 06-12
    3 noches desde el jueves                                    => 06-11 06-14
    4 noches a partir del 20 de julio                           => 07-20 07-24
    una semana desde el 1 de agosto                             => 08-01 08-08
    llego el 2 de julio y me quedo 5 noches                     => 07-02 07-07
    cinco noches desde el dos de julio                          => 07-02 07-07
    5 noches hasta el 11 de julio                               => 07-06 07-11
    un par de noches desde el viernes                           => 06-12 06-14
    3 días y 2 noches desde el 20 de julio                      => 07-20 07-22
    del 20 al 22 de julio, 3 días                               => 07-20 07-22
    la noche del 20 de julio                                    => 07-20 07-21
    las noches del 20 y 21 de julio                             => 07-20 07-22
    del veinte al veintidós de julio                            => 07-20 07-22
    del primero al cinco de agosto                              => 08-01 08-05
    del 1º al 5 de agosto                                       => 08-01 08-05
    el treinta y uno de julio                                   => 07-31 - ?departure
    los días 6, 7 y 8 de julio                                  => 07-06 07-08
    20 y 21 de julio                                            => 07-20 07-21
    del 28 de diciembre al 2 de enero                           => 12-28 2027-01-02
    del 20 al 22 de enero de 2027                               => 2027-01-20 2027-01-22
    15 ene al 18 ene                                            => 2027-01-15 2027-01-18
    15-18 ene                                                   => 2027-01-15 2027-01-18
    vie 12 a dom 14 de jun                                      => 06-12 06-14
    10 al 14 de setiembre                                       => 09-10 09-14
    10 al 14 de sepitembre                                      => 09-10 09-14
    del 20 al 22 de dicienbre                                   => 12-20 12-22
    de virnes a domigo                                          => 06-12 06-14
    proximo sabdo una noche                                     => 06-13 06-14
    del 20 al 22 no perdón, del 21 al 23 de julio               => 07-21 07-23
    mejor del 21 al 23 de julio                                 => 07-21 07-23
    el 5 de marzo                                               => 2027-03-05 - ?departure
    el día 20                                                   => 06-20 - ?departure
    hasta el 22 de julio                                        => - 07-22
    2 adultos y 2 niños de 4 y 6 años del 3 al 7 de julio       => 07-03 07-07
    somos 4 del 3 al 7 de julio                                 => 07-03 07-07
    habitación 12 del 3 al 7 de julio                           => 07-03 07-07
    la 204 para el 3 de julio, 1 noche                          => 07-03 07-04
    llegamos a las 10 el 3 de julio y salimos el 7 a las 11 hs  => 07-03 07-07
    hola buen dia queria saber si tenes lugar del 17 al 20 de julio somos 2 adultos y un nene de 3 => 07-17 07-20
    Qué tal! me pasas precio para el 24 y 25 de julio? gracias  => 07-24 07-25
    Me interesa una hab. doble, entrada jueves 16 julio, salida domingo 19 julio => 07-16 07-19
    en 3 días por 2 noches                                      => 06-12 06-14
    dentro de 10 días, una noche                                => 06-19 06-20
    viernes 20 de junio                                         => 06-20 - ?weekday_mismatch ?departure
    del 20 al 22 de julio, 4 noches                             => 07-20 07-22 ?nights_mismatch
    del 20 al 22 de mayo de 2024                                => - - ?past
    30 de febrero                                               => - - ?impossible
    del 22 de julio al 20 de julio                              => - - ?impossible
    del 22 al 20 de julio                                       => - - ?impossible
    31/11 al 3/12                                               => - - ?impossible
    del 20 al 20 de julio                                       => - - ?impossible
    noche del 31                                                => - - ?vague
    noche del 30                                                => 06-30 07-01
    2 noches: 20 y 21 de julio                                  => 07-20 07-22
    noche de viernes y sábado                                   => 06-12 06-14
    para el viernes y sábado, nos vamos el domingo              => 06-12 06-14
    salgo el domingo, llego el viernes                          => 06-12 06-14
    el 20 del mes que viene                                     => 07-20 - ?departure
    del 20 al 22 del próximo mes                                => 07-20 07-22
    20 de este mes                                              => 06-20 - ?departure
    12/06/26-15/06/26                                           => 06-12 06-15
    lun a mie                                                   => 06-15 06-17
    un par de noches, llegando el viernes 12                    => 06-12 06-14
    una semana hoy                                              => - - ?vague
    la semana del 20 de julio                                   => - - ?vague
    el puente del 1 de mayo                                     => - - ?holiday
    del 20/13                                                   => - - ?impossible
    el viernes pasado                                           => - -
    2 o 3 noches desde el viernes                               => 06-12 - ?departure
    en agosto                                                   => - - ?month_only
    para el mes de septiembre                                   => - - ?month_only
    el mes que viene                                            => - - ?month_only
    a fin de mes                                                => - - ?vague
    a mediados de julio                                         => - - ?vague
    la primera quincena de enero                                => - - ?vague
    la semana que viene                                         => - - ?vague
    la primera semana de agosto                                 => - - ?vague
    algún fin de semana de julio                                => - - ?vague
    un finde de agosto                                          => - - ?vague
    el puente de diciembre                                      => - - ?holiday
    en el próximo puente                                        => - - ?holiday
    Semana Santa                                                => - - ?holiday
    para fin de año                                             => - - ?holiday
    para Navidad 3 noches                                       => - - ?holiday
    el finde largo de julio                                     => - - ?holiday
    en carnaval                                                 => - - ?holiday
    Semana Santa, del 25 al 28 de marzo                         => 2027-03-25 2027-03-28
    el viernes o el sábado                                      => - - ?vague
""")

NO_DATES = """
    2 adultos
    somos 4
    habitación 101
    dame la 2
    quiero la opción 3
    son 120 euros?
    mi teléfono es 11 4567 8901
    tengo dos niños de 3 y 5 años
    a qué hora es el desayuno, de 7 a 10?
    el wifi no funciona hoy
    está abierta la recepción 24/7?
    ¿a qué hora se puede entrar por la mañana?
    buenos días
    mi número de reserva es HA-7K2M9P
    queda a 10 minutos del mar?
    quiero ver el mar
    se paga el 50% al reservar?
    una habitación para tres con dos camas
    ¿vienes mucho por aquí?
    gracias, hasta luego
    se puede fumar en la 305?
"""


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_stay(text: str, expected: str) -> None:
    assert stay(text, "es", country="ES") == expected


@pytest.mark.parametrize("text", [line.strip() for line in NO_DATES.strip().splitlines()])
def test_no_date_is_taken_from(text: str) -> None:
    assert stay(text, "es", country="ES") == "- -"
