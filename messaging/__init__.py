"""A message's journey: views → inbox → orchestrator → nlu → intents → wording → outbox → channels."""
