"""analyse: Article -> Analysis. Pure: what a machine can know of one text, without the others.

text ─► language ─► sentences ─► terms, entities, numbers ─► hashtags, category, countries
     └► search words    └► summary, key points    └► fingerprint, vector
"""
