"""The column of a partial date: the field, its range, its check and what queries ask of it."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import FieldError, ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.state import ModelState, ProjectState
from django.db.migrations.writer import MigrationWriter
from django.test.utils import isolate_apps
from psycopg.types.range import DateRange

from agreements.dates import PartialDate
from agreements.models.partial_dates import (
    Earliest,
    Latest,
    PartialDateField,
    PartialDateFormField,
    PartialDateRange,
    may_lie_between,
    partial_date_check,
)

pytestmark = pytest.mark.django_db


@isolate_apps("agreements")
def _occasion_model() -> Any:
    class Occasion(models.Model):
        date = PartialDateField("date")
        date_range = PartialDateRange("date")

        class Meta:
            app_label = "agreements"
            db_table = "scratch_occasion"
            constraints = [partial_date_check("date", name="scratch_occasion_date_valid")]

        def __str__(self) -> str:
            return str(self.date)

    return Occasion


Occasion = _occasion_model()


@pytest.fixture
def occasions(db):
    with connection.schema_editor() as editor:
        editor.create_model(Occasion)
    return Occasion.objects


def test_a_date_is_read_back_as_it_was_written(occasions):
    occasions.create(date=PartialDate.parse("2011?"))
    assert occasions.get().date == PartialDate.parse("2011?")


def test_a_new_row_knows_its_range_at_once(occasions):
    assert occasions.create(date="2023-06").date_range == DateRange(date(2023, 6, 1), date(2023, 7, 1))


def test_a_missing_date_has_no_range(occasions):
    occasions.create()
    assert occasions.values_list("date", "date_range").get() == (None, None)


def test_a_bulk_write_and_an_update_keep_the_range_true(occasions):
    occasions.bulk_create([Occasion(date=PartialDate.parse("2023")), Occasion(date="2012-12-14/..")])
    occasions.filter(date="2023").update(date=PartialDate.parse("2024-33"))
    ranges = occasions.order_by("pk").values_list("date_range", flat=True)
    assert list(ranges) == [
        DateRange(date(2024, 1, 1), date(2024, 4, 1)),
        DateRange(date(2012, 12, 14), None),
    ]


@pytest.mark.parametrize("text", ["soon", "2023-02-30", "", " 2023"])
def test_the_table_itself_refuses_what_is_no_date(occasions, text):
    row = occasions.create(date="2023")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE scratch_occasion SET date = %s WHERE id = %s", [text, row.pk])


def test_the_last_day_of_the_calendar_can_be_stored_and_read(occasions):
    occasions.create(date="9999-12-31")
    assert occasions.get().date_range == DateRange(date(9999, 12, 31), None)


def test_cleaning_a_row_says_kindly_what_is_wrong(occasions):
    with pytest.raises(ValidationError) as refusal:
        Occasion(date="2023-02-30").full_clean()
    assert refusal.value.message_dict == {"date": ["2023-02 has no day 30."]}


def test_cleaning_a_row_turns_text_into_a_date(occasions):
    occasion = Occasion(date=" 2023-06 ")
    occasion.full_clean()
    assert occasion.date == PartialDate.parse("2023-06")


def test_a_blank_date_is_cleaned_to_missing(occasions):
    occasion = Occasion(date="")
    occasion.full_clean()
    assert occasion.date is None


def test_dates_are_found_by_their_text(occasions):
    occasions.bulk_create([Occasion(date="2023"), Occasion(date="2024"), Occasion()])
    assert occasions.filter(date__in=["2023", PartialDate.parse("2024")]).count() == 2
    assert occasions.filter(date__isnull=True).count() == 1


def test_the_order_of_texts_cannot_be_taken_for_that_of_dates(occasions):
    with pytest.raises(FieldError):
        occasions.filter(date__gte="2023")


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2023, 6, 15), date(2023, 6, 15), {"2023", "2023-06", "2012/.."}),
        (date(2023, 7, 1), date(2023, 7, 1), {"2023", "2012/.."}),
        (date(2024, 1, 1), None, {"2012/.."}),
        (None, date(2011, 12, 31), set()),
        (None, None, {"2023", "2023-06", "2012/.."}),
        (date(2024, 1, 1), date(2023, 1, 1), set()),
    ],
)
def test_a_window_finds_what_may_lie_in_it_and_never_what_has_no_date(occasions, first, last, found):
    occasions.bulk_create([Occasion(date=text) for text in ("2023", "2023-06", "2012/..", None)])
    matches = occasions.filter(may_lie_between("date", first, last))
    assert {occasion.date.edtf for occasion in matches} == found


def test_rows_are_ordered_by_their_first_and_last_days(occasions):
    occasions.bulk_create([Occasion(date=text) for text in ("2023", "2012/..", "2023-06", "../2013", None)])
    by_start = occasions.order_by(Earliest("date").asc(nulls_last=True), "pk")
    by_end = occasions.order_by(Latest("date").desc(nulls_last=True), "pk")
    assert [str(row.date and row.date.edtf) for row in by_start] == ["2012/..", "2023", "2023-06", "../2013", "None"]
    assert [str(row.date and row.date.edtf) for row in by_end] == ["2023", "2023-06", "../2013", "2012/..", "None"]


def test_the_first_and_last_day_can_be_asked_for(occasions):
    occasions.create(date="2023-06")
    days = occasions.values_list(Earliest("date"), Latest("date")).get()
    assert days == (date(2023, 6, 1), date(2023, 6, 30))


def test_migrations_of_the_columns_are_stable():
    def state() -> ProjectState:
        project = ProjectState()
        project.add_model(ModelState.from_model(Occasion))
        return project

    assert MigrationAutodetector(state(), state()).changes(MigrationGraph()) == {}
    field = Occasion._meta.get_field("date_range")
    assert MigrationWriter.serialize(field)[0] == "agreements.models.partial_dates.PartialDateRange('date')"
    assert PartialDateField().deconstruct()[2:] == ([], {})


def test_the_form_shows_edtf_and_takes_words():
    field = Occasion._meta.get_field("date").formfield()
    assert isinstance(field, PartialDateFormField)
    assert field.prepare_value(PartialDate.parse("2023-06-02")) == "2023-06-02"
    assert field.clean("2 June 2023") == PartialDate.parse("2023-06-02")
    assert field.clean(" ") is None


def test_the_form_refuses_words_that_make_no_date_with_examples():
    with pytest.raises(ValidationError, match="2023-06-22/2023-06-23"):
        PartialDateFormField().clean("in the coming weeks")


def test_the_same_date_in_other_words_is_no_change():
    field = PartialDateFormField(required=False)
    assert not field.has_changed(PartialDate.parse("2023-06-02"), "2 June 2023")
    assert field.has_changed(PartialDate.parse("2023-06-02"), "June 2023")
    assert field.has_changed(None, "soon")


def test_a_date_is_serialized_as_its_text():
    field = Occasion._meta.get_field("date")
    assert field.value_to_string(Occasion(date=PartialDate.parse("2024-21"))) == "2024-21"
    assert field.value_to_string(Occasion()) == ""
