"""Writes reports.jsonl: random labels and predictions with what scikit-learn says of them. Made with Debian's python3-sklearn
(1.2.1); the tests read the file only. Run here: python3 reports.py > reports.jsonl"""
import json
import random
import warnings

from sklearn.metrics import accuracy_score, classification_report, precision_recall_fscore_support
from sklearn.preprocessing import MultiLabelBinarizer

warnings.filterwarnings("ignore")
draw = random.Random(20200101)


def few(labels, likely):
    return [label for label in labels if draw.random() < likely]


def case(multi_label):
    labels = list(range(draw.randint(2, 6)))
    # Some labels are never true, some are never predicted, some are neither.
    true_ones, predicted_ones = few(labels, 0.8), few(labels, 0.8)
    if not multi_label:
        true_ones, predicted_ones = true_ones or labels[:1], predicted_ones or labels[-1:]
    likely, rows = draw.random(), []
    for _ in range(draw.randint(1, 14)):
        if multi_label:
            truth = few(true_ones, draw.random())
            rows.append((truth, truth if draw.random() < likely else few(predicted_ones, draw.random())))
        else:
            truth = draw.choice(true_ones)
            rows.append(([truth], [truth if draw.random() < likely else draw.choice(predicted_ones)]))
    if multi_label:
        binarizer = MultiLabelBinarizer(classes=labels)
        truth, predicted = (binarizer.fit_transform([row[side] for row in rows]) for side in (0, 1))
    else:
        truth, predicted = ([row[side][0] for row in rows] for side in (0, 1))
    report = classification_report(
        truth, predicted, labels=labels, target_names=[str(label) for label in labels], output_dict=True, zero_division=1)
    if "micro avg" not in report:
        # It stands in the report as "accuracy" when each document has one label.
        scores = precision_recall_fscore_support(truth, predicted, labels=labels, average="micro", zero_division=1)
        report["micro avg"] = dict(zip(("precision", "recall", "f1-score"), scores[:3]), support=len(rows))
    report.pop("accuracy", None)
    return {
        "labels": len(labels), "multi": multi_label, "rows": rows, "accuracy": round(accuracy_score(truth, predicted), 12),
        "report": {name: [round(float(row[of]), 12) for of in ("precision", "recall", "f1-score", "support")] for name, row in report.items()},
    }


for number in range(400):
    print(json.dumps(case(number % 2 == 0), separators=(",", ":")))
