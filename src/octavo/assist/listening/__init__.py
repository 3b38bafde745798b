"""listening: texts to be heard. What a text sounds like is pure; the voice is espeak-ng, a program
in a process of its own with limits, as is the encoder. Nothing is asked of the network.

script ─► spoken text ─► espeak-ng ─► WAV, a chapter at a time ─► encoder ─► MP3 with chapters
"""
