"""A conversation that must go well, as a file that people can read and write: docs/scenarios.md tells its format."""

from messaging.scenario.people import invent
from messaging.scenario.reading import load
from messaging.scenario.terms import Booked, End, Fault, Known, Line, Scenario, ScenarioError, SoldOut
from messaging.scenario.writing import dump

__all__ = [
    "Booked",
    "End",
    "Fault",
    "Known",
    "Line",
    "Scenario",
    "ScenarioError",
    "SoldOut",
    "dump",
    "invent",
    "load",
]
