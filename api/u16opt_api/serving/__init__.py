"""Starting and stopping the service as a program."""
