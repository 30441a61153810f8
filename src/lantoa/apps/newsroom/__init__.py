"""The newsroom: portals with their columns and stories, the way of a story to the public, one story in many forms."""
