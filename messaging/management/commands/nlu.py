"""`manage.py nlu train | evaluate | export`: the classifier behind the rules. See docs/understanding.md."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_scopes import scope

from messaging.learning import hotels, published, scoring, shared, shipping
from messaging.nlu import classifier
from messaging.nlu.classifier import Model
from messaging.nlu.corpus import BadExamples
from pms.models import Hotel


class Command(BaseCommand):
    help = "Train the classifier, measure it on the frozen and on shared sets, or write it to a file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        todo = parser.add_subparsers(dest="todo", required=True)
        hotel: dict[str, Any] = {"metavar": "SLUG", "help": "the hotel's own; else the one that ships"}
        todo.add_parser("train").add_argument("--hotel", **hotel)
        evaluate = todo.add_parser("evaluate")
        evaluate.add_argument("--hotel", **hotel)
        evaluate.add_argument("--json", action="store_true")
        evaluate.add_argument("--shared", metavar="DIR", type=Path, help="a folder with the public sets")
        export = todo.add_parser("export")
        export.add_argument("--hotel", **hotel)
        export.add_argument("--to", metavar="FILE", type=Path, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        {"train": self._train, "evaluate": self._evaluate, "export": self._export}[options["todo"]](options)

    def _train(self, options: dict[str, Any]) -> None:
        if not options["hotel"]:
            try:
                told = shipping.train()
            except BadExamples as error:
                raise CommandError(str(error)) from error
            return self.stdout.write(json.dumps(told, indent=2))
        hotel = _hotel(options["hotel"])
        with scope(hotel=hotel):
            try:
                trained = hotels.train(hotel, by="command:nlu")
            except hotels.NothingLearned as error:
                raise CommandError("Nothing to learn: no corrections yet") from error
        self.stdout.write(json.dumps(trained.row.figures, indent=2))
        for why in trained.worse:
            self.stdout.write(self.style.WARNING(f"worse: {why}"))
        return self.stdout.write("not promoted" if trained.worse else f"promoted: classifier {trained.row.pk}")

    def _evaluate(self, options: dict[str, Any]) -> None:
        model, folder = _model(options["hotel"]), options["shared"]
        sets = {"frozen": scoring.frozen()} | (shared.sets(folder) if folder else {})
        found = {name: scoring.compare(rows, model) for name, rows in sets.items() if rows}
        own = published.figures(folder) if folder else {}
        if options["json"]:
            scores = {name: scoring.as_json(theirs) for name, theirs in found.items()}
            return self.stdout.write(json.dumps({"sets": scores, "trained_on_the_set_itself": own}, indent=2))
        for name, scores_of in found.items():
            for language, systems in scores_of.items():
                for system, score in systems.items():
                    self.stdout.write(_line(f"{name} {language}", system, score))
        for name, percent in own.items():
            self.stdout.write(f"{percent:5.1f}  {name}, trained on itself")
        return None

    def _export(self, options: dict[str, Any]) -> None:
        options["to"].write_bytes(classifier.dump(_model(options["hotel"])))
        self.stdout.write(str(options["to"]))


def _line(name: str, system: str, score: scoring.Score) -> str:
    refused = "     –" if score.refused is None else f"{score.refused:6.1%}"
    figures = f"accuracy {score.accuracy:6.1%}  F1 {score.f1:6.1%}  refused {refused}  {score.milliseconds:5.2f} ms"
    return f"{name:<20} {system:<10} {score.messages:>5}  {figures}"


def _hotel(slug: str) -> Hotel:
    hotel = Hotel.objects.filter(slug=slug).first()
    if hotel is None:
        raise CommandError("No such hotel")
    return hotel


def _model(slug: str | None) -> Model:
    if not slug:
        return classifier.shipped()
    hotel = _hotel(slug)
    with scope(hotel=hotel):
        return hotels.current(hotel)
