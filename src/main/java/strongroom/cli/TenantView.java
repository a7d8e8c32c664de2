package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import strongroom.account.Tenant;
import strongroom.admin.SettingValue;
import strongroom.admin.TenantOperations;
import strongroom.admin.TenantOperations.Listing;

/** Tenants as tables and as JSON. */
final class TenantView {

    static final List<String> HEAD =
            List.of("TENANT", "DEFAULT", "ACCOUNTS", "BACKUPS", "BYTES", "LOGIN", "HOLD", "PUBLIC URL");

    private TenantView() {}

    static List<String> row(Listing listing) {
        Tenant tenant = listing.tenant();
        return List.of(
                slug(tenant),
                tenant.isDefault() ? "yes" : "no",
                String.valueOf(listing.kept().accounts()),
                String.valueOf(listing.kept().live()),
                String.valueOf(listing.kept().sealedBytes()),
                text(listing, "login"),
                tenant.held() ? "yes" : "no",
                text(listing, "public-url"));
    }

    /** Returns the rows of one tenant: what it is, what it keeps, and its settings by the keys that set them. */
    static List<List<String>> rows(Listing listing) {
        return Stream.concat(
                        Stream.of(
                                List.of("tenant", slug(listing.tenant())),
                                List.of("id", listing.tenant().id().toString()),
                                List.of("default", listing.tenant().isDefault() ? "yes" : "no"),
                                List.of(
                                        "accounts",
                                        String.valueOf(listing.kept().accounts())),
                                List.of("backups", String.valueOf(listing.kept().live())),
                                List.of("bytes", String.valueOf(listing.kept().sealedBytes()))),
                        listing.settings().stream().map(setting -> List.of(setting.key(), setting.text())))
                .toList();
    }

    static Map<String, @Nullable Object> toMap(Listing listing) {
        Map<String, @Nullable Object> settings = new LinkedHashMap<>();
        listing.settings().forEach(setting -> settings.put(setting.key(), setting.plain()));
        Map<String, @Nullable Object> map = identity(listing.tenant());
        map.put("default", listing.tenant().isDefault());
        map.put("accounts", listing.kept().accounts());
        map.put("backups", listing.kept().live());
        map.put("bytes", listing.kept().sealedBytes());
        map.put("settings", settings);
        return map;
    }

    static Map<String, @Nullable Object> toMap(TenantOperations.Changed changed) {
        Map<String, @Nullable Object> map = identity(changed.tenant());
        map.put("changes", SettingChanges.toList(changed.changes()));
        return map;
    }

    /**
     * What was destroyed, or would be.
     *
     * @param removed whether it was
     */
    static Map<String, @Nullable Object> removal(Listing listing, boolean removed) {
        Map<String, @Nullable Object> map = identity(listing.tenant());
        map.put("accounts", listing.kept().accounts());
        map.put("backups", listing.kept().backups());
        map.put("removed", removed);
        return map;
    }

    static Map<String, @Nullable Object> identity(Tenant tenant) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("tenant", slug(tenant));
        map.put("id", tenant.id().toString());
        return map;
    }

    static String slug(Tenant tenant) {
        return tenant.names().slug().value();
    }

    private static String text(Listing listing, String key) {
        return listing.settings().stream()
                .filter(setting -> setting.key().equals(key))
                .map(SettingValue::text)
                .findFirst()
                .orElseThrow();
    }
}
