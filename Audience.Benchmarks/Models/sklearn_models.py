"""Fits scikit-learn's estimators, and fastText where its program is installed, to DIR/train.jsonl and scores them on
DIR/test.jsonl, lines of [label, text]. Writes one line of JSON: {"plain": {estimator: {tokens: {"f1", "seconds"}}},
"strong": {rival: {"f1", "seconds"}}}, where f1 is the macro-F1 on the test part.

plain: TF-IDF of 5,000 word tokens, and of 5,000 character 1-2-grams; all else as scikit-learn has it by default.
strong: characters (char_wb 1-5), and words and pairs of words joined with them, sublinear TF-IDF of what two texts hold; settings by
texts that were held out of the part to learn from: three folds of fewer than 3,000 texts, else a fifth once. NB-SVM is that of Wang
and Manning (2012), one label against the others, over the joined tokens."""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

import numpy
from scipy.sparse import csr_matrix
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import ShuffleSplit, StratifiedKFold
from sklearn.pipeline import make_union
from sklearn.svm import LinearSVC

COSTS = [0.03, 0.1, 0.3, 1, 3, 10]
LOGISTIC_COSTS = [0.3, 1, 3, 10, 100]
MANY_LABELS = 12
IDEOGRAPHS = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff])")


def read(path):
    with open(path, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return numpy.array([row[0] for row in rows]), [row[1] for row in rows]


def macro_f1(truth, found):
    return float(f1_score(truth, found, average="macro", zero_division=1))


def splits(labels):
    if len(labels) >= 3000:
        return list(ShuffleSplit(1, test_size=0.2, random_state=0).split(labels))
    rarest = min(numpy.unique(labels, return_counts=True)[1])
    if rarest < 3:
        return list(ShuffleSplit(3, test_size=0.33, random_state=0).split(labels))
    return list(StratifiedKFold(3, shuffle=True, random_state=0).split(labels, labels))


def best_of(settings, make, features, labels):
    """The setting whose model does best on texts that were held out."""
    parts = splits(labels)
    return max(settings, key=lambda setting: sum(held_f1(make(setting), features, labels, part) for part in parts))


def held_f1(model, features, labels, part):
    learned, held = part
    if len(set(labels[learned])) < 2:
        return 0
    return macro_f1(labels[held], model.fit(features[learned], labels[learned]).predict(features[held]))


class NaiveBayesSvm:
    """A LinearSVC per label over tokens that occur, each times how much more often it occurs with the label."""

    def __init__(self, cost):
        self.cost = cost

    def fit(self, features, labels):
        self.labels, self.models = sorted(set(labels)), []
        for label in self.labels:
            has = labels == label
            with_label, without = 1 + numpy.asarray(features[has].sum(0)), 1 + numpy.asarray(features[~has].sum(0))
            ratio = csr_matrix(numpy.log((with_label / with_label.sum()) / (without / without.sum())))
            self.models.append((ratio, LinearSVC(C=self.cost).fit(features.multiply(ratio).tocsr(), has)))
        return self

    def predict(self, features):
        scores = [model.decision_function(features.multiply(ratio).tocsr()) for ratio, model in self.models]
        return numpy.array(self.labels)[numpy.argmax(scores, axis=0)]


class FastText:
    """Debian's fasttext: words, 2 of them in a row, and 2 to 5 characters of each; ideographs are words."""

    def __init__(self, setting):
        self.rate, self.epochs = setting

    def fit(self, texts, labels):
        self.names = sorted(set(labels))
        self.directory = tempfile.mkdtemp(prefix="audience-fasttext-")
        numbers = {label: number for number, label in enumerate(self.names)}
        self.write("train", (f"__label__{numbers[label]} {text}" for label, text in zip(labels, texts)))
        subprocess.run(
            ["fasttext", "supervised", "-input", f"{self.directory}/train", "-output", f"{self.directory}/model", "-lr", str(self.rate)]
            + ["-epoch", str(self.epochs), "-wordNgrams", "2", "-minn", "2", "-maxn", "5", "-bucket", "200000", "-dim", "50"]
            + ["-thread", "1", "-verbose", "0"],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        return self

    def predict(self, texts):
        self.write("test", texts)
        run = ["fasttext", "predict", f"{self.directory}/model.bin", f"{self.directory}/test"]
        found = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split("\n")[:len(texts)]
        shutil.rmtree(self.directory)
        return numpy.array([self.names[int(label.removeprefix("__label__") or 0)] for label in found])

    def write(self, name, lines):
        with open(f"{self.directory}/{name}", "w", encoding="utf-8") as file:
            file.writelines(line + "\n" for line in lines)


def spaced(text):
    return " ".join(IDEOGRAPHS.sub(r" \1 ", text).split()).lower() or "-"


def plain(train, train_texts, test, test_texts):
    vectorizers = {
        "words": TfidfVectorizer(max_features=5000),
        "characters": TfidfVectorizer(max_features=5000, analyzer="char", ngram_range=(1, 2)),
    }
    estimators = {
        "logistic_regression": lambda: LogisticRegression(max_iter=1000),
        "svm": lambda: LinearSVC(),
        "random_forest": lambda: RandomForestClassifier(random_state=0),
    }
    report = {name: {} for name in estimators}
    for tokens, vectorizer in vectorizers.items():
        features, test_features = vectorizer.fit_transform(train_texts), vectorizer.transform(test_texts)
        for name, estimator in estimators.items():
            start = time.time()
            found = estimator().fit(features, train).predict(test_features)
            report[name][tokens] = {"f1": macro_f1(test, found), "seconds": time.time() - start}
    return report


def strong(train, train_texts, test, test_texts):
    def characters():
        return TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 5), min_df=2, sublinear_tf=True)

    def words():
        return TfidfVectorizer(token_pattern=r"(?u)\b\w+\b", ngram_range=(1, 2), sublinear_tf=True)

    report = {}

    def run(name, settings, make, features, test_features):
        start = time.time()
        setting = best_of(settings, make, features, train)
        f1 = macro_f1(test, make(setting).fit(features, train).predict(test_features))
        report[name] = {"f1": f1, "setting": setting, "seconds": time.time() - start}

    def svm(cost):
        return LinearSVC(C=cost)

    def logistic(cost):
        # Of many labels one against the others: all at once takes an hour.
        if len(set(train)) <= MANY_LABELS:
            return LogisticRegression(C=cost, max_iter=300, tol=1e-3)
        return LogisticRegression(C=cost, solver="liblinear", dual=True, tol=1e-2)

    for name, vectorizer in {"char_wb 1-5": characters(), "joined": make_union(words(), characters())}.items():
        features, test_features = vectorizer.fit_transform(train_texts).tocsr(), vectorizer.transform(test_texts).tocsr()
        run(f"{name}, LinearSVC", COSTS, svm, features, test_features)
        run(f"{name}, LogisticRegression", LOGISTIC_COSTS, logistic, features, test_features)
    occurs, test_occurs = features.astype(bool).astype(float), test_features.astype(bool).astype(float)
    run("joined, NB-SVM", [0.01, 0.1, 1], NaiveBayesSvm, occurs, test_occurs)
    if shutil.which("fasttext"):
        texts = numpy.array([spaced(text) for text in train_texts], dtype=object)
        run("fastText", [(0.5, 15), (1.0, 30)], FastText, texts, numpy.array([spaced(t) for t in test_texts], dtype=object))
    return report


def main(directory):
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    parts = [*read(f"{directory}/train.jsonl"), *read(f"{directory}/test.jsonl")]
    print(json.dumps({"plain": plain(*parts), "strong": strong(*parts)}))


main(sys.argv[1])
