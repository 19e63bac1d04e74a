"""How guests ask for something in the three languages, and the words that may stand before what they ask for."""

from __future__ import annotations

# After these words it is a question about the thing, or a wish for a room that has it.
_STOP = (
    r"saber|conocer|consultar|preguntar|cuant[oa]s?|quant[oa]s?|precios?|precos?|prices?|costs?|know|how|whether"
    r"|tienen|tienes|tenes|teneis|tem|incluye\w*|hotel|perguntar|ask|(?:una?|otra|uma?|outro|an?|another|the|la|el|o"
    r"|dos|two|dois|[0-9]) (?:\w+ )?(?:habitacion(?:es)?|cuartos?|quartos?|rooms?|suite|doble|double)(?= (?:con|com"
    r"|with|que|para|for|accesible|adaptad))"
)
GAP = rf"(?:[ ,]+(?!(?:{_STOP})\b)[\w'-]+){{0,6}}?[ ,]+"
"""Up to six words between the asking and the thing."""

ES = (
    r"\b(?:necesit\w+|necesita|quier[oea]n?|queremos|quisier\w+|querri?a(?:mos|n)?|(?:me|nos) gustaria|solicit\w+"
    r"|pedir\w*|pido|pedimos|(?:me|nos) (?:pued[ae]\w*|podeis|podes|podri\w+|haria\w*|das|dan|daria\w*|hacen)"
    r"|(?:pued\w+|podri\w+|podes|podeis|es posible|seria posible) (?:\w+(?:me|nos|nosl[oa]s?|mel[oa]s?)))"
)
PT = (
    r"\b(?:precis\w+|quer(?:o|ia|emos|iamos)|gostari\w+|solicit\w+|ped(?:ir|imos)|peco"
    r"|(?:pode|podem|poderia|poderiam|podia|da para|consegue|conseguem)(?: por favor)?(?: me| nos| \w+(?:-me|-nos))?)"
)
EN = (
    r"\b(?:need\w*|(?:i|we)(?:'d| would)(?: \w+)? like|(?:i|we) want|(?:can|could|may|might) (?:i|we|you)(?: \w+)?"
    r" (?:have|get|borrow|order|arrange|book|send|bring|give|prepare|put|add|organi[sz]e|call|provide|issue|make)"
    r"|please (?:send|bring|get|arrange|book|give|order|add|put|issue|call)|would you (?:\w+ )?(?:send|bring|arrange)"
    r"|would it be possible|requesting|request|(?:could|can) (?:really )?(?:do with|use))"
)
