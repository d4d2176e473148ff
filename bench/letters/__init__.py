"""Invented official letters in the layout of Decree 30/2020, with their exact truth, deterministic by seed."""
