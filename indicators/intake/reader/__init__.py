"""From the bytes of a file to grids: `read.read_file` is the way in, a child process parses."""
