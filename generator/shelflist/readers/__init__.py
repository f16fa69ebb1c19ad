"""Seeds: what people dropped in, read into records with an account of every line.

    table      READERS, every form that is read; `read_seed`, bytes of one seed -> Reading
    reading    what a reader gives back

The table is not loaded here, because a run in which no seed is new needs no reader.
"""
