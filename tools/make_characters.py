#!/usr/bin/env python3
"""Writes src/numerics/transformer/characters_table.h from Python's own copy of the Unicode Character Database: what BERT's basic tokeniser asks of a
character. Python 3.11 has Unicode 14.

usage: make_characters.py > src/numerics/transformer/characters_table.h
"""
import unicodedata

LAST, HANGUL = 0x110000, range(0xAC00, 0xD7A4)


def characters():
    return (c for c in range(0x80, LAST) if not 0xD800 <= c < 0xE000)


def kind(c):
    category = unicodedata.category(chr(c))
    if category in ("Cc", "Cf", "Co"):
        return "CHARACTER_CONTROL"
    if chr(c).isspace():
        return "CHARACTER_BLANK"
    if category == "Mn":
        return "CHARACTER_ACCENT"
    if category[0] == "P":
        return "CHARACTER_PUNCTUATION"
    return None


def plain(c):
    """Decomposed, without accents, in lower case."""
    parts = unicodedata.normalize("NFD", chr(c))
    return [ord(low) for part in parts if unicodedata.category(part) != "Mn" for low in part.lower()
            if unicodedata.category(low) != "Mn"]


def ranges():
    first = last = what = None
    for c in characters():
        k = kind(c)
        if k is not None and k == what and c == last + 1:
            last = c
            continue
        if what:
            yield first, last, what
        first, last, what = c, c, k
    if what:
        yield first, last, what


def main():
    print("/* Made by tools/make_characters.py from the Unicode Character Database %s; exempt from the size rules. */"
          % unicodedata.unidata_version)
    print("#ifndef NUMERICS_TRANSFORMER_CHARACTERS_TABLE_H\n#define NUMERICS_TRANSFORMER_CHARACTERS_TABLE_H\n")
    print("/* clang-format off */\n\n/* What characters from U+0080 are, where they are anything but a part of a word. In order. */")
    print("static const struct character_range character_ranges[] = {")
    for first, last, what in ranges():
        print("    {0x%x, 0x%x, %s}," % (first, last, what))
    print("};\n\n/* What characters become, where it is not themselves: decomposed (NFD), without accents, in lower case; 0 ends it. In order. Hangul syllables\n"
          " * follow a formula. */\nstatic const struct character_plain character_plains[] = {")
    for c in characters():
        to = plain(c)
        if to != [c] and c not in HANGUL and kind(c) != "CHARACTER_ACCENT":
            assert 1 <= len(to) <= 3, hex(c)
            print("    {0x%x, {%s}}," % (c, ", ".join("0x%x" % part for part in to)))
    print("};\n\n/* clang-format on */\n\n#endif")


if __name__ == "__main__":
    main()
