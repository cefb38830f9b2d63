// What a command prints is compared as text, and a test may run on a terminal.
process.env.NO_COLOR = "1";
