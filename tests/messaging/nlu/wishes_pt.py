"""What guests write in Brazilian Portuguese when they want something done (IS), and what only looks like it (NOT)."""

IS = {
    "towels": """
        podem trazer um secador? | preciso de duas toalhas no 204 | pode mandar um travesseiro por favor?
        faltam toalhas no banheiro | não tem papel higiênico | queria um cobertor, está frio | acabou o sabonete
        vocês podem me emprestar um adaptador? | me empresta um ferro de passar? | 2 toalhas por favor
        gostaria de mais cabides | traz gelo pra mim por favor | podem subir uma água? | estamos sem shampoo
        oi, poderia enviar um carregador ao quarto? | preciso de um guarda-chuva | pode trocar os lençóis?
    """,
    "cleaning": """
        podem limpar o quarto? | preciso que arrumem meu quarto | não limparam o quarto hoje | o quarto está sujo
        arrumem a cama por favor | o banheiro está muito sujo | gostaria da limpeza agora | podem mandar a camareira?
        tirem o lixo por favor | o quarto não foi limpo | podem passar para limpar o 204? | queria uma faxina no quarto
        não precisa limpar hoje | ninguém arrumou o quarto ainda, podem arrumar o quarto?
    """,
    "maintenance": """
        o ar condicionado não funciona | o wifi não está funcionando | não tem água quente | o chuveiro quebrou
        a TV não liga | o vaso está entupido | acabou a luz no quarto | não consigo abrir o cofre
        o cartão da porta não abre | tem um vazamento no banheiro | cheiro ruim no quarto | muito barulho dos vizinhos
        não consigo dormir com o barulho | a torneira está pingando | o ar não gela | a internet está muito lenta
        o frigobar está com defeito | fiquei trancado fora do quarto | o ar tá quebrado | o controle não pega
    """,
    "wake_up_call": """
        me acordem às 7 por favor | podem me acordar amanhã às 6:30? | quero um serviço de despertador
        gostaria de uma chamada de despertar às sete e meia | me acorde às 5 da manhã | vocês podem nos acordar às 6?
        preciso de um despertador para amanhã | serviço de despertar às 8 por favor | me acorda às 7h
        dá para me acordar às seis? | queria que me acordassem, podem me acordar? | pode ligar às 6 para me acordar?
        por favor nos acordem às 4:30
    """,
    "lost_property": """
        esqueci meu carregador no quarto | deixei minhas chaves no 204 | perdi minha carteira no hotel
        acharam um óculos? encontraram meu óculos? | esquecemos o ursinho da minha filha | deixei um livro no quarto
        achados e perdidos | não encontro meu anel | perdi meu passaporte | acabei esquecendo a jaqueta no armário
        esqueci o meu relógio na piscina | ficou no quarto meu casaco | deixamos uma mochila no quarto ontem
        não acho minha pulseira
    """,
    "transfer": """
        preciso de um táxi para amanhã às 5 | quero um transfer do aeroporto | podem chamar um táxi?
        vocês podem nos buscar no aeroporto? | gostaria de reservar um transfer para o aeroporto na sexta às 10
        queria um traslado para 4 pessoas | podem me buscar na rodoviária? | um táxi por favor
        queremos transporte do aeroporto ao hotel | agendar um transfer para domingo | pode pedir um uber para mim?
        táxi para as 9 | quero contratar uma van para o aeroporto
    """,
    "luggage": """
        posso deixar as malas antes do check-in? | podem guardar nossa bagagem até as 18h?
        vocês podem guardar minhas malas depois do check-out? | gostaria de deixar minha mala de manhã
        podemos deixar as mochilas na recepção? | guardem as malas por favor | vamos deixar as malas cedo
        quero deixar a bagagem umas horas | poderia guardar minha mala amanhã? | posso guardar a bagagem aí?
        preciso deixar a mala com vocês | da para eu deixar minhas malas aí?
    """,
    "invoice": """
        preciso da nota fiscal | podem emitir a nota em nome da empresa? nota fiscal por favor | quero nota fiscal
        gostaria da nota fiscal da minha estadia | me enviem a nota fiscal por e-mail | não recebi a nota fiscal
        pode mandar a NF? | preciso de fatura | queria a nota fiscal com CNPJ | nota fiscal em nome de Sol Ltda
        podem emitir nota fiscal para minha empresa? | mandem a nota fiscal | quero pedir uma nota fiscal
    """,
    "payment": """
        o link de pagamento não funciona | já fiz a transferência | qual é a chave pix? | quero pagar o sinal
        me cobraram duas vezes | como faço para pagar a reserva? | mandei o comprovante do pix | meu cartão foi recusado
        me passem os dados bancários | quero pagar adiantado | meu cartão é 4111 1111 1111 1111 | já paguei
        não consigo pagar | podem mandar o link de pagamento? | fiz o depósito ontem | para qual conta transfiro?
    """,
    "complaint": """
        quero fazer uma reclamação | quero reclamar | isso é inaceitável | péssimo atendimento
        estou muito decepcionado
        é uma vergonha | fomos muito mal atendidos | que absurdo, um absurdo | o serviço é horrível
        estamos muito chateados com o hotel | tenho uma reclamação | isso foi um descaso | nunca mais volto
    """,
    "cot": """
        precisamos de um berço | podem colocar uma cama extra? | gostaria de adicionar um cadeirão
        quero um berço para meu bebê | vamos precisar de um berço | pode incluir uma cama adicional?
        um berço por favor | podem preparar um berço no quarto | preciso de uma cadeirinha para o bebê
        queria pedir um berço e um cadeirão | coloquem um colchão extra por favor | traz um berço pra gente
    """,
    "accessibility": """
        uso cadeira de rodas | minha mãe usa cadeira de rodas | sou surdo | viajo com cão-guia
        meu pai não consegue subir escadas | tenho mobilidade reduzida | precisamos de acesso sem degraus
        meu marido é cego | preciso de um chuveiro acessível | sou cadeirante | minha esposa usa muletas
        preciso ficar perto do elevador, uso andador | minha filha tem deficiência auditiva
    """,
    "photos": """
        podem mandar fotos do quarto? | quero ver fotos | vocês têm fotos dos quartos? | me manda fotos
        fotos do hotel | tem fotos da suíte? | pode me enviar imagens do quarto? | me mostra fotos?
        gostaria de ver imagens | enviem fotos por favor | tem vídeo do quarto? | fotos do quarto duplo por favor
    """,
    "confirmation_qr": """
        podem reenviar a confirmação? | não recebi a confirmação | me manda o QR da minha reserva
        perdi meu código QR | preciso da confirmação de novo | podem mandar o voucher? | quero o comprovante da reserva
        não encontro a confirmação | reenvia o qr code | cadê meu qr? | preciso do voucher da reserva
        não chegou a confirmação da reserva
    """,
}
NOT = {
    "towels": """
        tem secador? | tem toalhas na piscina? | o quarto tem ferro de passar? | inclui toalhas?
        quero um quarto com chaleira | a que horas é o café da manhã? | gostaria de saber se tem secador
        não tem água quente | a água da torneira é potável?
    """,
    "cleaning": """
        a que horas limpam? | a limpeza está inclusa? | com que frequência limpam os quartos? | cobram taxa de limpeza?
        quero fazer uma reserva | tem lavanderia? | o hotel é limpo? | quero reservar um quarto | o quarto é muito bom
    """,
    "maintenance": """
        tem ar condicionado? | o wifi funciona na piscina? | tem água quente 24 horas? | como funciona o café?
        a região é barulhenta? o bairro é tranquilo? | o link de pagamento não funciona | tem cofre? | o wifi é grátis?
        a que horas fecha o bar?
    """,
    "wake_up_call": """
        a que horas é o café da manhã? | tem despertador no quarto? | chegamos às 7 | amanhã às 7
        acordei com o barulho | abrem às 7? | podem me ligar amanhã? | vocês oferecem serviço de despertador?
    """,
    "lost_property": """
        perdi meu número de reserva | perdi o voo | esqueci meu e-mail | deixei o quarto às 10 | esquece
        onde deixo o carro? | posso deixar as malas? | esqueci meu nome de usuário
    """,
    "transfer": """
        quanto custa o táxi até o aeroporto? | vocês têm transfer? | qual a distância do aeroporto?
        como chego do aeroporto? | fiz a transferência | oferecem serviço de transfer? | quero reservar um quarto
        o transfer é grátis? | gostaria de saber quanto custa o transfer
    """,
    "luggage": """
        tem guarda-volumes? | deixei minha mala no quarto | tem depósito de bagagem? | ajudam com as malas?
        perderam minha bagagem no voo | tem maleiro? | chegamos com muitas malas | qual o tamanho das malas?
    """,
    "invoice": """
        vocês dão nota fiscal? | emitem nota fiscal? | o preço inclui impostos? | quero pagar | aceitam cartão?
        quanto custa a diária? | minha reserva por favor | quero reservar em nome da empresa
    """,
    "payment": """
        aceitam cartão? | posso pagar com cartão? | quanto custa? | dá para pagar em dinheiro?
        quais são as formas de pagamento? | aceitam pix? | quero reservar do dia 3 ao 5 | precisa de depósito?
    """,
    "complaint": """
        tem livro de visitas? | estamos muito felizes | o serviço é excelente | é barulhento?
        está tudo ótimo, obrigada
        quero cancelar minha reserva | é muito caro | não gostei desse quarto
    """,
    "cot": """
        tem berço? | o berço é pago? | quanto custa a cama extra? | tem cadeirão no restaurante?
        quero reservar com berço do dia 3 ao 5 | oferecem berço grátis? | cama de casal ou duas camas?
        quero um quarto com berço
    """,
    "accessibility": """
        o hotel é acessível? | tem elevador? | tem rampa na entrada? | aceitam cachorro? | é adequado para cadeirantes?
        vocês têm quartos adaptados? | vou com meu cachorro | tem escadas?
    """,
    "photos": """
        mando uma foto do comprovante | posso tirar fotos no bar? | a foto do meu passaporte está ruim | oi
        como é o quarto? | vocês têm instagram? | quero ver minha reserva | qual a vista da suíte?
    """,
    "confirmation_qr": """
        posso pagar com QR? | pago com qr code do pix? | quero confirmar minha reserva | confirmo | ver minha reserva
        qual é meu número de confirmação? | tem cardápio com QR? | quero cancelar minha reserva
    """,
}
