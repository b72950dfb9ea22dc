"""The topics of the real record, which the made-up one shares."""

from collections.abc import Iterator
from typing import Any

import yaml

from agreements.scale.shapes import RECORDS


def topic_rows() -> Iterator[tuple[Any, ...]]:
    """(id, code, name, name_fr, name_es, name_ar, parent id, position), parents first."""
    topics = yaml.safe_load((RECORDS / "topics.yaml").read_text("utf-8"))["topics"]
    ordered = sorted(topics, key=lambda topic: bool(topic.get("parent")))
    numbers = {topic["code"]: number for number, topic in enumerate(ordered, start=1)}
    for code, number in numbers.items():
        topic = ordered[number - 1]
        names = [topic["name"].get(language, "") for language in ("en", "fr", "es", "ar")]
        yield number, code, *names, numbers.get(topic.get("parent", "")), number
