"""Signs of danger in Portuguese (Brazil), by kind, and what only sounds like one."""

from __future__ import annotations

from messaging.dangers.kinds import Kind

_SOMEBODY = (
    r"(?:meu|minha|meus|um|uma|o|a|alguem) ?(?:\w+ )?(?:filh[oa]|crianca|bebe|menin[oa]|garot[oa]|marido|espos[oa]"
    r"|mulher|pai"
    r"|mae|avo|amig[oa]|irma|irmao|namorad[oa]|senhor|senhora|homem|hospede|pessoa|net[oa]|sogr[oa])s?"
)
_ATTACKED = (
    r"(?:roubad|assaltad|agredid|atacad|ameacad|perseguid|seguid|estuprad|sequestrad|esfaquead|assediad|baleand"
    r"|espancad)[oa]s?"
)
_ATTACKING = (
    r"(?:roubando|assaltando|agredindo|atacando|ameacando|perseguindo|seguindo|batendo|espancando|matando|assediando"
    r"|agarrando|apontando)"
)

SIGNS: dict[Kind, tuple[str, ...]] = {
    Kind.SUICIDE: (
        r"\bsuicid\w+|\b(?:quero|queria|vontade de) morrer\b|\bnao (?:quero|aguento|consigo) (?:mais )?viver\b"
        r"|\bcortar os pulsos\b",
        r"\b(?:tirar|acabar com|terminar com) (?:a )?(?:minha |propria )?(?:propria )?vida\b|\bme (?:matar|enforcar"
        r"|jogar (?:da|pela|do))\b"
        r"|\bvou me matar\b",
    ),
    Kind.GAS: (
        r"\b(?:cheiro|cheirando|vazamento|vazando|escapando|escape|vaza) (?:\w+ ){0,2}(?:de |a |do |o )?gas\b"
        r"|\bgas vazando"
        r"|\bbotijao (?:\w+ ){0,2}vazando|\bmonoxido\b",
    ),
    Kind.FIRE: (
        r"\bincendi\w*|\binsendi\w+|\bincend(?:eo|io)\b|\b(?:pegando|pegou|pega|tem|ha|esta em|botaram|colocaram"
        r"|tocaram|muito) fogo\b"
        r"|\bfogo+ (?:n[oa]s?|em|aqui|alto)\b|^\W*(?:e )?fogo+\W*$|\bem chamas\b|\bchamas\b (?:n[oa]|sain)",
        r"\bfumaca\b|\bfumassa\b|\bfumaceira\b|\bcheir\w+ (?:\w+ ){0,2}(?:a |de )?(?:queimad[oa]|fio queimado)\b"
        r"|\bqueimando (?:o|a|as|tudo)\b",
        r"\bexplos\w+|\bexplod(?:iu|iram|indo|ir|e)\b|\bcurto[- ]circuito|\bfaiscas\b"
        r"|\balarme (?:\w+ ){0,4}(?:tocando|disparou"
        r"|disparado|tocou)\b|\b(?:tocou|disparou|tocando) o alarme de incendio",
        r"\b(?:traz|tragam|manda|mandem|preciso|precisamos) (?:\w+ ){0,3}extintor\b|\bbombeiros?\b",
    ),
    Kind.DROWNING: (
        r"\bafogando\b|\bafogou\b|\bse afoga\b|\bafogamento\b|\b(?:caiu|fundo) (?:\w+ ){0,3}(?:piscina|mar|rio"
        r"|cachoeira)\b"
        r"|\bnao (?:sai|voltou) da agua\b|\b(?:correnteza|onda|mar) (?:\w+ ){0,2}(?:levou|levando|arrast\w+)",
    ),
    Kind.MEDICAL: (
        r"\bambulanc?i?a|\binfart\w+|\benfart\w+|\b(?:ataque|parada) (?:cardiac[oa]|do coracao|de (?:asma|panico)"
        r"|epile\w+)|\bsamu\b",
        r"\bnao (?:respira|(?:esta|ta) respirando|consegue respirar|consigo respirar|acorda|reage)\b|\bfalta de ar\b"
        r"|\bincons[ck]?ient\w*|\bsem (?:pulso|respirar)\b|\bdesacordad[oa]",
        r"\bdesmai\w+|\bdismai\w+|\bpassando (?:muito )?mal\b|\bsangrando\b|\bhemorragia|\b(?:muito|vomit\w+"
        r"|perdendo) sangue\b"
        r"|\bconvuls\w+|\boverdose\b|\bavc\b|\bderrame\b",
        r"\banafila\w+|\b(?:reacao|crise|choque) (?:alergic[ao]|anafilatic[ao])\b|\b(?:garganta|lingua|rosto"
        r"|cara) (?:\w+ ){0,3}(?:fechando"
        r"|fechou|inchando|inchou|inchad[ao])\b|\b(?:fechando|inchando) a (?:garganta|lingua)|\bengasg\w+"
        r"|\bsufoc(?:ando|ou|ad[oa])\b|\bestou morrendo\b",
        r"\bbolsa (?:estourou|rompeu)|\b(?:estourou|rompeu) a bolsa|\btrabalho de parto|\bcontracoes\b"
        r"|\bdando a luz\b",
        rf"{_SOMEBODY} (?:\w+ ){{0,4}}(?:tranc|pres|fechad)(?:ad)?[oa]s?\b(?! (?:para |do lado de )?fora)"
        rf"|\bpres[oa]s? (?:\w+ )?n[oa] (?:banheiro"
        r"|carro|quarto|varanda|sauna|sacada)",
        r"\b(?:tomou|engoliu|bebeu|ingeriu|comeu) (?:\w+ ){0,3}(?:agua sanitaria|veneno|cloro|pilha|detergente"
        r"|remedios?|comprimidos)\b",
        r"\bintoxica\w+|\benvenenad[oa]|\beletrocut\w+|\b(?:tomou|levou|levei) (?:um )?choque\b|\bsem insulina"
        r"|\bhipoglicemia"
        r"|\bfebre de (?:39|4[0-2])\b|\bacidente grave",
        r"\b(?:caiu|cai) (?:\w+ ){0,3}(?:escadas?|varanda|sacada|janela|telhado|pedra)\b|\bbateu (?:com )?a cabeca"
        r"|\b(?:dor|aperto)"
        r" (?:\w+ ){0,2}no peito|\b(?:quebrou|fraturou) (?:a|o|uma) (?:perna|braco|quadril|bacia|tornozelo)"
        r"|\bqueimadura (?:grave|feia)",
        r"\b(?:picad[oa]|mordid[oa]|picou|mordeu) (?:\w+ ){0,3}(?:cobra|escorpiao|aranha|jararaca|agua[- ]viva"
        r"|cachorro)\b",
        r"\b(?:cham\w+|precis\w+ d\w+|manda\w*|mandem|precis\w+) (?:a |o |um |uma )?(?:medic[oa]|doutora?|socorrista"
        r"|enfermeir[oa])\b",
        rf"{_SOMEBODY} (?:\w+ ){{0,3}}(?:morreu|mort[oa])\b(?! d[eo])|\b(?:tem|achei|encontramos) (?:um )?(?:corpo"
        rf"|cadaver|morto)\b",
    ),
    Kind.VIOLENCE: (
        rf"\b(?:sendo|fui|fomos|foi|estao|ta|estou|estamos) (?:\w+ )?(?:{_ATTACKED}|{_ATTACKING})\b|\b(?:me"
        rf"|nos) (?:\w+ )?{_ATTACKING}\b"
        rf"|\besta (?:me |nos )?(?:{_ATTACKED}|{_ATTACKING})\b(?! (?:na|a|palma))",
        r"\b(?:me|nos) (?:roubaram|assaltaram|assaltou|atacaram|atacou|bateram|bateu|ameacaram|ameacou|ameaca"
        r"|agrediram|agrediu"
        r"|agarrou|assedia|assediou|persegue|perseguem|segue|apalpou|sequestr\w+|furtaram)\b",
        r"\bassalto\b|\bassaltantes?\b|\barrastao\b|\b(?:cham\w+|precis\w+ d\w+|manda\w*) (?:a |uma )?(?:policia"
        r"|pm)\b|\bpolicia (?:ja"
        r"|urgente|rapido)\b",
        r"\btiros\b|\btiroteio|\bbala perdida|\bfacad\w+|\besfaque\w+|\bbalead[oa]|\batirando\b|\bestupr\w+"
        r"|\babuso sexual|\bassedio\b"
        r"|\bsequestr\w+|\brefe(?:m|ns)\b|\bterrorist\w+",
        r"\b(?:homem|cara|alguem|sujeito|doido|hospede|mulher) (?:\w+ ){0,4}(?:armad[oa]|arma|faca|revolver|pistola"
        r"|facao)\b|\barma de fogo",
        r"\b(?:batendo|bateu|agredindo|espancando) (?:\w+ )?(?:a |na |no |o )?(?:mulher|esposa|namorada|filh[oa]"
        r"|crianca)\b|\bviolencia\b"
        r"|\b(?:tem|esta tendo) (?:uma )?briga\b|\b(?:tem uma|colocaram uma|ameaca de) bomba\b",
    ),
    Kind.INTRUDER: (
        r"\bladr(?:ao|oes)\b|\binvas(?:or|ao)\b|\b(?:entrou|entraram|tem|invadi\w+|esta) (?:\w+ ){0,3}(?:alguem"
        r"|homem|estranho|desconhecido|cara)"
        r" (?:\w+ ){0,3}(?:meu|nosso|no|dentro do) (?:quarto|banheiro|apartamento)|\b(?:estranho"
        r"|desconhecido) (?:\w+ ){0,3}no (?:meu|nosso) quarto",
        r"\b(?:arromb\w+|forcando|forcar|tentando (?:abrir|entrar|invadir)|chutando)\b(?: \w+){0,4} (?:porta|quarto"
        r"|janela|fechadura)\b|\binvadi\w+"
        r" (?:o |meu |nosso )?quarto",
    ),
    Kind.LIFT: (
        r"\b(?:pres|trancad|parad|travad)[oa]s? (?:\w+ ){0,3}elevador\b|\belevador (?:\w+ ){0,6}(?:pres[oa]|conosco"
        r"|comigo|gente dentro|la dentro"
        r"|aqui dentro)",
    ),
    Kind.FLOOD: (
        r"\binunda\w*|\benchente\b|\balagad[oa]\b|\balagando\b|\balagou\b|\bagua (?:\w+ ){0,4}(?:subindo|invadindo"
        r"|entrando|caindo do teto)\b",
    ),
    Kind.DISASTER: (
        r"\bterremoto|\btremor de terra|\btremendo (?:tudo|o chao|o predio)\b|\btsunami|\btornado|\bciclone\b"
        r"|\bfuracao\b|\bdeslizamento"
        r"|\bdesabamento|\bdesab(?:ou|ando)\b|\b(?:caiu|caindo) o (?:teto|muro)|\b(?:teto|muro) (?:caiu|caindo)"
        r"|\bcaiu um raio",
    ),
    Kind.UNKNOWN: (
        r"\bso+c+or+o+\b|\bemer[gj]en[csz]ia\b|^\W*sos\b(?=\W*$|[!.,])|\b(?:risco|perigo) de (?:vida|morte)"
        r"|\bcorr(?:e|endo) perigo"
        r"|\bestou em perigo"
        r"|\bem perigo\b|\bacud\w+\b|\blig\w+ (?:para o |pro |pra )?(?:190|192|193)\b"
        r"|\bpelo amor de deus (?:\w+ )?ajud\w+",
    ),
}

