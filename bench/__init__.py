"""Benchmarks, and the letters of our own that feed them."""
