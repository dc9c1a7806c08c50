"""What whoever runs the service can see of it: logs, metrics, how late the event loop is."""
