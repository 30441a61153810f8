"""Sites of no known platform: common names of parts; beyond them the densest part of the page, or trafilatura."""
