"""timeline: when things happen, in what a text says and in what a story's sources say.

sentence ── forms (english · arabic) ──► words for a time ── tense ──► before or after publication
         └─ days ──► Moment(date, precision) ──► events of a text ── merged ──► lines of a timeline

A time that cannot be resolved is none: better a line less than a wrong day.
"""
