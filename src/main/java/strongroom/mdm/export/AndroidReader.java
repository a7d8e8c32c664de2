package strongroom.mdm.export;

/** Reads the managed configuration of the Android Management API; what else an app's policy says there is not ours. */
final class AndroidReader {

    private AndroidReader() {}

    static void read(String text, Gathered gathered) throws FlawException {
        JsonValue root = JsonReader.one(text, gathered);
        if (!(root instanceof JsonValue.Members document
                && document.get(AndroidWriter.CONFIGURATION) instanceof JsonValue.Members configuration)) {
            throw gathered.otherShape(root.place());
        }
        gathered.openEverybody(configuration.place());
        configuration
                .members()
                .forEach(member -> member.value().deliver(null, member.name(), member.place(), gathered));
    }
}
