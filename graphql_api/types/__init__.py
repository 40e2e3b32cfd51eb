"""What the schema shows, one file per entity."""
