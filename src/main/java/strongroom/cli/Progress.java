package strongroom.cli;

/** A number that counts up beside a long work, for whoever sits before a terminal; nobody else sees it. */
final class Progress {

    private final Terminal terminal;
    private boolean shown;

    Progress(Terminal terminal) {
        this.terminal = terminal;
    }

    void reached(long done, long of) {
        show(done + " / " + of);
    }

    void reached(long done) {
        show(Long.toString(done));
    }

    /** Leaves the line of the number. */
    void end() {
        if (shown) {
            terminal.err().println();
        }
    }

    private void show(String number) {
        if (terminal.interactive()) {
            terminal.err().print("\r" + number);
            terminal.err().flush();
            shown = true;
        }
    }
}
