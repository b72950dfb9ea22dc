"""Who a name means, what a word means, and what is left for a person to decide."""

from collections.abc import Callable

import pytest

from agreements.corpus.report import Report
from agreements.models import Institution, Meeting, Person, PersonName, Source, Topic
from tests.corpus.records_of import SOURCE, Data, delegation, meeting, participant

pytestmark = pytest.mark.django_db
type Load = Callable[..., Report]


def sat(name: str, key: str = "fr-it-talks", party: str = "IT", **given: str) -> Data:
    return meeting(key, parties=["FR", "IT"], delegations=[delegation(participant(name, **given), party=party)])


def people() -> dict[str, int]:
    """Each person's name, and how often they sat."""
    return {person.name: person.participations.count() for person in Person.objects.all()}


@pytest.mark.parametrize("spelling", ["Ada Rossi", "ADA  ROSSI", "Adà Rossí", "Ada Rossi-Bianchi", "آدا روسي"])
def test_a_known_name_or_variant_is_the_same_person(spelling: str, loaded: Load) -> None:
    known = {"name": "Ada Rossi", "variants": ["Ada Rossi-Bianchi"], "native": "آدا روسي", "parties": ["IT"]}
    report = loaded(people=[known], meetings=[sat(spelling)])
    assert people() == {"Ada Rossi": 1}
    assert report.doubtful == []


def test_a_namesake_of_another_party_is_another_person_and_reported(loaded: Load) -> None:
    report = loaded(meetings=[sat("Ada Rossi"), sat("Ada Rossi", "fr-it-next", party="FR")])
    assert Person.objects.count() == 2
    assert sorted(Person.objects.values_list("slug", flat=True)) == ["ada-rossi", "ada-rossi-2"]
    (problem,) = report.doubtful
    assert problem.reason == "“Ada Rossi” is entered as a new person, and may be Ada Rossi (IT)."


def test_somebody_known_to_sit_for_two_parties_is_one_person(loaded: Load) -> None:
    known = {"name": "Ada Rossi", "parties": ["FR", "IT"]}
    report = loaded(people=[known], meetings=[sat("Ada Rossi"), sat("Ada Rossi", "fr-it-next", party="FR")])
    assert people() == {"Ada Rossi": 2}
    assert report.doubtful == []


@pytest.mark.parametrize("near", ["Ada Rosi", "Rossi Ada", "Adda Rossi"])
def test_a_near_name_is_a_new_person_and_reported(near: str, loaded: Load) -> None:
    report = loaded(meetings=[sat("Ada Rossi"), sat(near, "fr-it-next")])
    assert people() == {"Ada Rossi": 1, near: 1}
    (problem,) = report.doubtful
    assert (problem.key, problem.field) == ("fr-it-next", "delegations[0].participants[0].name")
    assert problem.reason == f"“{near}” is entered as a new person, and may be Ada Rossi (IT)."


def test_two_names_that_merely_resemble_each_other_are_not_worth_a_word(loaded: Load) -> None:
    report = loaded(meetings=[sat("Ada Rossi"), sat("Aldo Russo", "fr-it-next")])
    assert report.doubtful == []


def test_a_name_that_two_people_of_a_party_bear_is_refused(loaded: Load) -> None:
    loaded(meetings=[sat("Ada Rossi")])
    Person.objects.create(name="Ada Rossi", slug="another").party_rows.create(party_id="IT")
    (problem,) = loaded(meetings=[sat("Ada Rossi", "fr-it-next")]).refused
    assert problem.field == "delegations[0].participants[0].name"
    assert problem.reason == "2 people of IT are called “Ada Rossi”; nothing here tells which is meant."


def test_variants_learnt_later_join_the_person_there_is(loaded: Load) -> None:
    loaded(meetings=[sat("Ada Rossi")])
    loaded(people=[{"name": "Adà Rossi", "variants": ["Ada Bianchi", "Ada Rossi"], "parties": ["IT"]}])
    assert people() == {"Ada Rossi": 1}
    assert set(PersonName.objects.values_list("name", flat=True)) == {"Adà Rossi", "Ada Bianchi"}


