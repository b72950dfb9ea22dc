from django import template
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext

register = template.Library()


@register.filter
def language_name(code: str) -> str:
    """ "es" as "Spanish" in the reader's language; the code itself where Django knows no name for it."""
    info = LANG_INFO.get(code) or LANG_INFO.get(code.partition("-")[0])
    return gettext(info["name"]) if info and "name" in info else code
