"""Content systems of Vietnamese newspapers and broadcasters (ePi, VCCorp, Hemera, own ones)."""
