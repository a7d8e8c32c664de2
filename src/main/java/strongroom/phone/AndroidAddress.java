package strongroom.phone;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.backup.BackupId;

/** How the Android app makes a request's URL of what the user typed (safe-protocol 1.1), OkHttp's clean-up included. */
final class AndroidAddress {

    private static final String PLACEHOLDER = "{backupIdPrefix8}";
    private static final Set<String> BUILT_IN = Set.of("", "safe-" + PLACEHOLDER + ".threema.ch", "safe-%h.threema.ch");

    private AndroidAddress() {}

    /**
     * Resolves a resource.
     *
     * @param id null if the user has typed no identity yet; the placeholder then becomes {@code xx}
     * @param resource {@code config} or {@code backups/…}, without a slash before it
     */
    static Address resolve(String typed, @Nullable BackupId id, String resource) {
        String trimmed = typed.strip();
        boolean tls = !trimmed.startsWith("http://");
        String name = tls ? trimmed.replace("https://", "") : trimmed.substring("http://".length());
        if (BUILT_IN.contains(name.endsWith("/") ? name.substring(0, name.length() - 1) : name)) {
            return new Address.Wrong("with this URL the app silently uses Threema's own server");
        }
        String shard = id == null ? "xx" : id.toPathSegment().substring(0, 2);
        String base = name.replace(PLACEHOLDER, shard).replaceAll("[\t\n\f\r]", "");
        String whole = base + (base.endsWith("/") ? "" : "/") + resource;

        int end = firstOf(whole, "/\\?#", 0);
        int pathEnd = firstOf(whole, "?#", end);
        int queryEnd = firstOf(whole, "#", pathEnd);
        String path = path(whole.substring(end, pathEnd));
        String query = Address.encode(whole.substring(pathEnd, queryEnd), "\"'<>");
        return Address.of(tls, whole.substring(0, end), path + query);
    }

    /** Empty segments are kept ({@code //config}), dots are resolved. */
    private static String path(String text) {
        List<String> segments = new ArrayList<>();
        String[] parts = text.replace('\\', '/').split("/", -1);
        for (int i = 1; i < parts.length; i++) {
            boolean last = i == parts.length - 1;
            switch (parts[i].toLowerCase(Locale.ROOT).replace("%2e", ".")) {
                case "." -> addEmptyIf(last, segments);
                case ".." -> {
                    if (!segments.isEmpty()) {
                        segments.removeLast();
                    }
                    addEmptyIf(last, segments);
                }
                default -> segments.add(Address.encode(parts[i], "\"<>^`{}|"));
            }
        }
        return "/" + String.join("/", segments);
    }

    private static void addEmptyIf(boolean last, List<String> segments) {
        if (last) {
            segments.add("");
        }
    }

    private static int firstOf(String text, String characters, int from) {
        for (int i = from; i < text.length(); i++) {
            if (characters.indexOf(text.charAt(i)) >= 0) {
                return i;
            }
        }
        return text.length();
    }
}
