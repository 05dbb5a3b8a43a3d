"""What builds, starts and checks the project on one machine; nothing here runs in production."""
