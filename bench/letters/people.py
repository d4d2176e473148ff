"""Invented names of people and places."""

from __future__ import annotations

import random

from bench.letters.lexicon import names


def person(rng: random.Random) -> str:
    """A full name, family name first."""
    who = "f" if rng.random() < 0.3 else "m"
    middle = rng.choice(names(f"middle_{who}")) + " "
    if who == "m" and rng.random() < 0.08:
        middle = ""
    return f"{rng.choice(names('family'))} {middle}{rng.choice(names(f'given_{who}'))}"


def place(rng: random.Random) -> str:
    """A two-syllable name of a district or commune."""
    while True:
        first, second = rng.choice(names("place_first")), rng.choice(names("place_second"))
        if first != second:
            return f"{first} {second}"


def address(rng: random.Random) -> str:
    """A street and number."""
    return f"số {rng.randint(1, 250):02d} đường {rng.choice(names('streets'))}"


def phone(rng: random.Random) -> str:
    """A fixed-line or mobile number in one of the usual writings."""
    digits = f"{rng.randint(0, 9999999):07d}"
    area = rng.choice(("0203", "0258", "0297", "0261", "0236", "024", "028"))
    return rng.choice(
        (f"{area}.{digits}", f"{area} {digits[:4]} {digits[4:]}", f"0{rng.randint(901, 989)}.{digits[:3]}.{digits[3:6]}")
    )
