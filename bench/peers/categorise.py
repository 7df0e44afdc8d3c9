"""What scikit-learn reaches on the folds of `florin bench categorise FILE --out ROWS`: TF-IDF of words and of pieces of words into a linear
support vector machine and into logistic regression, fitted on the same rows and judged on the same others.

    python3 -m venv venv && venv/bin/pip install scikit-learn
    florin bench categorise FILE --out rows.csv && venv/bin/python bench/peers/categorise.py rows.csv
"""
import csv
import sys
import time

import numpy
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from sklearn.svm import LinearSVC


def features(rows, known, what):
    """Of the rows in `known` and of all others, fitted on the former alone."""
    text = numpy.array([row["text"] + " " + row["names"].replace("|", " ") for row in rows])
    makers = [(TfidfVectorizer(token_pattern=r"\w+", sublinear_tf=True), text),
              (TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2), text)]
    country = numpy.array([row["country"] for row in rows])
    if any(country):
        makers.append((CountVectorizer(token_pattern=r"[^|]+", binary=True), country))
    fitted = [(maker.fit_transform(column[known]), maker.transform(column[~known])) for maker, column in makers]
    if what == "with the amount":
        amount = numpy.abs(numpy.array([float(row["amount"]) for row in rows]))
        bucket = numpy.clip(numpy.floor(numpy.log2(amount + 1)), 0, 14).astype(int)
        ones = csr_matrix(0.5 * numpy.eye(15)[bucket])
        fitted.append((ones[known], ones[~known]))
    return [hstack(side).tocsr() for side in zip(*fitted)]


def main():
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    label = numpy.array([row["label"] for row in rows])
    fold = numpy.array([int(row["fold"]) for row in rows])
    guess = numpy.array([row["guess"] for row in rows])
    print("florin: accuracy %.4f, macro-F1 %.4f" % (accuracy_score(label, guess), f1_score(label, guess, average="macro", zero_division=0)))
    models = {"linear SVM": lambda: LinearSVC(C=0.2), "logistic regression": lambda: LogisticRegression(C=5, max_iter=300)}
    amounts = ["", "with the amount"] if len({row["amount"] for row in rows}) > 1 else [""]
    wanted = sys.argv[2:] or list(models)
    for name in wanted:
        for what in amounts:
            guess, started = numpy.empty(len(rows), object), time.time()
            for one in sorted(set(fold)):
                known, unknown = features(rows, fold != one, what)
                guess[fold == one] = models[name]().fit(known, label[fold != one]).predict(unknown)
            print("%s %s: accuracy %.4f, macro-F1 %.4f, %.1f s" % (
                name, what, accuracy_score(label, guess), f1_score(label, guess, average="macro", zero_division=0), time.time() - started), flush=True)


main()
