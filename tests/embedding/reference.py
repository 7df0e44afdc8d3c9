"""Florin's tokens and vectors of all-MiniLM-L6-v2 against those of Hugging Face's tokeniser and onnxruntime. Runs in the environment of install.py.
usage: reference.py FLORIN TOKENS
"""
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import unicodedata

import numpy as np
from peer import MODEL, TOKENS_MOST, Peer

NASTY = ["", " ", "Café Müller GmbH & Co. KG", "naïve façade — ‘quotes’ „so“", "東京都 支払い ラーメン", "한국어 은행 송금", "Оплата услуг ЖКХ №5",
         "مصرف الراجحي", "हिन्दी भुगतान", "🍕🍔 pizza 👩\u200d👩\u200d👧 🇩🇪", "a" * 99, "b" * 100, "c" * 101, "x" * 3000, "Ünïcödé ÀÉÎÕÜ ß ẞ ﬁ İstanbul ıI",
         "tab\tnew\x0bvt\x0cff\x01ctl\x7f\x85\x9f", "zero\u200bwidth\u00adsoft\u2028ls\u2029ps", "[SEP] [CLS] [MASK]x[PAD]y[UNK] [sep]",
         "1234567890 €12.50 £3 ¥500 100% 1,5e-3", "e\u0301 n\u0303 o\u0308\u0304", "ΑΒΓ ΣΊΣΥΦΟΣ ς", "Ｆｕｌｌｗｉｄｔｈ １２３", "தமிழ் வணக்கம்", "ไทย ชำระเงิน",
         "AMZN Mktp DE*2K4L71 amzn.com/bill", "\ufeffbom", "豈更車 compat", "...!!!???", "𝕳𝖊𝖑𝖑𝖔 𝟙𝟚", "\u1e9b\u0323 \u212b \u2126", "\u00a0\u2003\u3000wide blanks\u202f",
         "Zürich\u0000Bern", "\ufffd", "x\u0327\u0301y", "Ŀ ŀ ǆ Ǆ ﬀ", "SEPA-LASTSCHRIFT EREF+4711 MREF+M-1 CRED+DE98ZZZ", "price: $5.00/ea @ 3pcs #42 ~ok~ `a` ^b| {c} <d>"]
WORDS = ("the bank has charged a fee for rent groceries berlin while your savings account earned interest Überweisung Miete Strom Gehalt café crédit impôts "
         "nómina alquiler supermercado spotify netflix aldi lidl rewe shell total uber pharmacy 2026 04/11 №17 12,99 €").split()


def texts():
    rng = random.Random(20261121)
    return NASTY + [" ".join(rng.choice(WORDS) for _ in range(rng.choice((1, 2, 3, 5, 8, 13, 34, 90, 180, 300)))) for _ in range(220)]


def random_strings(count):
    """Of everything that has a rule of its own."""
    rng = random.Random(7)
    parts = ["a", "B", "ß", "É", "e\u0301", "\u0323", "İ", "中", "豈", "각", "ㄱ", "ス", "ｶﾞ", "1", "½", "²", "€", "$", "!", "'", "’", "—", "_", " ", "\t", "\u00a0", "\u200b", "\u00ad",
             "\x00", "\x1f", "\ufffd", "🙂", "\U0001f1e9", "\u093e", "ा", "ก็", "[SEP]", "[", "]", "##", "un", "able", "xyzzy", "ꞏ", "\ue000", "\U000e0041", "\u0378"]
    return ["".join(rng.choice(parts) for _ in range(rng.randrange(1, 60))) for _ in range(count)]


def our_tokens(program, all_bytes, most):
    given = b"".join(one.hex().encode() + b"\n" for one in all_bytes)
    out = subprocess.run([program, os.path.join(MODEL, "vocab.txt"), str(most)], input=given, capture_output=True, check=True).stdout
    return [[int(n) for n in line.split()] for line in out.decode().splitlines()]


def check_tokens(peer, program):
    strings = texts() + random_strings(3000)
    for text, ours, theirs in zip(strings, our_tokens(program, [t.encode() for t in strings], TOKENS_MOST), peer.tokens(strings)):
        assert ours == theirs, "%r: %s, not %s" % (text, ours, theirs)
    broken = [b"caf\xc3", b"\xff\xfemiete", b"ab\xed\xa0\x80c", b"\xf4\x90\x80\x80x \x80", b"\xc0\xafy", b"a\xe2\x82b"]
    for raw, ours in zip(broken, our_tokens(program, broken, TOKENS_MOST)):
        assert ours == peer.tokens([raw.decode("utf-8", "replace")])[0], raw
    print("tokens: %d texts alike" % len(strings))


def check_characters(peer, program):
    """Every character that there is, between two letters. The reference knows an older Unicode: some marks and signs of later versions it takes for letters.
    What people write to banks is older."""
    all_of_them = [chr(c) for c in range(0x110000) if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co")]
    strings = ["a%sb" % ch for ch in all_of_them]
    ours, theirs = our_tokens(program, [s.encode() for s in strings], TOKENS_MOST), peer.tokens(strings)
    other = [ch for ch, a, b in zip(all_of_them, ours, theirs) if a != b]
    assert len(all_of_them) > 140000 and len(other) < 520, len(other)
    for ch in other:
        assert unicodedata.category(ch)[0] in "MCP" or ch in "\u166d", "U+%04X" % ord(ch)
        assert ord(ch) >= 0x600 and not (0x3000 <= ord(ch) < 0xa000 or 0xac00 <= ord(ch) < 0xd800), "U+%04X" % ord(ch)
    print("characters: %d alike, %d of later versions of Unicode otherwise" % (len(all_of_them) - len(other), len(other)))


def check_vectors(peer, florin):
    with tempfile.TemporaryDirectory() as folder:
        path, given = os.path.join(folder, "texts.csv"), [t for t in texts() if t and "\x00" not in t]
        with open(path, "w", encoding="utf-8", newline="") as f:
            writer = csv.writer(f, quoting=csv.QUOTE_ALL)
            writer.writerow(["text"])
            writer.writerows([t] for t in given)
        reply = json.loads(subprocess.run([florin, "numerics", "embed", path, "--model", MODEL, "--json", "--threads", "2"], capture_output=True,
                                          check=True, env={**os.environ, "FLORIN_DATA": folder}).stdout)
    ours, theirs = np.array(reply["vectors"]), peer.embed(given)
    assert reply["dims"] == 384 and ours.shape == theirs.shape and len(given) > 200
    cosines, apart = (ours * theirs).sum(1), np.abs(ours - theirs).max()
    assert cosines.min() >= 0.9999 and apart < 1e-4, (given[int(cosines.argmin())], cosines.min(), apart)
    print("vectors: %d texts, least cosine %.8f, no number apart by more than %.1e" % (len(given), cosines.min(), apart))


def main(florin, program):
    peer = Peer()
    check_tokens(peer, program)
    check_characters(peer, program)
    check_vectors(peer, florin)


if __name__ == "__main__":
    main(*sys.argv[1:])