_EXTREMES = (
    r"(?:fome|sede|sono|frio|calor|rir|vontade|cansaco|vergonha|tedio|amor|inveja|felicidade|curiosidade|saudades?"
    r"|ansiedade|medo"
    r"|preguica|emocao|raiva|desejo|tanto \w+)"
)

HARMLESS: tuple[str, ...] = (
    r"\b(?:bando|cambada) de ladr\w+|\b(?:sao|seus|uns) (?:uns )?ladr\w+",
    r"\bfogos? de artificio|\bqueima de fogos|\bfogos\b|\bfogo (?:na|da|de|para a?|pra) (?:lareira|fogueira"
    r"|churrasqueira|chao|lenha|churrasco)"
    r"|\b(?:lareira|fogueira|churrasqueira|fogao|fondue) (?:\w+ ){0,3}fogo\b|\bfogo (?:baixo|lento|alto no fogao)"
    r"|\bpegando fogo de (?:bom|animacao)",
    r"\b(?:festa|balada|noite|show|clima|carnaval|praia) (?:\w+ ){0,3}pegando fogo|\b(?:acender|fazer) (?:o "
    r"|um )?fogo\b|\bfogo de chao",
    r"\b(?:saidas?|escadas?|portas?|detector\w*|extintor\w*|seguro|plano|simulado|sistema|brigada|alarme) (?:de"
    r"|contra|anti|para) (?:incendios?"
    r"|fumaca)\b(?!(?: \w+){0,3} (?:toc|dispar))|\bcorpo de bombeiros|\b(?:alvara|vistoria|praca"
    r"|auto) d[oe]s? (?:corpo de )?bombeiros",
    r"\blivres? de fumaca|\bsem fumaca|\bfumaca (?:de|do) (?:cigarro|charuto|narguile|churrasco|vela|vape)"
    r"|\bmaquina de fumaca",
    r"\bexplosao de (?:sabor\w*|cor\w*|alegria)|\bexplod\w+ (?:de|a cabeca)|\bcabeca (?:\w+ )?(?:explodindo"
    r"|vai explodir)",
    rf"\b(?:estou |to |tou |quero |queria )?m(?:orr|ort)\w+ (?:de |do )(?:\w+ )?{_EXTREMES}|\bmorrendo de"
    rf"|\bmort[oa]s? (?:de|do) {_EXTREMES}"
    rf"|\bvontade de morrer de|\bdesmai\w+ de {_EXTREMES}|\bafog\w+ (?:em|no|de) (?:trabalho|dividas|{_EXTREMES}"
    rf"|servico)|\bsufoc\w+ de calor",
    r"\b(?:saidas?|luz|luzes|numeros?|telefones?|contatos?|escadas?|portas?|protocolo|plano|botao|kit|cama|servicos?"
    r"|freio) (?:de|para) emergencias?"
    r"|\bemergencia (?:familiar|pessoal|de trabalho|no trabalho)|\b(?:em caso|se houver|caso haja"
    r"|caso de) (?:de )?(?:uma )?(?:emergencia|incendio"
    r"|enchente|inundacao)s?",
    r"\b(?:por|tive|tivemos|surgiu|devido a) (?:uma? )?(?:emergencia|acidente grave|infarto)\b(?=.*\b(?:cancel"
    r"|desmarc|mud|alter|remarc|adi"
    r"|reembols|devol)\w*)",
    r"\bbombas? (?:de|para|d')\b|\bbombando\b|\bde bomba\b|\bassalto (?:a|ao) (?:geladeira|frigobar|minibar)"
    r"|\bpreco e um assalto|\bum assalto (?:esse"
    r"|o) (?:preco|valor)|\bderrame (?:de|o) (?:mel|chocolate)",
    r"\b(?:tiros?) (?:ao alvo|com arco|de meta|de laser)|\btirolesa|\bbriga de (?:galo|travesseiro)"
    r"|\bgancho de ambulancia",
    r"\b(?:epoca|temporada|quando) (?:\w+ )?d[eo]s? (?:furac\w+|ciclones?|enchentes?|chuvas?)|\b(?:alaga|inunda"
    r"|enchente)\w* (?:quando|muito|em|nessa"
    r" epoca|costuma)\b.*\?|\bcostuma (?:alagar|inundar)",
    r"\bfuracao (?:da|de) (?:danca|pista)|\bmar morto|\bhora morta|\bpeso morto|\bponto morto|\bdia dos mortos"
    r"|\bbaixa .{0,12}morta",
    r"\bpres[oa]s? (?:no transito|no aeroporto|na estrada|no trabalho)|\btrancad[oa]s? (?:para|pra|do lado de) fora"
    r"|\bseguro contra roubo",
    r"\bnao (?:e|ha|tem|foi) (?:uma |nenhuma |nenhum )?(?:emergencia|incendio|fogo)|\bme (?:matar|mata) de (?:rir"
    r"|vergonha|curiosidade|trabalhar)",
    r"\b(?:ver|assistir|passa\w*) (?:\w+ ){0,3}briga\b|\bdelegacia de policia|\bconsulta medica|\batestado medico",
)
