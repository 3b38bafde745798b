"""formats: how the world writes things, each read in one place.

    urls            links made absolute, clean, canonical; hosts; whose site an address is of
    channels        whose an address is where one host serves many publishers
    dates           a date as it is written ─► a time; what the dates of a document prove together
                    written ◄─ months · clocks · zones
    relative_dates  "5 hours ago" at the end of a line ─► a time, counted back
    numbers         digits of any script, by the language's marks; words for large numbers
    number_words    numbers written out in English and Arabic
    sentences       a text ─► its sentences, verbatim
    languages       language tags ─► one code; the country of a tag
    encodings       bytes ─► text, whatever the labels say
    folding         words as they are compared here
    data_files      the tables in data/, most of them from CLDR (bench/training/locales.py)

Feeds, sitemaps, pages, archives and questions call the same functions, so they agree. The room lies
below all that fetches, extracts and analyses: nothing here knows a feed from a page, asks a network
or a database, or remembers anything but its tables.
"""