def test_a_person_whose_variants_are_two_people_already_is_refused_not_merged(loaded: Load) -> None:
    loaded(meetings=[sat("Ada Rossi"), sat("Ada Bianchi", "fr-it-next")])
    (problem,) = loaded(people=[{"name": "Ada Rossi", "variants": ["Ada Bianchi"], "parties": ["IT"]}]).refused
    assert problem.reason == "These names mean several people of the record already: Ada Rossi, Ada Bianchi."
    assert Person.objects.count() == 2


def test_institutions_are_matched_by_name_and_party(loaded: Load) -> None:
    loaded(
        meetings=[
            sat("Ada Rossi", institution="Ministère de l’Intérieur", party="FR"),
            sat("Bo Rossi", "fr-it-2", institution="ministere de l'interieur", party="FR"),
            sat("Cy Neri", "fr-it-3", institution="Ministère de l’Intérieur", party="IT"),
        ]
    )
    assert [(row.party_id, row.participants.count()) for row in Institution.objects.order_by("party")] == [
        ("FR", 2),
        ("IT", 1),
    ]


def test_a_source_is_filled_where_blank_and_what_differs_is_reported(loaded: Load) -> None:
    bare = {"url": SOURCE["url"], "kind": "other"}
    loaded(meetings=[meeting(sources=[bare])])
    report = loaded(meetings=[meeting("fr-it-next", sources=[{**SOURCE, "published": "2021"}])])
    assert report.doubtful == []
    report = loaded(meetings=[meeting("fr-it-last", sources=[{**SOURCE, "title": "Another", "published": "2021-05"}])])
    source = Source.objects.get()
    assert (source.title, source.kind, source.published_on.edtf) == ("A page", "press", "2021")  # type: ignore[union-attr]
    assert [(problem.field, problem.reason) for problem in report.doubtful] == [
        (
            "sources[0].title",
            "https://example.org/page is recorded with “A page”, this record says “Another”; kept as recorded.",
        ),
        (
            "sources[0].published",
            "https://example.org/page is recorded with “2021”, this record says “May 2021”; kept as recorded.",
        ),
    ]


def test_a_word_leads_to_its_topic_and_one_that_leads_nowhere_is_kept_and_reported(loaded: Load) -> None:
    topics = [{"code": "return", "name": {"en": "Return and readmission"}, "aliases": ["Rückführung"]}]
    words = ["RUCKFUHRUNG", "return and readmission", "fishing"]
    report = loaded(topics=topics, meetings=[meeting(topics=words)])
    found = Meeting.objects.get()
    assert [topic.code for topic in found.topics.all()] == ["return"]
    assert found.topic_words == words
    assert dict(report.unmapped_words) == {"fishing": {"fr-it-talks"}}


def test_a_word_that_learns_its_topic_leads_there_at_the_next_load(loaded: Load) -> None:
    loaded(meetings=[meeting(topics=["fishing"])])
    loaded(topics=[{"code": "sea", "name": {"en": "The sea"}, "aliases": ["fishing"]}])
    loaded(meetings=[meeting(topics=["fishing"])])
    assert [topic.code for topic in Meeting.objects.get().topics.all()] == ["sea"]


def test_a_word_taken_out_takes_its_topic_along_and_leaves_those_a_curator_chose(loaded: Load) -> None:
    topics = [{"code": code, "name": {"en": code}} for code in ("return", "visas", "chosen")]
    loaded(topics=topics, meetings=[meeting(topics=["return", "visas"])])
    found = Meeting.objects.get()
    found.topic_rows.create(topic=Topic.objects.get(code="chosen"))
    loaded(meetings=[meeting(topics=["visas"])])
    assert sorted(topic.code for topic in found.topics.all()) == ["chosen", "visas"]


def test_a_word_cannot_lead_to_two_topics(loaded: Load) -> None:
    topics = [
        {"code": "return", "name": {"en": "Return"}, "aliases": ["readmission"]},
        {"code": "visas", "name": {"en": "Visas"}, "aliases": ["Réadmission"]},
    ]
    (problem,) = loaded(topics=topics).refused
    assert (problem.key, problem.field) == ("visas", "aliases[0]")
    assert problem.reason == "“Réadmission” leads to the topic return already."
