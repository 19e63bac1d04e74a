"""Portuguese of Brazil: lines "kind: what a guest writes", and lines that are no alarm."""

ALARMS = """
fire: tem fogo no quarto
fire: INCÊNDIO no terceiro andar
fire: insêndio na cozinha
fire: o carro tá pegando fogo no estacionamento
fire: muita fumaça no corredor
fire: tem fumassa saindo da tomada
fire: cheiro de queimado muito forte no quarto
fire: o alarme de incêndio disparou
fire: chama os bombeiros
fire: explodiu alguma coisa na cozinha
fire: tragam um extintor rápido
fire: a cortina está em chamas
fire: FOGOOO
gas: cheiro de gás no apartamento
gas: tá vazando gás aqui
gas: vazamento de gás na cozinha
medical: meu pai desmaiou
medical: minha esposa não está respirando
medical: preciso de uma ambulância
medical: chama o samu
medical: acho que é infarto
medical: meu marido tá enfartando
medical: minha filha está engasgada com uma bala
medical: reação alérgica, a garganta dela tá fechando
medical: meu amigo tá tendo convulsão
medical: tem uma moça sangrando na recepção
medical: a bolsa estourou, minha mulher entrou em trabalho de parto
medical: meu filho ficou trancado no banheiro
medical: o bebê ficou preso no carro
medical: acho que foi overdose
medical: minha avó caiu da escada
medical: bateu a cabeça e não acorda
medical: dor forte no peito
medical: fui picado por um escorpião
medical: a criança bebeu água sanitária
medical: manda um médico pro quarto 12
medical: estou com falta de ar
medical: minha mãe está passando muito mal
violence: fui assaltado agora na porta
violence: estão me roubando
violence: assalto na recepção
violence: tem um homem armado no corredor
violence: ouvi tiros aqui perto
violence: tiroteio na rua
violence: chamem a polícia
violence: um cara está me seguindo até o quarto
violence: um hóspede tá me assediando
violence: meu namorado me bateu
violence: o vizinho de quarto tá batendo na mulher
violence: tem uma briga feia no bar
violence: o cara tá com uma faca
violence: arrastão na praia em frente
intruder: tem um ladrão na varanda
intruder: entrou um estranho no meu quarto
intruder: estão tentando abrir minha porta
intruder: arrombaram a porta do quarto
lift: estamos presos no elevador
lift: fiquei presa no elevador
lift: o elevador parou com a gente presa
drowning: tem uma criança se afogando na piscina
drowning: meu irmão se afogou
drowning: uma menina caiu na piscina
flood: o quarto tá inundando
flood: inundação na garagem
flood: tudo alagado, a água está subindo
suicide: quero me matar
suicide: não quero mais viver
suicide: vou me jogar da varanda
suicide: penso em suicídio
disaster: terremoto!
disaster: o teto caiu
disaster: deslizamento na encosta atrás do hotel
unknown: SOCORRO
unknown: socoorro alguém
unknown: é uma emergência
unknown: emergensia no 204
"""

CALM = """
tem lareira com fogo no quarto?
pode acender fogo na churrasqueira?
vai ter queima de fogos no réveillon?
dá pra ver os fogos da varanda?
tem extintor no quarto?
onde fica a saída de emergência?
o quarto tem detector de fumaça?
é um hotel livre de fumaça?
o quarto cheirava a cigarro
tô morrendo de fome, que horas abre o restaurante?
estou morta de sono
morrendo de vontade de conhecer Paraty
morri de rir com o recepcionista
morrendo de calor, tem ar condicionado?
o chuveiro é a gás?
água com gás ou sem gás?
o fogão é a gás?
sou alérgica a camarão, o café tem opção?
meu filho é alérgico a amendoim
tem médico perto do hotel?
tem hospital perto em caso de emergência?
qual o número de emergência?
tive uma emergência familiar e preciso cancelar
por uma emergência médica preciso remarcar
a lâmpada queimou
o elevador não funciona
tem elevador?
o elevador está parado desde ontem
a piscina é funda?
tem salva-vidas na praia?
a bomba da piscina faz barulho
vocês têm bomba de ar pro colchão?
a festa tá bombando
quero assaltar a geladeira
assalto ao frigobar liberado?
é seguro andar à noite?
preciso de uma faca pra cortar o bolo
quero um quarto para dois de 20 a 22
quanto custa a diária?
explosão de sabores, adorei
alaga a rua quando chove?
costuma inundar em janeiro?
qual a época de chuvas?
fiquei preso no trânsito, chego mais tarde
fiquei trancada pra fora do quarto
tem delegacia perto?
seguro contra roubo tá incluso?
vou chegar morto de cansaço
saudade de morrer, quero voltar
me chama um táxi?
tem academia?
tem tirolesa perto?
o wifi caiu
caiu a internet do quarto
a TV não liga
quero cancelar a reserva
minha filha de 5 anos paga?
pode mandar mais toalhas?
o mar é calmo aí?
qual a senha do wifi
dá choque nesse chuveiro? rs
desmaiei de sono ontem
não é emergência, mas falta papel
posso pedir o café no quarto?
"""
