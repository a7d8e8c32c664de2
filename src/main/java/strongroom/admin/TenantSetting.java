package strongroom.admin;

import org.jspecify.annotations.Nullable;
import strongroom.account.Access;
import strongroom.account.Announcement;
import strongroom.account.Keeping;
import strongroom.account.PublicUrl;
import strongroom.account.Quota;
import strongroom.account.Tenant;
import strongroom.account.TenantNames;
import strongroom.account.TenantSettings;

/**
 * A setting of a tenant: how it is read from the tenant, and how what was typed becomes another tenant.
 *
 * @param form what may be typed, in signs rather than words
 */
record TenantSetting(String key, String form, Reading reading, Writing writing) {

    /** Reads the value, in a type that {@link SettingValue} knows; null if there is none. */
    @FunctionalInterface
    interface Reading {
        @Nullable Object of(Tenant tenant);
    }

    /** Returns the tenant with the value that was typed; null if it cannot be one. */
    @FunctionalInterface
    interface Writing {
        @Nullable Tenant with(Tenant tenant, Assignment typed);
    }

    /** Returns the tenant with a value of the right type. */
    @FunctionalInterface
    interface With<V> {
        Tenant with(Tenant tenant, V value);
    }

    /** Returns the tenant with a limit, or without one if it is null. */
    @FunctionalInterface
    interface WithLimit<V> {
        Tenant with(Tenant tenant, @Nullable V limit);
    }

    /** Reads a value; null if the text is none. */
    @FunctionalInterface
    interface Parser<V> {
        @Nullable V read(String text);
    }

    SettingValue of(Tenant tenant) {
        return new SettingValue(key, reading.of(tenant));
    }

    static TenantSetting number(String key, int least, int most, Reading reading, With<Integer> with) {
        return new TenantSetting(key, least + "…" + most, reading, (tenant, typed) -> {
            Integer number = Quantities.number(typed.value(), least, most);
            return number == null ? null : with.with(tenant, number);
        });
    }

    static TenantSetting bytes(String key, long least, long most, Reading reading, With<Long> with) {
        String form = Quantities.text(least) + "…" + Quantities.text(most);
        return new TenantSetting(key, form, reading, (tenant, typed) -> {
            Long bytes = Quantities.bytes(typed.value(), least, most);
            return bytes == null ? null : with.with(tenant, bytes);
        });
    }

    static <V> TenantSetting limit(String key, String form, Parser<V> parser, Reading reading, WithLimit<V> with) {
        return new TenantSetting(key, form + "|none", reading, (tenant, typed) -> {
            if (typed.value().equals("none")) {
                return with.with(tenant, null);
            }
            V limit = parser.read(typed.value());
            return limit == null ? null : with.with(tenant, limit);
        });
    }

    static <E extends Enum<E>> TenantSetting choice(
            String key, Class<E> choices, TypedReading<E> reading, With<E> with) {
        return new TenantSetting(
                key, Choices.form(choices), tenant -> Choices.word(reading.of(tenant)), (tenant, typed) -> {
                    E choice = Choices.read(choices, typed.value());
                    return choice == null ? null : with.with(tenant, choice);
                });
    }

    /** Reads a constant. */
    @FunctionalInterface
    interface TypedReading<E> {
        E of(Tenant tenant);
    }

    static Tenant with(Tenant t, TenantNames names) {
        return new Tenant(t.id(), names, t.publicUrl(), t.settings(), t.held(), t.revision());
    }

    static Tenant with(Tenant t, @Nullable PublicUrl url) {
        return new Tenant(t.id(), t.names(), url, t.settings(), t.held(), t.revision());
    }

    static Tenant with(Tenant t, boolean held) {
        return new Tenant(t.id(), t.names(), t.publicUrl(), t.settings(), held, t.revision());
    }

    static Tenant with(Tenant t, Access access) {
        TenantSettings s = t.settings();
        return with(t, new TenantSettings(access, s.announcement(), s.keeping(), s.quota()));
    }

    static Tenant with(Tenant t, Announcement announcement) {
        TenantSettings s = t.settings();
        return with(t, new TenantSettings(s.access(), announcement, s.keeping(), s.quota()));
    }

    static Tenant with(Tenant t, Keeping keeping) {
        TenantSettings s = t.settings();
        return with(t, new TenantSettings(s.access(), s.announcement(), keeping, s.quota()));
    }

    static Tenant with(Tenant t, Quota quota) {
        TenantSettings s = t.settings();
        return with(t, new TenantSettings(s.access(), s.announcement(), s.keeping(), quota));
    }

    private static Tenant with(Tenant t, TenantSettings settings) {
        return new Tenant(t.id(), t.names(), t.publicUrl(), settings, t.held(), t.revision());
    }
}
