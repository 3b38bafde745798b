"""store: rows and SQL, nothing decided. The only Django models and the only SQL.

    models/      one file a noun             read/         the questions pages ask, by noun
    migrations/  how the tables came to be   query search  the search grammar and the text index
    feed_queue claims   what is due, who has it in hand     bulk codec sealed   how rows are packed
    site_settings metrics gateway_rules host_memories lock  small things of one table each

SQLite by default, PostgreSQL by DATABASE_URL: the same functions, the same answers. What decides
and writes is `octavo.actions`, one floor up.
"""
