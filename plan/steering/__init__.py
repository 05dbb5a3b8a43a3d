"""Who steers a plan, by date: its coordinator, its authority, where reports go, the members of its groups."""
