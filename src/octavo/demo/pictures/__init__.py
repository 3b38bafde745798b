"""pictures: the press's own, printed in one ink over paper with a second for what matters.

    press/scenes.md ─ scene ─► lines such as `crane 180 360 1.2`
                                 └ land, shore, things, rooms, near ─► shapes in tones ─ ink ─► SVG

A scene is written as a list of parts, from the back to the front; a part is a small function that
draws itself anywhere at any size. Tones are named, not coloured: a scene chooses its ink and its
light, and the same crane stands in a morning or in a night.
"""

from octavo.demo.pictures.scene import Scene, scenes, svg

__all__ = ["Scene", "scenes", "svg"]
