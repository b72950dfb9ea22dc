"""The pages of an import, each with its address, so that one can leave and come back."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import JSONField
from django.db.models.fields.json import KeyTransform
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from agreements.admin.importing.mapping import MappingForm, StateForm
from agreements.admin.importing.pages import MappingPage, OutcomePage, brought
from agreements.admin.importing.refused import refused_rows
from agreements.admin.importing.running import confirm, mapping_of, try_out
from agreements.admin.importing.upload import MOST_BYTES, UploadForm
from agreements.admin.numbers import whole
from agreements.corpus.tables.reading import read_table
from agreements.corpus.tables.sheet import MEGABYTES
from agreements.models import ImportFile
from agreements.models.vocabularies import TableKind

LATEST = 100


def import_urls(site: Any) -> list[URLPattern]:
    """Below the admin's own address; `site.admin_view` lets staff in alone."""
    views = [
        ("", import_list, "import"),
        ("<int:pk>/map/", import_map, "import-map"),
        ("<int:pk>/", import_outcome, "import-outcome"),
        ("<int:pk>/refused.csv", import_refused, "import-refused"),
    ]
    return [path(f"import/{where}", site.admin_view(view), name=name) for where, view, name in views]


def _shown(request: HttpRequest, template: str, title: str, status: int = 200, **context: Any) -> HttpResponse:
    shown = {**admin.site.each_context(request), "title": title, "subtitle": None, **context}
    return TemplateResponse(request, f"admin/importing/{template}.html", shown, status=status)


def _refuse_others(request: HttpRequest) -> None:
    if not request.user.has_perm("agreements.add_importfile"):
        raise PermissionDenied


def _file(request: HttpRequest, pk: int) -> ImportFile:
    _refuse_others(request)
    return get_object_or_404(ImportFile.objects.select_related("by"), pk=pk)


# The token stands in the body, which is not read before it is known to be of a size that is.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def import_list(request: HttpRequest) -> HttpResponseBase:
    _refuse_others(request)
    size = str(request.META.get("CONTENT_LENGTH") or "0")
    if request.method == "POST" and whole(size, MOST_BYTES) is None:
        return _list(request, UploadForm(), too_large=True)
    return _upload(request)


@csrf_protect
def _upload(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _list(request, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _list(request, form)
    file = form.save(request.user)  # type: ignore[arg-type]
    return HttpResponseRedirect(reverse("admin:import-map", args=[file.pk]))


def _list(request: HttpRequest, form: UploadForm, *, too_large: bool = False) -> HttpResponse:
    files = ImportFile.objects.select_related("by").defer("content", "outcome", "mapping")
    files = files.annotate(told=KeyTransform("counts", "outcome", output_field=JSONField()))[:LATEST]
    status = 413 if too_large else 400 if form.is_bound else 200
    return _shown(
        request,
        "list",
        gettext("Import"),
        status,
        form=form,
        files=brought(files),
        too_large=MEGABYTES if too_large else None,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def import_map(request: HttpRequest, pk: int) -> HttpResponse:
    """A file that was imported stays as it was."""
    file = _file(request, pk)
    if file.applied_at:
        return HttpResponseRedirect(reverse("admin:import-outcome", args=[pk]))
    form = _form(request, file)
    if request.method == "POST" and form.is_valid():
        if isinstance(form, MappingForm):
            file.mapping = form.mapping().as_json()
        else:
            file.mapping = {"publication": form.cleaned_data["publication"]}
        file.save(update_fields=["mapping"])
        try_out(file, request.user)
        return HttpResponseRedirect(reverse("admin:import-outcome", args=[pk]))
    page = MappingPage.of(file, form) if isinstance(form, MappingForm) else None
    status = 400 if form.is_bound else 200
    return _shown(request, "map", gettext("Import: %s") % file.name, status, form=form, page=page, file=file)


def _form(request: HttpRequest, file: ImportFile) -> StateForm:
    data = request.POST if request.method == "POST" else None
    mapping = mapping_of(file)
    if file.kind == TableKind.RECORDS:
        return StateForm(data, kind=file.kind, user=request.user, mapping=mapping)
    sheet = read_table(bytes(file.content))
    return MappingForm(data, kind=file.kind, user=request.user, mapping=mapping, sheet=sheet)


@require_http_methods(["GET", "HEAD", "POST"])
def import_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    file = _file(request, pk)
    here = HttpResponseRedirect(reverse("admin:import-outcome", args=[pk]))
    if request.method == "POST":
        if file.applied_at:
            messages.warning(request, gettext("This file was imported already. Nothing was written again."))
            return here
        return _decided(request, file) or here
    if not file.outcome:
        return HttpResponseRedirect(reverse("admin:import-map", args=[pk]))
    page = OutcomePage.of(file, request.GET)
    return _shown(request, "outcome", gettext("Import: %s") % file.name, page=page)


def _decided(request: HttpRequest, file: ImportFile) -> HttpResponse | None:
    """Imported, tried again or thrown away."""
    if "discard" in request.POST:
        file.delete()
        messages.success(request, gettext("%s was thrown away. Nothing of it was imported.") % file.name)
        return HttpResponseRedirect(reverse("admin:import"))
    if "again" in request.POST:
        try_out(file, request.user)
    elif confirm(file, request.user, request.POST.get("digest", "")):
        messages.success(request, gettext("Imported: %s.") % file.name)
    else:
        told = gettext("Nothing was imported: the record has changed since. Below is what would be done now.")
        messages.error(request, told)
    return None


@require_safe
def import_refused(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    file = _file(request, pk)
    response = StreamingHttpResponse(refused_rows(file), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="refused-{pk}.csv"'
    return response
