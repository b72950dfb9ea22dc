from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agreements.filters.calendar import CalendarActions, CalendarMeetings
from agreements.models import ActionCard, MeetingCard
from agreements.pages.calendar import calendar_page
from agreements.pages.heads.lists import calendar_head
from agreements.views.public import public, today
from agreements.views.site import site_of


@public
def calendar(request: HttpRequest) -> HttpResponse:
    """A month that cannot be read, or a filter that is not one, is answered 400, with what is wrong and no entries."""
    on = today()
    meetings = CalendarMeetings(request.GET, MeetingCard.objects.all(), on=on)
    actions = CalendarActions(request.GET, ActionCard.objects.all(), on=on)
    page = calendar_page(meetings, actions, request.path, on)
    head = calendar_head(page, meetings, request.path, site_of(request))
    return render(request, "calendar/month.html", {"page": page, "head": head}, status=200 if page.shown else 400)
