"""What the newsroom's screens say."""
