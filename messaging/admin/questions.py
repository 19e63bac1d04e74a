"""Questions nobody could answer, and the form that makes a fact of one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from messaging import quality, questions
from messaging.admin import titles
from messaging.admin.quality import JUDGE, guarded, number
from messaging.knowledge import Told
from messaging.models import Fact
from messaging.nlu.contact import NOT_A_NAME
from messaging.nlu.text import fold
from messaging.nlu.text import words as frozen_words
from messaging.questions import Question
from pms.admin import words
from pms.admin.base import own_hotels, person
from pms.models import Hotel

SEE, ANSWER = "messaging.view_fact", "messaging.add_fact"
LONGEST = 1000


class FactForm(forms.Form):
    topic = forms.SlugField(
        label=gettext_lazy("Topic"),
        max_length=40,
        help_text=gettext_lazy("One of the list, or a new one: small letters"),
    )
    source = forms.CharField(
        label=gettext_lazy("Source"), max_length=120, required=False, help_text=gettext_lazy("Who says so")
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Valid until"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Empty: until somebody changes it"),
    )

    def __init__(self, data: Any, question: Question, hotel: Hotel) -> None:
        self.asked_in = [code for code in (*question.languages, hotel.language) if code in Hotel.Language.values]
        self.hotel = hotel
        super().__init__(data, initial={"topic": question.topic or suggested(question), "source": ""})
        # In the language of who asked first.
        for code in dict.fromkeys([*self.asked_in, *Hotel.Language.values]):
            self.fields[f"text_{code}"] = forms.CharField(
                label=Hotel.Language(code).label,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code}),
            )
        self.order_fields(["topic", *(f"text_{code}" for code in dict.fromkeys(self.asked_in))])
        self.fields["topic"].widget.attrs |= {"list": "known-topics", "autocomplete": "off"}

    def texts(self) -> dict[str, str]:
        texts = {code: str(self.cleaned_data.get(f"text_{code}") or "").strip() for code in Hotel.Language.values}
        return {code: text for code, text in texts.items() if text}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(f"text_{code}") for code in self.asked_in):
            self.add_error(f"text_{self.asked_in[0]}", _("Somebody asked in this language: answer them in it."))
        until = cleaned.get("valid_until")
        if until and until < self.hotel.now().date():
            self.add_error("valid_until", _("This day has passed."))
        return cleaned


@guarded(SEE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    return _page(request, number(request.GET, "q"))


@guarded(ANSWER)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    question = _open(pk)
    if question is None:
        return _gone(request)
    hotel = _hotel(question)
    form = FactForm(request.POST, question, hotel)
    if not form.is_valid():
        return _page(request, pk, form=form, status=400)
    said = form.cleaned_data
    told = Told(said["topic"], form.texts(), source=said["source"], valid_until=said["valid_until"])
    facts = questions.answer(question, told, person(request), hotel=hotel)
    languages = ", ".join(fact.get_language_display() for fact in facts)
    text = _("Whoever asks now is told (%(languages)s).") % {"languages": languages}
    messages.success(request, text)
    return redirect("quality:questions")


@guarded(JUDGE)
@require_POST
def dismiss(request: HttpRequest, pk: int) -> HttpResponse:
    """Nothing a hotel could know."""
    question = _open(pk)
    if question is None:
        return _gone(request)
    count = quality.archive(question.ids, person(request))
    messages.success(
        request, ngettext("%(count)d turn archived.", "%(count)d turns archived.", count) % {"count": count}
    )
    return redirect("quality:questions")


def suggested(question: Question) -> str:
    """A name for a topic nobody has thought of, of the words that are not in every question."""
    said = (word.strip("¿?¡!.,;:") for word in fold(question.texts[0]).split())
    meant = [word for word in said if word and word not in NOT_A_NAME | ASKING]
    return slugify(" ".join(meant[-2:])).replace("-", "_")[:40]


ASKING = frozen_words(
    """
    hay tienen tienes teneis tenes aceptan se puede pueden podria donde cuando cual cuales hasta sobre alguna alguno
    tem voces pode podem onde qual ate algum alguma do does is are there any where when which your about of the for
    de del la el los las un una unos en para a o os as no na em da das dos um uma
    """
)


def _page(request: HttpRequest, pk: int, *, form: FactForm | None = None, status: int = 200) -> TemplateResponse:
    at = max(1, number(request.GET, "page"))
    total, rows = questions.ranked(own_hotels(), page=at)
    chosen = (_open(pk) if pk else None) or (rows[0] if rows else None)
    hotel = _hotel(chosen) if chosen else None
    context = {
        **admin.site.each_context(request),
        "title": _("Unanswered questions"),
        "total": total,
        "rows": [_row(row) for row in rows],
        "at": at,
        "more": total > at * questions.PAGE,
        "several": len(own_hotels()) > 1,
        "opened": pk > 0,
        "chosen": _row(chosen) if chosen else None,
        "form": form or (FactForm(None, chosen, hotel) if chosen and hotel else None),
        "topics": _topics(hotel) if hotel else (),
        "there": _there(chosen, hotel) if chosen and hotel else (),
        "may_answer": request.user.has_perm(ANSWER),
        "may_dismiss": request.user.has_perm(JUDGE),
    }
    return TemplateResponse(request, "admin/quality/questions.html", context, status=status)


def _row(question: Question) -> dict[str, Any]:
    hotel = _hotel(question)
    return {
        "question": question,
        "title": titles.topic(question.topic) if question.topic else question.texts[0],
        "languages": [Hotel.Language(code).label for code in question.languages if code in Hotel.Language.values],
        "last": words.moment(question.last, hotel),
        "hotel": hotel,
    }


def _topics(hotel: Hotel) -> list[tuple[str, str]]:
    told = Fact.objects.filter(hotel=hotel).values_list("topic", flat=True).distinct()
    return [(name, titles.topic(name)) for name in dict.fromkeys([*titles.TOPICS, *told])]


def _there(question: Question, hotel: Hotel) -> list[Fact]:
    """What is known of the topic already, in other languages or not valid any more."""
    return list(Fact.objects.filter(hotel=hotel, topic=question.topic)) if question.topic else []


def _open(pk: int) -> Question | None:
    return questions.find(own_hotels(), pk)


def _hotel(question: Question) -> Hotel:
    hotel = next((hotel for hotel in own_hotels() if hotel.pk == question.hotel_id), None)
    if hotel is None:
        raise Http404
    return hotel


def _gone(request: HttpRequest) -> HttpResponse:
    messages.warning(request, _("This question is answered, or nobody has asked it."))
    return redirect(reverse("quality:questions"))
