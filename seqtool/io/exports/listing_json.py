"""JSON of a whole listing (schema ``seqtool-listing/1``), written sequence by sequence; it can be read again."""

from __future__ import annotations

import msgspec

from seqtool.io import listing_schema as schema
from seqtool.io.exports.formats import Format, Item, Job


def write(job: Job) -> None:
    """Write the listing as one JSON object, each sequence on a line of its own."""
    put = job.out.write
    encode = msgspec.json.encode
    put(b'{"schema":%b,\n' % encode(schema.SCHEMA))
    put(b'"tool":%b,\n' % encode(schema.TOOL))
    put(b'"general":%b,\n' % encode(schema.general_view(job.general)))
    put(b'"sequences":[')
    comma = b"\n"
    for item in job.items:
        put(comma)
        _sequence(job, item)
        comma = b",\n"
    put(b"\n]}\n")


def _sequence(job: Job, item: Item) -> None:
    sequence = item.sequence
    count = len(sequence.features)
    job.notes.features["read"] += count
    job.notes.features["taken"] += count
    view = schema.head_view(item.number, item.name, item.description, sequence)
    head = msgspec.json.encode(view)
    put = job.out.write
    if not sequence.residues.length:
        put(head)
    else:
        put(head[:-1])
        put(b',"residues":"')
        for chunk in sequence.residues.chunks:
            put(msgspec.json.encode(chunk)[1:-1])
        put(b'"}')
    job.take(item)


FORMAT = Format(
    name="json",
    title="JSON (schema seqtool-listing/1)",
    suffixes=(".json",),
    write=write,
)
