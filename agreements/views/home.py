from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.pages.heads.lists import about_head, home_head
from agreements.pages.home import home_page
from agreements.views.public import public, today
from agreements.views.site import site_of


@public
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "home.html", {"page": home_page(today()), "head": home_head(site_of(request))})


@public
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "about.html", {"contact": settings.CONTACT_EMAIL, "head": about_head(site_of(request))})
