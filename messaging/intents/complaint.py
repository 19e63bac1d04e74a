"""A complaint: sorry, and a person at once; nothing is sold and nothing is joked about."""

from __future__ import annotations

from messaging.intents.wish import Wish


class Complaint(Wish):
    name = "complaint"
    asks = ()
    at_once = "a complaint"
    phrases = {
        "es": (
            r"\b(?:poner|hacer|presentar|dejar|tengo|formular|elevar) (?:una |un )?(?:queja|reclamo|reclamacion)\b"
            r"|\bhojas? de reclamacion(?:es)?\b|\blibro de quejas\b",
            r"\b(?:quiero|quisiera|voy a|vamos a|tengo que|vengo a) (?:quejarme|quejarnos|reclamar)\b",
            r"\b(?:es|son|fue|seria|que|esto) (?:\w+ )?(?:una |un )?(?:verguenza|inaceptable|intolerable|indignante"
            r"|desastre"
            r"|estafa|robo|asco|lamentable|vergonzos[oa]|tomadura de pelo)\b",
            r"\b(?:pesim[oa]|horrible|terrible|malisim[oa]|fatal|deplorable) (?:servicio|atencion|trato|experiencia"
            r"|estancia"
            r"|estadia|hotel)\b|\b(?:servicio|atencion|trato|experiencia|estadia|estancia)(?: \w+){0,2} (?:pesim[oa]"
            r"|horrible"
            r"|terrible|malisim[oa]|fatal|deplorable)\b",
            r"\b(?:estoy|estamos|quede|quedamos) (?:muy |super |realmente |sumamente )?(?:molest|indignad"
            r"|decepcionad|enojad"
            r"|enfadad|disgustad|furios|hart)[oa]s?\b|\bnunca (?:mas )?(?:vuelvo|volvere|volvemos|me habian tratado)\b",
            r"\b(?:muy )?mal(?:a)? (?:trato|atencion|servicio)\b|\b(?:nos|me) (?:trataron|atendieron) (?:muy |fatal"
            r"|re )?mal\b",
        ),
        "pt": (
            r"\b(?:fazer|registrar|tenho|abrir|deixar) (?:uma )?(?:reclamacao|queixa)\b|\b(?:quero|vou|gostaria de"
            r"|preciso"
            r"|queremos|vim) (?:me queixar|reclamar)\b",
            r"\b(?:e|foi|isso e|que|um|uma) (?:\w+ )?(?:vergonha|absurd[oa]|inaceitavel|inadmissivel|descaso"
            r"|desrespeito|palhacada|lamentavel|revoltante)\b|\binaceitavel\b|\bum absurdo\b",
            r"\b(?:pessim[oa]|horrivel|terrivel) (?:servico|atendimento|experiencia|hotel|estadia)\b"
            r"|\b(?:servico|atendimento|experiencia|estadia)(?: \w+){0,2} (?:pessim[oa]|horrivel|terrivel"
            r"|lamentavel)\b",
            r"\b(?:estou|estamos|to|tou|tamo|fiquei|ficamos) (?:muito |super |bem |extremamente )?(?:chatead|indignad"
            r"|decepcionad|irritad"
            r"|insatisfeit|revoltad|frustrad)[oa]s?\b|\bnunca mais (?:volto|voltamos|fico)\b",
            r"\b(?:fui|fomos) (?:muito )?mal (?:atendid|tratad|recebid)[oa]s?\b",
        ),
        "en": (
            r"\b(?:make|file|have|lodge|raise|register|submit) (?:a |an )?(?:formal |official )?complaint\b"
            r"|\b(?:want|need|like|have|going) to complain\b",
            r"\b(?:is|was|this|it's|that's|what an?|so|absolutely|totally) (?:\w+ )?(?:unacceptable|outrageous"
            r"|disgraceful|ridiculous"
            r"|appalling|a disgrace|a joke|a rip-?off|a scam|disgrace)\b|\bunacceptable\b",
            r"\b(?:terrible|awful|horrible|appalling|worst|poor|bad|disgusting) (?:service|experience|stay|treatment"
            r"|hotel"
            r"|customer service)\b|\b(?:service|staff|experience|stay)(?: \w+){0,3} (?:terrible|awful|horrible"
            r"|appalling"
            r"|unacceptable|rude)\b",
            r"\b(?:i'm|i am|we're|we are|extremely|very|really|so) (?:\w+ )?(?:disappointed|upset|unhappy|angry"
            r"|furious|fed up"
            r"|dissatisfied|disgusted)\b|\bnever (?:coming|staying|going to stay|stay) (?:back|here)\b",
            r"\btreated (?:us |me )?(?:badly|terribly|rudely|like)\b|\bwant to speak to the manager about\b",
        ),
    }
