"""Spanish of Spain, Argentina and Mexico: lines "kind: what a guest writes", and lines that are no alarm."""

ALARMS = """
fire: hay un incendio en el pasillo
fire: FUEGO!!! FUEGO EN LA COCINA
fire: insendio en el 3er piso
fire: hay fuego en mi habitacion
fire: se esta quemando la cortina
fire: sale humo del enchufe de la habitación
fire: está saliendo mucho humo negro del baño
fire: la alarma de incendios está sonando y huele a quemado
fire: traigan un matafuego ya, se prendió la freidora
fire: llamen a los bomberos!!
fire: explotó algo en la azotea
fire: che se prendio fuego el auto en la cochera
fire: fuegooo ayudaaa
gas: huele a gas en la habitación
gas: hay una fuga de gas en la cocina
gas: hay olor muy fuerte a gas acá
gas: se escapa el gas del calefón
medical: mi marido no respira
medical: necesito una ambulancia
medical: ambulansia por favor rapido
medical: mi mujer se ha desmayado en el baño
medical: creo que le está dando un infarto a mi papá
medical: mi hija tiene una reacción alérgica, comió maní y se le cierra la garganta
medical: se atraganto mi nene con una uva
medical: mi amigo tiene convulsiones
medical: hay una señora sangrando mucho en el lobby
medical: mi esposa rompió fuente, está de parto
medical: se me rompió la bolsa y tengo contracciones
medical: mi hijo de 3 años se quedó encerrado en el baño y llora
medical: el bebé se quedó encerrado en el coche
medical: mi amiga tomó muchas pastillas, creo que es sobredosis
medical: mi abuelo se cayó por la escalera y se golpeó la cabeza
medical: me duele mucho el pecho y el brazo
medical: me picó un alacrán
medical: el nene tragó lavandina
medical: manden un médico a la 204 por favor
medical: mi novio está inconsciente
medical: no puedo respirar
medical: mi papá está diabético y se quedó sin insulina
violence: me están robando
violence: nos asaltaron en la puerta del hotel
violence: hay un tipo con un cuchillo en recepción
violence: BALACERA en la calle
violence: se oyen disparos afuera
violence: un hombre está golpeando a su mujer en la 305
violence: llamen a la policía
violence: me está siguiendo un hombre hasta mi cuarto
violence: un huésped me está acosando en el pasillo
violence: el masajista me manoseó
violence: mi novio me está pegando
violence: hay una pelea en el bar
violence: un vato me apunta con una pistola, no mames
intruder: alguien se metió a mi cuarto
intruder: hay un ladrón en el balcón
intruder: están forzando la puerta de mi habitación
intruder: entró un desconocido en la habitación
lift: estamos atrapados en el ascensor
lift: me quedé encerrada en el elevador
lift: el ascensor se paró con nosotros dentro
drowning: un niño se está ahogando en la piscina
drowning: se cayó a la pileta una nena y no sabe nadar
drowning: se ahoga mi hermano en la alberca
flood: se está inundando la habitación
flood: hay una inundación en el garaje
suicide: quiero suicidarme
suicide: no quiero seguir viviendo
suicide: me voy a tirar por el balcón
suicide: me quiero quitar la vida, quiero quitarme la vida
disaster: terremoto!!
disaster: está temblando muy fuerte
disaster: se cayó el techo del comedor
unknown: SOCORRO
unknown: auxilio por favor
unknown: es una emergencia, vengan a la 12
unknown: emerjencia
"""

CALM = """
¿hay fuego en la chimenea?
¿la habitación tiene chimenea con fuego de leña?
¿hay extintor en la habitación?
¿tienen matafuegos en los pasillos?
¿dónde está la salida de emergencia?
¿las habitaciones tienen detector de humo?
¿hay salida de incendios en cada piso?
me muero de hambre, ¿a qué hora abre el restaurante?
me muero de ganas de conocer Cádiz
estoy muerta de sueño, ¿puedo entrar antes?
llegamos muertos, ¿hay algo para cenar?
¿la calefacción es con bomba de calor?
la bomba de agua hace ruido
quiero asaltar el minibar
¿van a tirar fuegos artificiales en fin de año?
venimos de Tierra del Fuego
carne a fuego lento, qué rico
¿se puede hacer fuego en la parrilla?
soy alérgica al maní, ¿el desayuno tiene frutos secos?
mi hijo es alérgico al gluten
¿hay un médico cerca del hotel?
¿hay hospital cerca en caso de emergencia?
¿cuál es el número de emergencias?
tuve una emergencia familiar y tengo que cancelar la reserva
por una emergencia médica debo cambiar las fechas
¿el agua es con gas o sin gas?
¿tienen cocina a gas?
la habitación olía a humo de cigarrillo
¿es un hotel libre de humo?
¿hay zona de fumadores?
se quemó la bombilla del baño
el ascensor no funciona
¿tienen ascensor?
¿hay ascensor para silla de ruedas?
quiero una habitación con bañera
¿la piscina es profunda? mi hijo no sabe nadar
¿hay socorrista en la piscina?
me ahogo de calor, ¿hay aire acondicionado?
estoy temblando de frío, ¿pueden subir la calefacción?
este precio es una bomba
la pasamos bomba, gracias
¿me da un cuchillo para la torta?
quiero una habitación para dos del 20 al 22
¿cuánto cuesta la doble?
me encantó la explosión de sabores de la cena
¿me prestan un tirabuzón?
¿es zona segura?
¿hay policía turística por el centro?
estoy muerto de cansancio
qué calor, me estoy muriendo de calor
me quiero morir de la vergüenza, olvidé mi reserva
olvidé las llaves, me quedé encerrada afuera
¿pueden llamar a un taxi?
¿es temporada de huracanes en septiembre?
trabajo en una explotación agrícola
¿dónde queda la comisaría?
nos robaron el corazón, volveremos
quiero dejar el coche en el parking
¿el hotel tiene escalera de incendios?
¿aceptan perros? el mío no muerde
mañana parto temprano, ¿desayuno a las 6?
¿tienen sangría?
la llama de la vela es eléctrica, ¿verdad?
no es una emergencia, pero la ducha gotea
"""
