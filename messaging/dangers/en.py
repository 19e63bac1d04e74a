"""Signs of danger in English, by kind, and what only sounds like one."""

from __future__ import annotations

from messaging.dangers.kinds import Kind

_SOMEBODY = (
    r"(?:my|our|a|the|some|this|his|her) ?(?:\w+ )?(?:son|daughter|kid|child|children|toddler|baby|boy|girl|husband"
    r"|wife|father|mother|dad"
    r"|mom|mum|grandma|grandpa|friend|brother|sister|boyfriend|girlfriend|partner|man|woman|guest|person|guy|lady)s?"
)
_ATTACKED = (
    r"(?:robbed|attacked|mugged|assaulted|threatened|raped|stabbed|followed|stalked|harassed|beaten"
    r"|kidnapped|groped|molested|held at \w+)"
)
_ATTACKING = (
    r"(?:robbing|attacking|threatening|following|stalking|harassing|beating|hitting|punching|choking|groping|chasing"
    r"|stabbing|hurting)"
)

SIGNS: dict[Kind, tuple[str, ...]] = {
    Kind.SUICIDE: (
        r"\bsuicid\w+|\bkill(?:ing)? myself|\b(?:want|wanna|going) to die\b|\bdon'?t want to (?:live|be alive)\b"
        r"|\bend (?:my life|it all)\b",
        r"\b(?:hang|hurt|harm) (?:myself|himself|herself)\b|\bslit my wrists|\bjump (?:off|from|out of) (?:the"
        r"|my) (?:balcony|roof|window)",
        r"\b(?:take|taking) (?:my|his|her) own life\b",
    ),
    Kind.GAS: (
        r"\bgas (?:is )?leak\w*|\bleak\w* (?:of )?gas\b|\b(?:smell\w*|stinks?) (?:\w+ ){0,3}(?:of |like )?gas\b"
        r"|\bcarbon monoxide\b",
    ),
    Kind.FIRE: (
        r"\bfire+\b|\bfier\b(?= in)|\bblaze\b|\bin flames\b|\bflames (?:in|coming|from|everywhere)"
        r"|\bhouse is burning\b",
        r"\b(?:smell\w*|see|seeing|there'?s|theres|there is|lots? of|full of|filled with|coming|filling with|so much"
        r"|black|thick)"
        r" (?:\w+ ){0,2}smoke\b|\bsmoke (?:is )?(?:coming|everywhere|filling|pouring|in (?:the|my|our))"
        r"|\bsmell\w* (?:\w+ ){0,2}burn(?:ing|t)\b",
        r"\bexplosion\b|\bexploded\b|\bburning (?:down|up|wires?|plastic)\b|\bis burning\b|\b(?:caught"
        r"|catching) (?:on )?fire|\bsparks (?:are )?(?:flying"
        r"|coming|from)|\b(?:fire |smoke )?alarm (?:is |has |keeps )?(?:been )?(?:going off|went off|ringing|blaring"
        r"|sounding)",
        r"\b(?:bring|need|get|send) (?:\w+ ){0,2}(?:fire )?extinguisher\b|\bfire (?:brigade|department|fighters?)\b",
    ),
    Kind.DROWNING: (
        r"\bdrown(?:ing|ed|s)?\b|\b(?:fell|fallen) (?:in|into) the (?:pool|sea|water|river)\b|\bbottom of the pool\b"
        r"|\bswept (?:away|out)\b"
        r"|\bcan'?t swim (?:and|he|she)|\bgot caught in (?:a|the) (?:rip )?current",
    ),
    Kind.MEDICAL: (
        r"\bambul[ae]n?ce\b|\bheart ?attack|\bhart attack|\bcardiac arrest|\b(?:having|had|has) (?:a |an )?(?:stroke"
        r"|seizure|asthma attack"
        r"|panic attack|miscarriage|fit)\b|\bseizure",
        r"\b(?:not|isn'?t|stopped) (?:breathing|responding|waking up)\b|\b(?:can'?t|cannot|can not|cant"
        r"|struggling to|trouble|hard to|difficulty) breath\w*"
        r"|\bwon'?t wake up\b|\bunconscious|\buncons?cious|\bpassed out\b"
        r"|(?<!ceiling )(?<!roof )(?<!building )(?<!wall )(?<!balcony )\bcollapsed\b|\bno pulse\b|\bfaint(?:ed"
        r"|ing)\b",
        r"\bbleed(?:ing|s)?\b|\bvomit\w* blood|\b(?:lots? of|losing|so much|covered in) blood\b|\bchok(?:ing|ed"
        r"|es)\b|\bsuffocat\w+|\bover ?dos\w+",
        r"\banaphyla\w+|\ballergic (?:reaction|shock)|\b(?:throat|tongue|face) (?:is |are )?(?:closing|swelling"
        r"|swollen)|\bepi ?pen\b",
        r"\b(?:her|my) waters? (?:just )?(?:broke|has broken)|\bwater broke|\b(?:in|into|going into) labou?r\b"
        r"|\bcontractions\b|\bgiving birth\b",
        rf"\b{_SOMEBODY} (?:\w+ ){{0,3}}(?:locked|trapped|stuck) (?:in|inside)\b|\b(?:trapped|locked) (?:in"
        rf"|inside) (?:the|a|my|our) (?:bathroom|room|car"
        r"|sauna|safe|toilet)|\blocked (?:himself|herself|themselves) in\b",
        r"\b(?:swallowed|drank|ate) (?:\w+ ){0,3}(?:bleach|batter(?:y|ies)|poison|pills|detergent|chlorine)\b"
        r"|\btook (?:too many|all the|a whole) \w*"
        r" ?(?:pills|tablets)|\bpoisoned\b|\bpoisoning\b|\belectrocuted\b|\belectric shock\b|\bout of insulin"
        r"|\bhypoglyc\w+",
        r"\b(?:fell|fallen) (?:\w+ ){0,3}(?:stairs|balcony|window|roof|cliff)\b|\b(?:hit|cracked|split) (?:his|her"
        r"|my|their) head\b|\bchest (?:pains?"
        r"|is tight)|\bpain in (?:his|her|my) chest|\bbroke(?:n)? (?:his|her|my|a|their) (?:leg|arm|hip|ankle|wrist"
        r"|neck)\b|\bsevere(?:ly)? burn\w*",
        r"\b(?:bitten|stung|bit|bite) (?:\w+ ){0,3}(?:snake|scorpion|spider|jellyfish|dog)\b|\b(?:snake|scorpion"
        r"|spider) bite|\bfever of (?:10[3-7]|39|4[0-2])"
        r"|\bserious accident|\bbadly (?:hurt|injured)",
        r"\b(?:call|need|get|send|want) (?:us |me )?(?:the |a |an )?(?:doctor|paramedics?|medic"
        r"|nurse)\b(?! appointment)|\bmedical help\b",
        rf"\b{_SOMEBODY} (?:\w+ ){{0,2}}(?:dead|dying|died)\b|\b(?:dead|found a) body\b|\bi'?m dying\b"
        rf"|\bi am dying\b",
    ),
    Kind.VIOLENCE: (
        rf"\b(?:being|been|got|get|were|was|just) {_ATTACKED}\b|\b{_ATTACKING} (?:me|us|him|her|my|his|a|someone"
        rf"|the)\b",
        r"\b(?:he|she|they|someone|somebody|man|guy) (?:\w+ ){0,2}(?:hit|attacked|robbed|threatened|grabbed|groped"
        r"|touched) (?:me|us|her|him)\b",
        r"\bgun ?shots?|\bshots fired|\bshooter\b|\bshooting\b(?! star)|\bstabb(?:ed|ing)\b|\bstabed\b|\brap(?:ed"
        r"|ing|ist)\b|\bsexual(?:ly)? (?:assault\w*"
        r"|harass\w*|abus\w*)|\bharassing|\bstalker\b|\bkidnap\w*|\bhostage|\bterrorist\w*|\bdomestic (?:violence"
        r"|abuse)",
        r"\b(?:has|have|with|got) (?:a |an )(?:gun|knife|weapon|machete)\b(?! and fork)|\bknife ?point|\bgun ?point",
        r"\b(?:there'?s|there is|a|big) (?:a )?fight (?:in|on|at|outside|going|broke)|\b(?:call|need|get"
        r"|send) (?:the |a )?(?:police|cops|911|999|112)\b"
        r"|\bbomb\b|\bhelp,? (?:he|she|they)(?:'s|'re| is| are) (?:going to )?(?:hurt|kill)\w*",
    ),
    Kind.INTRUDER: (
        r"\bintruder|\bburglar\w*|\bbr(?:ea|o)k(?:e|ing|en)? in(?:to|side)? (?:my|our|the|a) (?:room|suite|car)"
        r"|\bbreaking in\b",
        r"\b(?:someone|somebody|stranger|(?:a|some) (?:man|guy)) (?:(?:is|was|just|has|got|came|come|broke|walked"
        r"|hiding|standing) )*(?:in|inside|into) (?:my|our) (?:room|bathroom|balcony|bed)\b"
        r"|\b(?:someone|somebody|stranger|man|guy) (?:\w+ ){0,3}(?:trying to (?:get|come|open|break)|banging on"
        r"|kicking|forcing)",
    ),
    Kind.LIFT: (
        r"\b(?:stuck|trapped|locked) (?:\w+ ){0,2}(?:in|inside) (?:the |an? |your )?(?:elevator|lift|elevater)\b"
        r"|\b(?:elevator|lift) (?:\w+ ){0,4}(?:with (?:me|us|people)|inside)",
    ),
    Kind.FLOOD: (
        r"\bflood(?:ing|ed|s)?\b|\bwater (?:is )?(?:rising|pouring|gushing|coming (?:in|through)|everywhere)\b"
        r"|\bburst pipe|\bpipe (?:has )?burst",
    ),
    Kind.DISASTER: (
        r"\bearthquake|\btsunami|\btornado\b|\bhurricane (?:is )?(?:coming|hit|here|warning)|\blandslide|\bavalanche"
        r"|\b(?:roof|ceiling|building|wall|balcony) (?:has |is |just )?(?:collaps\w+|caving|caved|fell|falling)"
        r"|\bground is shaking|\bhit by lightning",
    ),
    Kind.UNKNOWN: (
        r"\bemer[gj]en[cs]y\b|^\W*sos\b(?=\W*$|[!.,])|\bmayday\b|\b(?:in|life in) danger\b|\blife or death\b"
        r"|\bhelp(?: me"
        r"| us)? (?:urgent\w*|now|please hurry|quick\w*)"
        r"|\bplease help (?:me|us),? (?:quick|now|hurry)\w*|\bdial(?:led|ed)? (?:911|999|112)\b",
    ),
}

