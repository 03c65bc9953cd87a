"""Fits scikit-learn's estimators to DIR/train.tsv and scores them on DIR/test.tsv: the macro-F1 of each, for word tokens
and for character 1-2-grams, as one line of JSON. TF-IDF of 5,000 features, all else as scikit-learn has it by default."""
import json
import sys
import time

from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.svm import LinearSVC


def read(path):
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n").split("\t", 1) for line in lines if "\t" in line]
    return [row[0] for row in rows], [row[1] for row in rows]


def main(directory):
    train, train_texts = read(f"{directory}/train.tsv")
    test, test_texts = read(f"{directory}/test.tsv")
    vectorizers = {
        "words": TfidfVectorizer(max_features=5000),
        "characters": TfidfVectorizer(max_features=5000, analyzer="char", ngram_range=(1, 2)),
    }
    estimators = {
        "logistic_regression": lambda: LogisticRegression(max_iter=1000),
        "svm": lambda: LinearSVC(),
        "random_forest": lambda: RandomForestClassifier(random_state=0),
    }
    report = {}
    for tokens, vectorizer in vectorizers.items():
        features, test_features = vectorizer.fit_transform(train_texts), vectorizer.transform(test_texts)
        for name, estimator in estimators.items():
            start = time.time()
            model = estimator().fit(features, train)
            seconds = time.time() - start
            f1 = f1_score(test, model.predict(test_features), average="macro", zero_division=1)
            report.setdefault(name, {})[tokens] = {"f1": f1, "seconds": seconds}
    print(json.dumps(report))


main(sys.argv[1])
