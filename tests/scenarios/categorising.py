"""Payees of files of one's own: cleaned, compared by their spelling, and sorted into categories, each by what the others taught."""
import csv
import gzip

import scenario

TRADES = {"food": ["bakery", "butcher", "grocer"], "cars": ["garage", "tyres", "motors"], "body": ["barber", "salon", "spa"]}


def _rows():
    names = ["Norwell", "Quimby", "Tarvos", "Ulmend", "Varnik", "Wexley", "Yarrow", "Zennor", "Brosna", "Clovis", "Dunmor", "Ebrill"]
    return [("%s %s" % (name, word), trade) for name in names for trade, words in TRADES.items() for word in words]


def _labelled(home):
    return home.file("labelled.csv", "\n".join(["text,label"] + [",".join(row) for row in _rows()]) + "\n")


def payees_are_cleaned(home):
    bank = home.file("bank.csv", "date,description\n1,SQ *BLUE BOTTLE COFFEE #0042 OAKLAND CA 03/04\n2,\"REWE SAGT DANKE 44123\"\n")
    said = home.answer("numerics", "payees", bank)
    assert [(row["payee"], row["key"]) for row in said] == [("Blue Bottle Coffee", "blue bottle coffee"), ("REWE", "rewe")], said
    lines = list(csv.DictReader(home.florin("numerics", "payees", bank).splitlines()))
    assert [row["payee"] for row in lines] == [row["payee"] for row in said]
    home.florin("numerics", "payees", bank, "--text", "who", exit=3)
    assert "no column who" in home.said


def the_likest_come_first(home):
    found = home.answer("numerics", "similar", _labelled(home), "--to", "Norwel bakary", "--top", "3")
    assert found[0]["text"] == "Norwell bakery" and found[0]["line"] == 2 and len(found) == 3, found
    assert [row["likeness"] for row in found] == sorted((row["likeness"] for row in found), reverse=True)
    home.florin("numerics", "similar", _labelled(home), exit=2)
    assert "--to" in home.said


def others_teach_what_a_payee_is(home):
    out = home.file("rows.csv", "")
    said = home.answer("bench", "categorise", _labelled(home), "--out", out)["payees"]
    assert (said["used_rows"], said["categories"], said["folds"]) == (108, 3, 5), said
    assert said["accuracy"] > 0.9 and said["macro_f1"] > 0.9 and 0 <= said["ece"] < 0.5, said
    with open(out, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    right = sum(row["guess"] == row["label"] for row in rows)
    assert len(rows) == 108 and abs(right / 108 - said["accuracy"]) < 1e-9
    assert {row["fold"] for row in rows} == set("01234")
    again = home.answer("bench", "categorise", _labelled(home))["payees"]
    other = home.answer("bench", "categorise", _labelled(home), "--seed", "2", "--folds", "3")["payees"]
    assert all(again[key] == said[key] for key in ("accuracy", "macro_f1", "ece", "coverage")) and other["folds"] == 3


def brands_have_grouped_and_raw_labels(home):
    rows = ["tree,key,value,display_name,match_names,countries,wikidata"]
    kinds = [("shop", "supermarket", "market"), ("shop", "shoes", "shoes"), ("shop", "clothes", "fashion"), ("power", "plant", "power")]
    for i in range(80):
        key, value, word = kinds[i % 4]
        rows.append("%s,%s,%s,Zorb%c%c %s,,de,Q%d" % ("operators" if key == "power" else "brands", key, value, 97 + i // 26, 97 + i % 26, word, i))
    text = "\n".join(rows + ["brands,amenity,bench,Wood,,,Q999"]) + "\n"
    packed = home.file("brands.csv.gz", "")
    with gzip.open(packed, "wt", encoding="utf-8") as file:
        file.write(text)
    grouped = home.answer("bench", "categorise", packed)
    assert grouped["brands"]["rows"] == 61 and grouped["brands"]["used_rows"] == 60 and grouped["brands"]["categories"] == 2, grouped
    assert grouped["brands_and_operators"]["used_rows"] == 80 and grouped["brands_and_operators"]["categories"] == 3
    raw = home.answer("bench", "categorise", packed, "--labels", "raw", "--categories", "3")["brands"]
    assert raw["used_rows"] == 60 and raw["categories"] == 3, raw
    home.florin("bench", "categorise", packed, "--labels", "odd", exit=2)
    home.florin("bench", "categorise", home.file("few.csv", "text,label\nA,x\n"), exit=3)
    assert "too few" in home.said


if __name__ == "__main__":
    scenario.run(globals())
