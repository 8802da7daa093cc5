"""Where and how is searched, as the settings keep it. No widgets."""

from enum import StrEnum
from typing import TYPE_CHECKING

from reader.settings import Settings

if TYPE_CHECKING:
    from index_builder.found import Options


class Scope(StrEnum):
    """Where is searched: the file being read, all open ones, all indexed ones, or the reader's notes."""

    DOCUMENT = "document"
    VOLUME = "volume"
    LIBRARY = "library"
    NOTES = "notes"


def kept_scope(settings: Settings) -> Scope:
    """The scope of the last search; the volume where none is kept."""
    value = settings.get("search/scope")
    return Scope(value) if value in set(Scope) else Scope.VOLUME


def keep_scope(settings: Settings, scope: Scope) -> None:
    settings.set("search/scope", scope.value)


def kept_options(settings: Settings) -> "Options":
    """The options of the last search."""
    from index_builder.found import Options  # noqa: PLC0415 - after the first page
    from index_builder.text import Fold  # noqa: PLC0415 - as above

    kept = settings.get("search/distinguish")
    return Options(
        frozenset(each for each in Fold if each.value in kept),
        forms=settings.get("search/forms"),
        synonyms=settings.get("search/synonyms"),
        readings=settings.get("search/readings"),
    )


def keep_options(settings: Settings, options: "Options") -> None:
    settings.set("search/distinguish", sorted(options.distinguish))
    settings.set("search/forms", options.forms)
    settings.set("search/synonyms", options.synonyms)
    settings.set("search/readings", options.readings)
