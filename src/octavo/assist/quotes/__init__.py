"""quotes: who said what, in the words of the text.

text ── marks ──► what stands in quotation marks ── frames · arabic ──► the phrase of the speaker
     ── speakers ──► whom it names ── quotes ──► quotations, broken ones joined
"""
