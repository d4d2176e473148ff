"""Tesseract's Vietnamese network as the first reader runs it: see README.md."""
