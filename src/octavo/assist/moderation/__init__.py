"""Moderation: what a local rule has against a comment. It holds comments for a person; it never
throws one away, and sends nothing anywhere.

    text, headline ── plain.plain_text ──► folded words, disguises taken off
                          │ exemptions.exempt: quoted to condemn, names, words of the headline
                          ▼
    phrases (threats, insults …) · contact · volume (floods, capitals) ──► judge.judgement

The words and phrases are data: `assist/data/moderation`.
"""
