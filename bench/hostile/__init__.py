"""Hostile and broken inputs, each with what must come of it: those of the publisher farm beside the
checkout, and our own, made by code.

    case     an input, what is expected of it, how it is tried
    feeds    feeds and how they are served
    pages    pages that hold more, or less, than their article
    strange  addresses and numbers
    farm     what the farm's inputs come to
    run      all of them, one process each; the table
"""
