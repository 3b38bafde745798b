"""window: the live window, where stories are made.

live_window ─► copies ─────┐
            ├► regrouping ─┼─► state
            └► restore ────┘
"""
