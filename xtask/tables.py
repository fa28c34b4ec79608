#!/usr/bin/env python3
"""Writes data/model/tables.json: what spaCy's English pipeline knows outside its model package.

Three kinds of constants live in code, not in the package: spaCy's reserved string ids and norm
exceptions, the character classes inside the tokenizer's regular expressions, and CPython's
character predicates (Unicode 14). They are taken here from spaCy 3.8.18 under CPython 3.11:

    python3.11 -m venv venv && venv/bin/pip install spacy==3.8.18
    venv/bin/python xtask/tables.py data/model/tables.json
"""

import json
import re._constants as op
import re._parser as regex
import sys
import unicodedata
import warnings

import spacy
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.lang.tokenizer_exceptions import URL_PATTERN
from spacy.symbols import IDS

warnings.filterwarnings("ignore")  # The patterns hold ranges that the parser finds odd.
UNICODE = range(0x110000)


def ranges(code_points):
    """Inclusive [first, last] pairs of a set of code points."""
    pairs = []
    for c in sorted(code_points):
        if pairs and pairs[-1][1] == c - 1:
            pairs[-1][1] = c
        else:
            pairs.append([c, c])
    return pairs


def members(item):
    """The code points of a parsed character class."""
    kind, body = item
    assert kind is op.IN, kind
    found = set()
    for what, value in body:
        if what is op.LITERAL:
            found.add(value)
        else:
            assert what is op.RANGE, what
            found.update(range(value[0], value[1] + 1))
    return found


def alternatives(pattern):
    """The branches of `a|b|c`, each a list of parsed items."""
    tree = list(regex.parse(pattern))
    if tree[0][0] is op.AT:  # A common ^ was factored out.
        tree = tree[1:]
    kind, body = tree[0]
    if kind is op.SUBPATTERN:
        kind, body = list(body[-1])[0]
    assert kind is op.BRANCH
    return [list(branch) for branch in body[1]]


def text(branch):
    return "".join(chr(value) for what, value in branch if what is op.LITERAL)


def only_literals(branch):
    return all(what in (op.LITERAL, op.AT) for what, _ in branch)


def looked_at(item):
    """The class inside a look-around."""
    return members(list(item[1][1])[0])


def one_of(item):
    """The strings of a group `(?:a|b|c)`."""
    kind, body = item
    tree = list(body[-1])[0] if kind is op.SUBPATTERN else item
    return [text(list(branch)) for branch in tree[1][1]]


def affixes():
    tokenizer = spacy.blank("en").tokenizer
    prefix = alternatives(tokenizer.prefix_search.__self__.pattern)
    suffix = alternatives(tokenizer.suffix_search.__self__.pattern)
    infix = alternatives(tokenizer.infix_finditer.__self__.pattern)
    after = [b for b in suffix if b[0][0] is op.ASSERT]
    listed = [b for b in after if len(b) == 3 and b[1][0] in (op.SUBPATTERN, op.BRANCH)]
    dots = [b for b in after if b[1] == (op.LITERAL, ord("."))]
    between = [b for b in infix if b[0][0] is op.ASSERT]
    classes = {
        "icons": members(next(b for b in prefix if b[0][0] is op.IN)[0]),
        "suffix_dot_before": looked_at(dots[1][0]),
        "upper": looked_at((op.ASSERT, (-1, [list(dots[2][0][1][1])[0]]))),
        "infix_dot_before": looked_at(between[1][0]),
        "infix_dot_after": looked_at(between[1][2]),
        "alpha": looked_at(between[2][0]),
        "top_level_domain": top_level_domain(),
    }
    return {name: ranges(found) for name, found in classes.items()} | {
        "prefixes": [text(b) for b in prefix if only_literals(b)],
        "suffixes": [text(b) for b in suffix if only_literals(b)],
        "currencies": one_of(listed[0][1]),
        "units": one_of(listed[1][1]),
    }


def top_level_domain():
    """The letters of a URL's last label: the one class repeated 2 to 63 times."""
    found = []

    def walk(item):
        if isinstance(item, tuple) and item and item[0] is op.MAX_REPEAT:
            least, most, body = item[1]
            if (least, most) == (2, 63):
                found.append(members(list(body)[0]))
        if isinstance(item, (tuple, list, regex.SubPattern)):
            for part in item:
                walk(part)

    walk(regex.parse(URL_PATTERN))
    assert len(found) == 1
    return found[0]


def python():
    def where(predicate):
        return ranges(c for c in UNICODE if predicate(chr(c)))

    assert unicodedata.unidata_version == "14.0.0", "run this with CPython 3.11"
    return {"is_alpha": where(str.isalpha), "is_digit": where(str.isdigit)}


tables = {
    "origin": "spaCy 3.8.18 (MIT) under CPython 3.11 (PSF), by xtask/tables.py",
    "symbols": dict(sorted(IDS.items(), key=lambda pair: pair[1])),
    "norms": dict(sorted(BASE_NORMS.items())),
    "affixes": affixes(),
    "python": python(),
}
with open(sys.argv[1], "w", encoding="utf8") as out:
    json.dump(tables, out, ensure_ascii=False, separators=(",", ":"))
    out.write("\n")
