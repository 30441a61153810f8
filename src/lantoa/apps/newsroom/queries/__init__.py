"""Reads of the newsroom."""

from lantoa.apps.newsroom.queries.portals import keeps_portals, portals_seen_by

__all__ = ["keeps_portals", "portals_seen_by"]
