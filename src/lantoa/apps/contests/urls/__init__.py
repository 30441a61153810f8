"""Addresses of contests: the back office under /quan-tri/cuoc-thi/ (office), one person's under /du-thi/ (entrant)."""
