"""Between the phone and the tables: events in, changes out, and the bundle that a night needs."""
