"""What guests write in Spanish when they want something done (IS), and what only looks like it (NOT)."""

IS = {
    "towels": """
        ¿me pueden traer un secador? | necesito dos toallas más en la 204 | podrían subirme una almohada por favor
        faltan toallas en el baño | no hay papel higiénico | me traes un vaso y hielo? | quisiera una manta, hace frío
        nos hace falta jabón | me pueden prestar un adaptador? | me prestas una plancha? | 2 toallas por favor
        se acabó el papel higiénico | necesitamos más perchas | mandame una frazada porfa | pueden traer agua a la 305
        hola, podrían alcanzarme un cargador? | buenas noches, quería pedir una pava eléctrica
        che no tengo jabon ni shampoo | sería posible que me subieran una cobija | me hacen falta ganchos para la ropa
    """,
    "cleaning": """
        ¿pueden limpiar la habitación? | necesito que limpien mi cuarto | no han limpiado la habitación hoy
        la habitación está sucia | hagan la cama por favor | podrían pasar a limpiar la 204? | el baño está muy sucio
        nadie limpió, no hicieron la habitación | quisiera servicio de limpieza | me pueden hacer el cuarto?
        vacíen la papelera por favor | pueden sacar la basura | todavía no me limpiaron la pieza
        no hace falta que limpien hoy | encontré la ducha sucia
    """,
    "maintenance": """
        el aire no funciona | no anda el wifi | el wifi no funciona hoy | no hay agua caliente | la ducha está rota
        se fue la luz en la 301 | el inodoro está tapado | la tele no prende | no puedo abrir la caja fuerte
        la tarjeta de la habitación no abre | hay una gotera en el baño | huele muy mal en el cuarto
        los vecinos hacen mucho ruido | no puedo dormir por el ruido de la fiesta | se rompió la canilla
        el aire acondicionado no enfría nada | mucho ruido | está descompuesta la regadera | no sirve el control remoto
        me quedé afuera sin llave | hay cucarachas en el baño | el lavabo está atascado | la calefacción no calienta
        internet va muy lento
    """,
    "wake_up_call": """
        despiértenme a las 7 por favor | me pueden despertar mañana a las 6:30? | quiero una llamada despertador
        quisiera que me despierten a las siete y media | llamada para despertar a las 5
        necesito servicio de despertador para mañana | podrían llamarme para despertarme a las 8?
        me podrían despertar a las 6 am | despertarme a las 7 en la 204 | nos pueden despertar a las 5 de la mañana?
        me despiertas a las 7? | ¿me despiertan mañana? tengo vuelo temprano | quiero que me despierten
    """,
    "lost_property": """
        olvidé mi cargador en la habitación | dejé mis llaves en la habitación 204 | perdí mi cartera en el hotel
        se me quedó una campera en el armario | ¿encontraron unos lentes? | creo que dejé un reloj en el cuarto
        nos olvidamos el osito de mi hija | se me olvidó la chaqueta | objetos perdidos | he perdido mi pasaporte
        no encuentro mi anillo | ayer hicimos el check out y dejamos una mochila
        han encontrado un libro en la 301? | se nos olvidaron los bañadores
    """,
    "transfer": """
        necesito un taxi para mañana a las 5 | quiero un traslado desde el aeropuerto | me pueden pedir un taxi?
        ¿nos pueden recoger en el aeropuerto? | quisiera reservar un traslado al aeropuerto el viernes a las 10
        pueden llamar un taxi por favor | quisiera contratar el transfer para 4 personas | me consiguen un remis?
        ¿podrían venir a buscarnos a la terminal? | necesitamos transporte del aeropuerto al hotel
        un taxi para las 9 | taxi a las 7 por favor | me gustaría organizar un transfer para el domingo
        ¿me llaman un taxi a la estación?
    """,
    "luggage": """
        ¿puedo dejar las maletas antes del check in? | podrían guardarnos el equipaje hasta las 6?
        ¿me guardan las valijas después del check-out? | quisiera dejar mi equipaje por la mañana
        podemos dejar las mochilas en recepción? | guárdenme las maletas por favor
        llegamos temprano, dejaremos las maletas en el hotel | quiero dejar la maleta unas horas
        nos pueden cuidar las valijas el domingo? | ¿sería posible que me guarden el equipaje?
        necesito que me guarden una valija | queremos dejar el equipaje a las 10
    """,
    "invoice": """
        necesito factura | ¿me pueden hacer la factura a nombre de mi empresa? | quisiera una factura por favor
        ¿me mandan la factura por correo? | necesito facturar mi estancia | no me llegó la factura
        quiero factura A | me podrían enviar el CFDI? | necesito la factura de mi reserva | factura por favor
        les paso los datos para la factura | factura a nombre de Bodegas Sur SL | me urge facturar
    """,
    "payment": """
        no funciona el enlace de pago | ya hice la transferencia | ¿a qué cuenta hago el depósito?
        ¿me pasan el CBU? | quiero pagar la seña | me cobraron dos veces | cómo pago la reserva?
        les envío el comprobante del pago | mi tarjeta fue rechazada | pásenme los datos bancarios
        quisiera pagar por adelantado | mi tarjeta es 4111 1111 1111 1111 | ya pagué | no me deja pagar
        ¿me mandan un link de pago? | hice el depósito ayer | quiero pagar el saldo
    """,
    "complaint": """
        quiero poner una queja | quiero quejarme | esto es inaceptable | pésimo servicio | estoy muy decepcionado
        es una vergüenza cómo nos atendieron | quiero la hoja de reclamaciones | nos trataron muy mal
        el servicio es horrible | estamos muy molestos con la atención | esto es una estafa | qué desastre de hotel
        tengo un reclamo | voy a reclamar
    """,
    "cot": """
        necesitamos una cuna | ¿pueden poner una cama extra? | me gustaría añadir una trona a mi reserva
        quisiera una cuna para mi bebé | hace falta una silla alta | ¿me pueden agregar una cama supletoria?
        necesito una practicuna | podrían preparar una cuna en la habitación | una cuna por favor
        vamos a necesitar una cama adicional | queremos pedir una cuna y una trona | pongan una cuna por favor
    """,
    "accessibility": """
        uso silla de ruedas | mi madre va en silla de ruedas | soy sordo
        viajo con perro guía | mi padre no puede subir escaleras | tengo movilidad reducida
        necesitamos acceso sin escaleras | mi marido es ciego | requerimos una ducha accesible
        mi esposa usa muletas | necesito estar cerca del ascensor, ando con andador
        viajo con una persona con discapacidad
    """,
    "photos": """
        ¿me mandan fotos de la habitación? | quiero ver fotos | tienen fotos de las habitaciones? | mandame fotos
        fotos del hotel | ¿hay fotos de la suite? | me podrías pasar imágenes del cuarto? | me muestran fotos?
        envíenme fotos por favor | quisiera ver imágenes de las habitaciones | tenés fotos?
        fotos de la doble por favor
    """,
    "confirmation_qr": """
        ¿me reenvían la confirmación? | no me llegó la confirmación | mándame el QR de mi reserva | perdí mi código QR
        necesito la confirmación otra vez | me pueden mandar el voucher? | quiero el comprobante de la reserva
        no encuentro la confirmación | reenvíame el código QR | me pasas el qr? | necesito el voucher de la reserva
        no recibí la confirmación de mi reserva
    """,
}
NOT = {
    "towels": """
        ¿tienen secador? | ¿hay toallas en la piscina? | ¿la habitación tiene plancha? | ¿incluye toallas?
        quiero una habitación con hervidor | ¿a qué hora es el desayuno? | quisiera saber si tienen plancha
        no hay agua caliente | ¿el agua del grifo es potable? | ¿hay secador en la habitación?
    """,
    "cleaning": """
        ¿a qué hora limpian? | ¿la limpieza está incluida? | ¿cada cuánto limpian las habitaciones?
        ¿cobran la limpieza aparte? | quiero hacer una reserva | ¿tienen lavandería? | ¿el hotel es limpio?
        quiero reservar una habitación | la habitación está muy bien
    """,
    "maintenance": """
        ¿tienen aire acondicionado? | ¿funciona el wifi en la piscina? | ¿hay agua caliente 24 horas?
        ¿cómo funciona el desayuno? | ¿es ruidosa la zona? | no funciona el enlace de pago | ¿tienen caja fuerte?
        ¿hay wifi gratis? | ¿a qué hora cierra el bar? | no me sirve esa fecha | no me funciona el 20, mejor el 21
    """,
    "wake_up_call": """
        ¿a qué hora es el desayuno? | ¿tienen despertador en la habitación? | llegamos a las 7 | mañana a las 7
        me despertó el ruido | ¿abren a las 7? | ¿pueden llamarme mañana? | no me despierten
        ¿ofrecen servicio de despertador?
    """,
    "lost_property": """
        perdí mi número de reserva | perdí el vuelo | dejé mi correo mal | ¿tienen objetos de regalo?
        olvidé mi nombre de usuario | dejé la habitación a las 10 | ¿dónde dejo el coche? | olvídalo
        ¿dónde puedo dejar las maletas?
    """,
    "transfer": """
        ¿cuánto cuesta el taxi al aeropuerto? | ¿tienen traslado? | ¿a cuánto está el aeropuerto?
        ¿cómo llego desde el aeropuerto? | hice la transferencia | ¿ofrecen servicio de transfer?
        quiero reservar una habitación | ¿el transfer es gratis? | quisiera saber cuánto sale el remis
    """,
    "luggage": """
        ¿tienen consigna? | dejé mi maleta en la habitación | ¿hay depósito de equipaje? | ¿se pueden dejar maletas?
        ¿tienen maletero? | perdieron mi equipaje en el vuelo | ¿ayudan con las maletas? | llegamos con muchas maletas
    """,
    "invoice": """
        ¿dan factura? | ¿emiten factura A? | ¿el precio incluye IVA? | ¿hacen factura? | quiero pagar
        ¿aceptan tarjetas? | ¿cuánto cuesta la noche? | mi reserva, por favor | quiero reservar a nombre de mi empresa
    """,
    "payment": """
        ¿aceptan tarjetas? | ¿se puede pagar con tarjeta? | ¿cuánto cuesta? | ¿puedo pagar en efectivo?
        ¿cuáles son las formas de pago? | ¿hay que dejar depósito? | quiero reservar del 3 al 5 | ¿aceptan dólares?
        ¿cuánto es la seña?
    """,
    "complaint": """
        ¿tienen libro de visitas? | estamos muy contentos | el servicio es excelente | ¿es ruidoso?
        está muy bien, gracias | quiero cancelar mi reserva | es muy caro | no me gusta esa habitación
    """,
    "cot": """
        ¿tienen cunas? | ¿la cuna tiene costo? | ¿cuánto cuesta la cama extra? | ¿hay trona en el restaurante?
        quiero reservar con cuna del 3 al 5 | ¿ofrecen cuna gratis? | cama doble o dos camas?
        quiero una habitación con cuna
    """,
    "accessibility": """
        ¿el hotel es accesible? | ¿tienen ascensor? | ¿hay rampa en la entrada? | ¿aceptan perros?
        ¿es apto para silla de ruedas? | ¿tienen habitaciones adaptadas? | voy con mi perro | ¿hay escaleras?
        quiero reservar una habitación adaptada del 3 al 5 | necesito una habitación adaptada
    """,
    "photos": """
        te mando una foto del comprobante | ¿puedo sacar fotos en el bar? | la foto de mi pasaporte está borrosa
        hola | ¿cómo es la habitación? | ¿tienen instagram? | quiero ver mi reserva | ¿qué vista tiene la suite?
    """,
    "confirmation_qr": """
        ¿puedo pagar con QR? | quiero confirmar mi reserva | ¿me confirman la reserva? | confirmo
        ver mi reserva | ¿cuál es mi número de confirmación? | ¿tienen menú con QR? | quiero cancelar mi reserva
    """,
}
