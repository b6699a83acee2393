"""Sources -> Captures and Documents: files, folders, stdin, addresses, feeds, archives."""
