"""demo: a small press of our own invention, so that the first minute is worth having.

    press/*.md ─ world ─► World ─ pages, feeds ─► publisher (a loopback server, with a clock)
                            │                          ▲ the ordinary walk, day by day
                            └ truth ─► what tests ask  └ load

Every town, person, company and event in it is fiction, and every page says so. The publisher shows
what its clock says has been published; loading turns the clock forward through ten days.
"""
