"""The words of a list, found as the search finds them."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.filters.fields import Said
from agreements.search.matching import answers
from agreements.search.terms import MOST_LETTERS, MOST_TERMS, Asked, typed_terms


def _some_words(text: str) -> None:
    terms = typed_terms(text)
    if len(terms) > MOST_TERMS:
        raise forms.ValidationError(gettext("Use at most %d words.") % MOST_TERMS)
    if not terms:
        raise forms.ValidationError(gettext("There is no word in it to look for: use letters or figures."))


class Words(Said, django_filters.CharFilter):
    """Every word stands in the card, in whatever language, or names one of its parties or topics."""

    def __init__(self, card: str = "", **kwargs: Any) -> None:
        """`card` leads to the card where the list is not one of cards."""
        self.card = card
        self.clause = format_lazy("{} “%s”", _("with the words"))
        self.asked = Asked("")
        super().__init__(label=_("Words"), max_length=MOST_LETTERS, validators=[_some_words], **kwargs)

    def filter(self, queryset: QuerySet, value: str) -> QuerySet:
        if not value:
            return queryset
        if self.asked.text != value:
            self.asked = Asked(value)
        return self.narrow(queryset)

    def narrow(self, queryset: QuerySet) -> QuerySet:
        if not self.card:
            return queryset.filter(answers(self.asked, queryset.model))
        cards: Any = queryset.model._meta.get_field(self.card).related_model
        return queryset.filter(pk__in=cards.objects.filter(answers(self.asked, cards)).values("pk"))