HARMLESS: tuple[str, ...] = (
    r"\bfire ?(?:place|works?|side|wood|pits?|flies|stick|tv|bowl|table|exits?|escapes?|doors?|drill|alarm|safety"
    r"|regulations?|island|stove|extinguishers?"
    r"|blankets?|marshal|evacuation|show|cracker|dancer\w*|certificate|hydrant)s?\b(?!(?: \w+){0,2} (?:going off"
    r"|went off|ringing|blaring|sounding|is"
    r" burning|now|quick|please hurry))",
    r"\b(?:camp|bon|open|log|wood|cozy|cosy|real|gas|electric|crackling|roaring) ?fires?\b|\bfire (?:in|for) (?:the "
    r"|a )?(?:fireplace|grill|pit|bbq|stove|hearth)"
    r"|\b(?:by|around|near|beside|in front of|next to|light|start|make|build) (?:the |a |our )?(?:\w+ )?fire\b"
    r"|\b(?:on fire|fire) (?:deal|sale|price|playlist"
    r"|vibes?|emoji|sauce)|\b(?:place|view|food|hotel|deal|party|playlist|photos?|music) (?:is |was |are "
    r"|looks )?(?:on )?fire\b|\bhang ?fire|\bfired\b"
    r"|\bfire (?:away|up|me|off)\b|\bfire (?:safe|rated)",
    r"\b(?:can|may|to|could|if|we|i|you|people|who|don'?t|allowed to) smoke\b|\b(?:no|non|free of|cigarette|cigar"
    r"|tobacco|second ?hand|weed|bbq|barbecue|vape) ?smoke\b|\bsmoke (?:detectors?|free|alarms?|from (?:a "
    r"|the )?(?:cigar\w*"
    r"|bbq|grill|barbecue|neighbou?r\w*))\b(?!(?: \w+){0,2} (?:going off|went off|ringing|blaring|sounding))"
    r"|\bsmell\w* (?:of|like) (?:\w+ )?(?:cigarette"
    r"|cigar|weed)\w*(?: smoke)?",
    r"\b(?:it'?s|is|was|this|that|they'?re|are|heat|sun|feet|back) (?:\w+ )?(?:killing|murdering) (?:me|us)\b"
    r"|\bkill(?:ing)? (?:for|time|some time|two birds)"
    r"|\bdressed to kill|\bkill joy",
    r"\bdying (?:to|for|of) \w+|\bdie (?:for|of) \w+|\bto die for\b|\bdead (?:tired|battery|phone|sea|line|hungry)"
    r"|\b(?:battery|phone|remote|line) (?:is|was) dead"
    r"|\bwant to die of|\bdrowning in (?:work|emails?|debt|paperwork)|\bchok\w* (?:up|on the price)",
    r"\bemergency (?:exits?|contacts?|numbers?|lights?|stairs?|door|plan|procedures?|phone|kit|services? nearby"
    r"|landing|dentist|generator|cord|button|protocol)"
    r"|\b(?:family|work|personal) emergency|\b(?:in case of|if there is|in the event of|in|for) (?:a |an "
    r"|any )?(?:emergency|emergencies|fire|earthquake|flood)\b"
    r"|\b(?:nearest|closest|nearby|is there a|are there) (?:\w+ )?(?:emergency|hospital|er)\b"
    r"|\bemergency room (?:near|close)",
    r"\b(?:had|due to|because of|have had|there was|had to .{0,20}) (?:a |an )(?:medical )?(?:emergency|heart attack"
    r"|serious accident)\b"
    r"(?=.*\b(?:cancel|chang|reschedul|refund|postpon|mov)\w*)|\b(?:cancel|reschedul|refund"
    r"|postpon)\w* .*\b(?:because of|due to|as we had) (?:a |an )"
    r"(?:medical )?(?:emergency|heart attack|serious accident)",
    r"\bbath bombs?|\bbomb (?:cyclone|ass|dot)|\b(?:the|da|was|is) bomb\b(?! (?:in|under|threat))|\bphoto ?bomb\w*"
    r"|\bshooting (?:range|star|a video|photos?|a film"
    r"|location|the wedding)|\b(?:photo|film|video|wedding) shooting|\btrouble shooting|\btroubleshooting",
    r"\bflood(?:ed|ing)? with (?:light|sun|emails?|memories|messages)|\bflood ?(?:light|lit)\w*"
    r"|\bflooding in (?:winter|summer|season)|\b(?:ever|usually|often|do|does) (?:\w+ ){0,3}flood\w*"
    r"|\bflood (?:risk|season|zone|insurance)|\b(?:hurricane|tornado|earthquake|tsunami|avalanche) (?:season|zone"
    r"|insurance|drill|safe|risk|proof|resistant)"
    r"|\b(?:when is|is it) (?:\w+ )?(?:hurricane|tornado)",
    r"\blabou?r day|\bin labou?r (?:day|party)|\bheart ?attack (?:burger|grill)|\bfight (?:night|club)|\b(?:watch"
    r"|show|see|stream|boxing|ufc) (?:\w+ ){0,3}fight"
    r"|\bbread knife|\bflight\b|\bbody (?:lotion|wash|scrub)|\bdead body pose|\bshock(?:ed)? (?:by|at)"
    r"|\bsticker shock",
    r"\b(?:locked|stuck) (?:out|outside)\b|\blocked in (?:the |my |our )?(?:rate|price)|\bswept (?:away|off) by"
    r"|\bmakes? me want to|\bbreath ?taking",
    r"\b(?:not|no|isn'?t|nothing) (?:an |a |any )?(?:real )?(?:emergency|fire)\b|\bdoctor'?s? (?:appointment|note"
    r"|letter|conference|degree)|\bpolice (?:station|report"
    r" for|museum)|\bnurse (?:her|my|the) baby",
    r"\bin flames (?:concert|gig|band)|\bblaze (?:pizza|concert)|\bpumped|\bstroke of|\bback ?stroke"
    r"|\bbreast ?stroke|\bfit (?:into|in|for|bit)",
)
