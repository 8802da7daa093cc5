"""What stands around selected text: that of the very place that was selected; pure."""

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from index_builder.model import Structure
from reader.annotating import NO_CONTEXT, quotation_context
from reader.clean_text import Stretch
from reader.records import CONTEXT, Annotation


def quoting_selected(
    record: Annotation,
    stretches: Sequence[Stretch],
    structure: Structure | None,
    paragraphs: Callable[[], Sequence[Stretch]] = tuple,
) -> Annotation:
    """`record` with what is selected of its page as its quotation, and what stands around that very place.

    `stretches` are the parts of paragraphs that are selected, in reading order; `paragraphs` tells
    all those of the page, and is asked where `structure` does not know the place.
    """
    printed = [source for each in stretches for source in each.sources if source >= 0]
    if not printed:
        return record
    start, end = printed[0], printed[-1] + 1
    words = "".join(each.text for each in stretches)
    prefix, suffix, *_ = known = quotation_context(structure, record.page, words, printed)
    if known == NO_CONTEXT:
        text, at, _ = _place_of(stretches[0], structure, paragraphs)
        prefix = text[max(0, at - CONTEXT) : at]
        text, _, at = _place_of(stretches[-1], structure, paragraphs)
        suffix = text[at : at + CONTEXT]
    return replace(
        record,
        quotation="\n".join(each.text for each in stretches),
        prefix=prefix,
        suffix=suffix,
        # Columns may follow one another otherwise than in the page's text.
        start=start if start < end else -1,
        end=end if start < end else -1,
    )


def _place_of(
    stretch: "Stretch",
    structure: Structure | None,
    paragraphs: Callable[[], Sequence[Stretch]],
) -> tuple[str, int, int]:
    """The paragraph that holds a selected stretch, and from where to where; empty where it is not found."""
    passages = structure.passages if structure is not None else ()
    if 0 <= stretch.passage < len(passages):
        passage = passages[stretch.passage]
        same = passage.sources[stretch.start : stretch.start + 1]
        if list(same) == list(stretch.sources[:1]):
            return passage.text, stretch.start, stretch.end
    printed = [source for source in stretch.sources if source >= 0]
    for each in paragraphs() if printed else ():
        if printed[0] in each.sources and printed[-1] in each.sources:
            first, last = each.sources.index(printed[0]), each.sources.index(printed[-1])
            return each.text, first, last + 1
    return "", 0, 0
