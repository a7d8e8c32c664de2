package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import strongroom.account.Id128;
import strongroom.account.PublicUrl;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.TenantNames;
import strongroom.account.TenantSettings;
import strongroom.backup.BackupId;

/**
 * What a request asks for. The lines are its path, host, {@code Content-Type}, {@code User-Agent} and {@code Accept-Encoding}; those
 * that are missing were not sent.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RequestFuzzTest {

    private static final Tenant DEFAULT = tenant(1, TenantNames.of(Slug.DEFAULT), "https://safe.example/safe/");
    private static final Tenant ACME = tenant(
            2,
            new TenantNames(
                    new Slug("acme"), List.of(new Slug("acme-old")), List.of("dav/threema"), List.of("acme.example")),
            null);
    private static final Addresses ADDRESSES = Addresses.of(List.of(DEFAULT, ACME));

    /** All that may stand before a resource, written out by hand; on ACME's own host other names apply. */
    private static final Map<String, Tenant> BEFORE = Map.of(
            "", DEFAULT,
            "safe", DEFAULT,
            "default", DEFAULT,
            "safe/default", DEFAULT,
            "acme", ACME,
            "safe/acme", ACME,
            "acme-old", ACME,
            "safe/acme-old", ACME,
            "dav/threema", ACME);

    private static final Set<String> BEFORE_ON_ITS_HOST =
            Set.of("", "acme", "safe/acme", "acme-old", "safe/acme-old", "dav/threema");

    @FuzzTest
    void only_a_well_formed_id_of_a_known_tenant_reaches_storage(byte[] data) {
        String[] lines = new String(data, StandardCharsets.UTF_8).split("\n", -1);
        String host = lines.length > 1 ? lines[1] : null;

        Target target = ADDRESSES.resolve(host, lines[0]);

        assertThat(target).isEqualTo(expected(host, lines[0]));
        if (target instanceof Target.Backup(Tenant tenant, BackupId id)) {
            assertThat(id.toPathSegment()).matches("[0-9a-f]{64}");
            assertThat(target.toString()).doesNotContain(id.toPathSegment());
            assertThat(tenant).isIn(DEFAULT, ACME);
        }
        checkHeaders(line(lines, 2), line(lines, 3), line(lines, 4));
    }

    private static void checkHeaders(@Nullable String type, @Nullable String agent, @Nullable String encodings) {
        boolean isBytes = type != null && type.split(";", 2)[0].strip().matches("(?i)application/octet-stream");
        assertThat(UploadExchange.isOctetStream(type)).isEqualTo(isBytes);
        assertThat(UserAgents.ANY.accept(agent)).isTrue();
        assertThat(UserAgents.THREEMA.accept(agent)).isEqualTo(agent != null && agent.matches("(?s).*Threema.*"));
        ClientApp app = ClientApp.of(agent, encodings, false, false);
        if (app != null) {
            assertThat(agent).startsWith("Threema");
            assertThat(app == ClientApp.DESKTOP).isEqualTo(agent != null && agent.startsWith("Threema Desktop"));
        }
    }

    /** Cuts the path from its end, on bytes, where the program goes from its start, on segments. */
    private static Target expected(@Nullable String host, String rawPath) {
        List<String> segments = new ArrayList<>();
        for (String part : rawPath.split("/+", -1)) {
            String segment = unescaped(part);
            if (segment == null || segment.equals(".") || segment.equals("..")) {
                return new Target.Nothing();
            }
            if (!segment.isEmpty()) {
                segments.add(segment);
            }
        }
        if (segments.isEmpty()) {
            return new Target.Nothing();
        }
        String last = segments.removeLast();
        if (last.equals("config")) {
            Tenant tenant = tenant(host, segments);
            return tenant == null ? new Target.Nothing() : new Target.Config(tenant);
        }
        if (segments.isEmpty() || !segments.removeLast().equals("backups") || !last.matches("[0-9A-Fa-f]{64}")) {
            return new Target.Nothing();
        }
        Tenant tenant = tenant(host, segments);
        BackupId id = BackupId.parse(last.toLowerCase(Locale.ROOT));
        return tenant == null || id == null ? new Target.Nothing() : new Target.Backup(tenant, id);
    }

    private static @Nullable Tenant tenant(@Nullable String host, List<String> before) {
        boolean isAcmes = "acme.example".equalsIgnoreCase(host);
        Tenant exact = named(isAcmes, String.join("/", before));
        if (exact != null || before.isEmpty()) {
            return exact;
        }
        boolean isShard = before.getLast().matches("xx|[0-9A-Fa-f][0-9A-Fa-f]|\\{backupIdPrefix8\\}");
        return isShard ? named(isAcmes, String.join("/", before.subList(0, before.size() - 1))) : null;
    }

    private static @Nullable Tenant named(boolean onAcmesHost, String before) {
        if (onAcmesHost) {
            return BEFORE_ON_ITS_HOST.contains(before) ? ACME : null;
        }
        return BEFORE.get(before);
    }

    /** Null for what may not stand in a path. */
    private static @Nullable String unescaped(String part) {
        byte[] from = part.getBytes(StandardCharsets.UTF_8);
        byte[] to = new byte[from.length];
        int length = 0;
        boolean isEscaped = false;
        for (int i = 0; i < from.length; i++) {
            int value = from[i];
            if (value == '%') {
                String digits = i + 2 < from.length ? new String(from, i + 1, 2, StandardCharsets.ISO_8859_1) : "";
                if (!digits.matches("[0-9A-Fa-f]{2}")) {
                    return null;
                }
                value = Integer.parseInt(digits, 16);
                isEscaped = true;
                i += 2;
            }
            to[length++] = (byte) value;
        }
        String text = new String(to, 0, length, StandardCharsets.UTF_8);
        boolean isUtf8 = !isEscaped || !text.contains("\ufffd") || part.contains("\ufffd");
        return isUtf8 && text.chars().noneMatch(c -> "/\\;".indexOf(c) >= 0 || c < ' ' || (c >= 0x7f && c < 0xa0))
                ? text
                : null;
    }

    private static @Nullable String line(String[] lines, int index) {
        return index < lines.length ? lines[index] : null;
    }

    private static Tenant tenant(long number, TenantNames names, @Nullable String url) {
        return new Tenant(
                new TenantId(new Id128(0, number)),
                names,
                url == null ? null : PublicUrl.parse(url),
                TenantSettings.DEFAULT,
                false,
                1);
    }
}
