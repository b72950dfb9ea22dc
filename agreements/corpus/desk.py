"""What a load knows while it works: the report, the codes, and who is called what."""

from agreements.corpus.people import Institutions, People
from agreements.corpus.report import Report
from agreements.corpus.topics import Topics
from agreements.corpus.writing import all_party_codes


class Desk:
    def __init__(self, publication: str) -> None:
        self.publication = publication
        self.report = Report()
        self.parties = all_party_codes()
        self.followups: set[int] = set()  # updates added or met in this load: no other entry of it tells them anew
        self.look_again()

    def look_again(self) -> None:
        """Read anew what is known of names: a record that failed took back what it had added."""
        self.people = People()
        self.institutions = Institutions()
        self.topics = Topics()
