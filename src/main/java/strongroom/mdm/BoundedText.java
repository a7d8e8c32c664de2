package strongroom.mdm;

/** A text that can be read so often, and no more: with some patterns a short one keeps the engine busy for years. Not thread-safe. */
final class BoundedText implements CharSequence {

    private final String text;
    private int left;

    BoundedText(String text, int most) {
        this.text = text;
        this.left = most;
    }

    /** The text was read too often. */
    static final class TooOften extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooOften() {
            super("a pattern needs too many steps", null, false, false);
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new TooOften();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    /** Prints nothing of the text, which may be a secret. */
    @Override
    public String toString() {
        return "BoundedText[hidden]";
    }
}
