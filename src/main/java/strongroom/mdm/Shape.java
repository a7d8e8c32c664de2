package strongroom.mdm;

/**
 * What is known of the matches of a part of a pattern.
 *
 * @param least how many characters a match has at least
 * @param begins whether a match begins where the text begins
 * @param ends whether a match ends where the text ends
 */
record Shape(int least, boolean begins, boolean ends) {

    /** Longer matches are not told apart. */
    static final int MUCH = 100_000;

    static final Shape NOTHING = new Shape(0, false, false);
    static final Shape BEGINNING = new Shape(0, true, false);
    static final Shape END = new Shape(0, false, true);

    static Shape of(int least) {
        return new Shape(Math.min(least, MUCH), false, false);
    }

    Shape then(Shape next) {
        // An anchor counts before anything that consumes: a look-ahead may stand first, for it consumes nothing.
        return new Shape(
                Math.min(least + next.least, MUCH),
                begins || (least == 0 && next.begins),
                next.ends || (next.least == 0 && ends));
    }

    Shape or(Shape other) {
        return new Shape(Math.min(least, other.least), begins && other.begins, ends && other.ends);
    }

    Shape times(int least) {
        return least == 0 ? NOTHING : new Shape((int) Math.min((long) this.least * least, MUCH), begins, ends);
    }
}
