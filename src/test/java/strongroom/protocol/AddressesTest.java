package strongroom.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.account.PublicUrl;
import strongroom.account.Slug;
import strongroom.account.Tenant;
import strongroom.account.TenantId;
import strongroom.account.TenantNames;
import strongroom.account.TenantSettings;
import strongroom.backup.BackupId;
import strongroom.conformance.Statement;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class AddressesTest {

    private static final String HEX = "066384d3695fbbd9f31a7d533900fd0cd8d1373beb6a28678522d2a49980c9c3";
    private static final RandomGenerator RANDOM = RandomGenerator.of("L64X128MixRandom");

    private static final Tenant DEFAULT = tenant(TenantNames.of(Slug.DEFAULT), "https://safe.example/safe/");
    private static final Tenant ACME = tenant(
            new TenantNames(
                    new Slug("acme"), List.of(new Slug("acme-old")), List.of("dav/threema"), List.of("acme.example")),
            null);

    private final Addresses addresses = Addresses.of(List.of(DEFAULT, ACME));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/config",
                "//config",
                "/config/",
                "/safe/config",
                "/safe//config",
                "/default/config",
                "/safe/default/config",
                "/xx/config",
                "/06/config",
                "/safe/xx/config",
                "/%7BbackupIdPrefix8%7D/config",
                "/default/{backupIdPrefix8}/config",
                "/%63onfig"
            })
    @Statement({"X-01", "X-02"})
    void these_paths_are_the_config_of_the_default_tenant(String path) {
        assertThat(addresses.resolve("127.0.0.1", path)).isEqualTo(new Target.Config(DEFAULT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/acme/config",
                "/acme-old/config",
                "/dav/threema/config",
                "/dav//threema/config",
                "/safe/acme/config",
                "/acme/xx/config",
                "/acme/06/config",
                "/dav/threema/%7BbackupIdPrefix8%7D/config"
            })
    @Statement({"X-01", "X-02"})
    void these_paths_are_the_config_of_a_named_tenant(String path) {
        assertThat(addresses.resolve(null, path)).isEqualTo(new Target.Config(ACME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/config", "/acme/config", "/xx/config", "/dav/threema/config"})
    void on_its_own_host_only_that_tenant_is_served(String path) {
        assertThat(addresses.resolve("ACME.example", path)).isEqualTo(new Target.Config(ACME));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/default/config", "/safe/config"})
    void other_tenants_are_not_served_on_a_tenants_own_host(String path) {
        assertThat(addresses.resolve("acme.example", path)).isEqualTo(new Target.Nothing());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/backups/",
                "//backups/",
                "/safe//backups/",
                "/xx/backups/",
                "/06/backups/",
                "/default/06/backups/"
            })
    @Statement({"X-01", "X-02", "P-18"})
    void these_paths_are_the_same_backup(String before) {
        Target.Backup expected = new Target.Backup(DEFAULT, id(HEX));

        assertThat(addresses.resolve(null, before + HEX)).isEqualTo(expected);
        assertThat(addresses.resolve(null, before + HEX.toUpperCase(Locale.ROOT)))
                .isEqualTo(expected);
        assertThat(addresses.resolve(null, before + HEX + "/")).isEqualTo(expected);
        assertThat(addresses.resolve(null, before + "%30" + HEX.substring(1))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "//",
                "/backups",
                "/backups/",
                "/backups/config/x",
                "/config/config",
                "/backups/backups/" + HEX,
                "/nobody/config",
                "/nobody/backups/" + HEX,
                "/acme/acme/config",
                "/dav/config",
                "/xx/xx/config",
                "/xxx/config",
                "/0g/config",
                "/config/xx",
                "/Config",
                "/acme/BACKUPS/" + HEX,
                "/..%2fconfig",
                "/%2e%2e/config",
                "/../config",
                "/./config",
                "/conf%69g%",
                "/%ff/config",
                "/%00/config",
                "/config%00",
                "/config;x=1",
                "/acme\\config",
                "/backups/..%2f" + HEX,
                "*",
                "/livez",
                "/readyz",
                "/admin/config"
            })
    @Statement("G-05")
    void these_paths_are_nothing(String path) {
        assertThat(addresses.resolve(null, path)).isEqualTo(new Target.Nothing());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 63, 65, 128})
    @Statement("G-05")
    void an_id_of_another_length_is_nothing(int length) {
        assertThat(addresses.resolve(null, "/backups/" + "a".repeat(length))).isEqualTo(new Target.Nothing());
    }

    @Test
    @Statement("G-05")
    void an_id_with_anything_but_hexadecimal_digits_is_nothing() {
        for (String bad : List.of(
                "g" + HEX.substring(1), "0x" + HEX.substring(2), HEX.substring(1) + "\u0660", HEX.substring(1) + "+")) {
            assertThat(addresses.resolve(null, "/backups/" + bad)).isEqualTo(new Target.Nothing());
        }
    }

    @Test
    @Statement("G-05")
    void of_5000_mangled_paths_only_those_that_end_in_a_well_formed_id_reach_storage() {
        Random random = new Random(20261123);
        String alphabet = "/%2eF.0a;\\{}xX?#\u00e9\u0000 ";
        int backups = 0;
        for (int i = 0; i < 5_000; i++) {
            StringBuilder path = new StringBuilder("/acme/backups/" + HEX);
            for (int edits = random.nextInt(1, 4); edits > 0; edits--) {
                int at = random.nextInt(path.length());
                char c = alphabet.charAt(random.nextInt(alphabet.length()));
                if (random.nextBoolean()) {
                    path.setCharAt(at, c);
                } else {
                    path.insert(at, c);
                }
            }
            Target target = addresses.resolve(null, path.toString());
            if (target instanceof Target.Backup(Tenant tenant, BackupId id)) {
                backups++;
                assertThat(tenant).isIn(ACME, DEFAULT);
                assertThat(id.toPathSegment()).matches("[0-9a-f]{64}");
            } else {
                assertThat(target).isInstanceOfAny(Target.Nothing.class, Target.Config.class);
            }
        }
        assertThat(backups).isPositive();
    }

    private static BackupId id(String hex) {
        return BackupId.of(HexFormat.of().parseHex(hex));
    }

    private static Tenant tenant(TenantNames names, @Nullable String url) {
        return new Tenant(
                TenantId.random(RANDOM),
                names,
                url == null ? null : PublicUrl.parse(url),
                TenantSettings.DEFAULT,
                false,
                1);
    }
}
