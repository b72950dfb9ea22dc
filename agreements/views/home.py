from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.pages.home import home_page
from agreements.views.public import public, today


@public
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"page": home_page(today())})


@public
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html", {"contact": settings.CONTACT_EMAIL})
