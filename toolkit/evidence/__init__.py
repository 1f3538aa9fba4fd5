"""Facts measured rather than typed: what the weeks of the agents say."""
