"""store: the shelf. The only Django models and the only SQL.

    models/   one file a noun          read.py    one function a question
    search.py the text index           write.py   the only writes of the walk
    vectors.py nearest by meaning      people.py  what users do: marks, comments

SQLite by default, PostgreSQL by DATABASE_URL: the same functions, the same answers.
"""
