"""The tape chart in the back office: the chart, a stay and what is done with it, a room."""
