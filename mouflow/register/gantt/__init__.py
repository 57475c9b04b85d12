"""Timelines as pictures: days, bars and marks in, SVG out; no clock and no file."""
