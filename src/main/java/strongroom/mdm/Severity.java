package strongroom.mdm;

/** How much a warning weighs. */
public enum Severity {
    /** Saving and exporting are refused until it is accepted by name. */
    BLOCK("B"),
    WARN("W"),
    INFORM("I");

    private final String letter;

    Severity(String letter) {
        this.letter = letter;
    }

    /** Returns its letter, as {@code --json} shows it. */
    @Override
    public String toString() {
        return letter;
    }
}
