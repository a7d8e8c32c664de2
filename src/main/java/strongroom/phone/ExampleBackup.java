package strongroom.phone;

import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import strongroom.phone.SafeBackup.Contents;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes up a backup that looks like a real one, of the sizes that real ones have (safe-protocol 5).
 *
 * <p>The same random numbers give the same bytes: times are counted back from a fixed day, not from today.
 */
final class ExampleBackup {

    /** What each app writes and leaves out. */
    enum Dialect {
        ANDROID("6.4.2A/de_CH"),
        IPHONE("7.2.2I/de_CH");

        private final String device;

        Dialect(String device) {
            this.device = device;
        }
    }

    private static final long LAST_DAY_MILLIS = 1_764_000_000_000L;
    private static final long OLDEST_MILLIS = 5L * 365 * 24 * 3600 * 1000;
    private static final int CONTACTS_PER_GROUP = 8;
    private static final int CONTACTS_PER_LIST = 100;
    private static final int MEMBERS = 10;
    private static final int PICTURE_BYTES = 33_000;
    private static final String ID_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final List<String> FIRST_NAMES = words("""
            Anna Benedikt Céline Dragan Elisabeth Fatima Giuseppe Hélène Ivana Jörg Katharina Luca Maximilian
            Noémie Oskar Priska Quirin Rosa Sébastien Ülkü Valentina Zoë
            """);
    private static final List<String> LAST_NAMES = words("""
            Aebischer Brönnimann Caduff Dällenbach Egger Favre Gerber Hofstetter Imhof Jovanović Krähenbühl
            Lüthi Meier Nguyen Oberholzer Perret Rüegg Schneider Tanner Zimmermann
            """);

    private final JsonMapper mapper = new JsonMapper();
    private final Dialect dialect;
    private final Contents contents;
    private final RandomGenerator random;

    ExampleBackup(Dialect dialect, Contents contents, RandomGenerator random) {
        this.dialect = dialect;
        this.contents = contents;
        this.random = random;
    }

    SafeBackup make() {
        ObjectNode root = object();
        root.putObject("info").put("version", 1).put("device", dialect.device);
        user(root.putObject("user"));
        List<String> identities = contacts(root.putArray("contacts"));
        groups(root.putArray("groups"), identities);
        if (dialect == Dialect.ANDROID) {
            distributionLists(root.putArray("distributionlists"), identities);
        }
        settings(root.putObject("settings"));
        SafeBackup backup = SafeBackup.parse(mapper.writeValueAsBytes(root));
        if (backup == null) {
            throw new IllegalStateException("what was written as JSON cannot be unreadable");
        }
        return backup;
    }

    private void user(ObjectNode user) {
        user.put("privatekey", key());
        user.put("nickname", pick(FIRST_NAMES));
        if (contents.picture()) {
            user.put("profilePic", picture());
        }
        user.putArray("profilePicRelease").add("*");
        ArrayNode links = user.putArray("links");
        links.addObject().put("type", "mobile").put("value", "4179" + (1_000_000 + random.nextInt(9_000_000)));
        links.addObject().put("type", "email").put("value", "person" + random.nextInt(10_000) + "@example.org");
    }

    private List<String> contacts(ArrayNode contacts) {
        for (int i = 0; i < contents.contacts(); i++) {
            contact(contacts.addObject());
        }
        return contacts.valueStream()
                .map(contact -> contact.path("identity").asString())
                .toList();
    }

    private void contact(ObjectNode contact) {
        contact.put("identity", identity());
        boolean verified = random.nextInt(3) > 0;
        if (verified) {
            contact.put("publickey", key());
        }
        contact.put("createdAt", time());
        contact.put("verification", verified ? 2 : random.nextInt(2));
        contact.put("workVerified", verified);
        contact.put("hidden", false);
        contact.put("firstname", pick(FIRST_NAMES));
        contact.put("lastname", pick(LAST_NAMES));
        contact.put("nickname", pick(FIRST_NAMES));
        // The iPhone app leaves a member out where Android writes null or a default.
        boolean spokenTo = random.nextInt(3) > 0;
        if (spokenTo) {
            contact.put("lastUpdate", time());
        } else if (dialect == Dialect.ANDROID) {
            contact.putNull("lastUpdate");
        }
        if (dialect == Dialect.ANDROID) {
            contact.put("private", false);
        }
        contact.put("readReceipts", 0);
        contact.put("typingIndicators", 0);
    }

    private void groups(ArrayNode groups, List<String> identities) {
        for (int i = 0; i < identities.size() / CONTACTS_PER_GROUP; i++) {
            ObjectNode group = groups.addObject();
            group.put("id", id64());
            group.put("creator", pick(identities));
            group.put("groupname", "Team " + pick(LAST_NAMES));
            group.put("createdAt", time());
            members(group.putArray("members"), identities);
            group.put("deleted", false);
            group.put("lastUpdate", time());
            if (dialect == Dialect.ANDROID) {
                group.put("private", false);
            }
        }
    }

    private void distributionLists(ArrayNode lists, List<String> identities) {
        for (int i = 0; i < identities.size() / CONTACTS_PER_LIST; i++) {
            ObjectNode list = lists.addObject();
            list.put("id", id64());
            list.put("name", "Liste " + pick(LAST_NAMES));
            list.put("createdAt", time());
            members(list.putArray("members"), identities);
            list.put("lastUpdate", time());
            list.put("private", false);
        }
    }

    private void members(ArrayNode members, List<String> identities) {
        for (int i = 0; i < MEMBERS; i++) {
            members.add(pick(identities));
        }
    }

    private void settings(ObjectNode settings) {
        settings.put("syncContacts", random.nextBoolean());
        settings.put("blockUnknown", false);
        settings.put("readReceipts", true);
        settings.put("sendTyping", true);
        settings.put("threemaCalls", true);
        settings.put("relayThreemaCalls", false);
        if (dialect == Dialect.ANDROID) {
            settings.put("disableScreenshots", false);
            settings.put("incognitoKeyboard", false);
            settings.putArray("recentEmojis").add("👍").add("🙂");
        }
        settings.putArray("blockedContacts");
        settings.putArray("syncExcludedIds");
    }

    private String identity() {
        StringBuilder id = new StringBuilder(8);
        for (int i = 0; i < 8; i++) {
            id.append(ID_LETTERS.charAt(random.nextInt(ID_LETTERS.length())));
        }
        return id.toString();
    }

    /** Begins and ends as a JPEG does and is as long as one; nobody looks at the picture in between. */
    private String picture() {
        byte[] picture = bytes(PICTURE_BYTES);
        System.arraycopy(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF, (byte) 0xE0}, 0, picture, 0, 4);
        System.arraycopy(new byte[] {(byte) 0xFF, (byte) 0xD9}, 0, picture, picture.length - 2, 2);
        return Base64.getEncoder().encodeToString(picture);
    }

    private String key() {
        return Base64.getEncoder().encodeToString(bytes(32));
    }

    private String id64() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    private long time() {
        return LAST_DAY_MILLIS - random.nextLong(OLDEST_MILLIS);
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+", -1));
    }
}
