package strongroom.database;

/** Room that never ends, for tests that are about something else. */
final class Roomy {

    private Roomy() {}

    static Space space() {
        return new Space(0, 0, () -> Long.MAX_VALUE / 2, () -> 0);
    }
}
