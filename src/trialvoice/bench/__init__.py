"""Races the recogniser against its peers: the same sound, the same weights, the same threads.

race ─► child (a process for each engine and repeat) ─► contestant ─► engines/peers, ours
  └───► standings
"""
