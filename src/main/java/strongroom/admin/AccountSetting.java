package strongroom.admin;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.account.AccountKind;
import strongroom.account.AccountNames;
import strongroom.account.Standing;
import strongroom.message.MessageCode;
import strongroom.message.NearestName;
import strongroom.message.Refusal;

/**
 * A setting of an account: how it is read from the account, and how what was typed becomes another account.
 *
 * @param form what may be typed, in signs rather than words
 */
record AccountSetting(String key, String form, Reading reading, Writing writing) {

    private static final int MOST_CHARACTERS = 128;

    static final List<AccountSetting> ALL = List.of(
            new AccountSetting(
                    "csi", "TEXT", a -> Objects.requireNonNullElse(a.labels().csi(), ""), (a, typed) -> {
                        String csi = typed.value().strip();
                        return isLabel(csi)
                                ? with(a, new Account.Labels(a.labels().tags(), csi.isEmpty() ? null : csi))
                                : null;
                    }),
            new AccountSetting("tags", "TAG,TAG,…", a -> a.labels().tags(), (a, typed) -> {
                List<String> tags = typed.parts();
                return tags.stream().allMatch(AccountSetting::isTag)
                        ? with(a, new Account.Labels(tags, a.labels().csi()))
                        : null;
            }),
            new AccountSetting(
                    "expires", "2027-01-31T12:00:00Z|none", a -> a.standing().expiresAt(), (a, typed) -> {
                        if (typed.value().equals("none")) {
                            return with(
                                    a,
                                    new Standing(
                                            a.standing().enabled(),
                                            null,
                                            a.standing().held()));
                        }
                        Instant end = instant(typed.value());
                        return end == null
                                ? null
                                : with(
                                        a,
                                        new Standing(
                                                a.standing().enabled(),
                                                end,
                                                a.standing().held()));
                    }),
            new AccountSetting("hold", "true|false", a -> a.standing().held(), (a, typed) -> {
                Boolean held = Choices.truth(typed.value());
                return held == null
                        ? null
                        : with(
                                a,
                                new Standing(
                                        a.standing().enabled(), a.standing().expiresAt(), held));
            }),
            new AccountSetting("kind", Choices.form(AccountKind.class), a -> Choices.word(a.kind()), (a, typed) -> {
                AccountKind kind = Choices.read(AccountKind.class, typed.value());
                return kind == null ? null : with(a, kind);
            }));

    /** Reads the value, in a type that {@link SettingValue} knows; null if there is none. */
    @FunctionalInterface
    interface Reading {
        @Nullable Object of(Account account);
    }

    /** Returns the account with the value that was typed; null if it cannot be one. */
    @FunctionalInterface
    interface Writing {
        @Nullable Account with(Account account, Assignment typed);
    }

    SettingValue of(Account account) {
        return new SettingValue(key, reading.of(account));
    }

    /**
     * Returns the account with what was typed.
     *
     * @throws Refusal if there is no such setting, or it cannot have this value
     */
    static Account changed(Account account, Assignment typed) {
        List<String> keys = ALL.stream().map(AccountSetting::key).toList();
        if (!keys.contains(typed.key())) {
            throw Refusal.usage(MessageCode.ACCOUNT_SETTING_UNKNOWN, typed.key(), NearestName.of(typed.key(), keys));
        }
        AccountSetting setting = ALL.get(keys.indexOf(typed.key()));
        Account changed = setting.writing().with(account, typed);
        if (changed == null) {
            throw Refusal.usage(MessageCode.ACCOUNT_SETTING_INVALID, typed.key(), typed.value(), setting.form());
        }
        return changed;
    }

    static Account with(Account a, AccountNames names) {
        return new Account(a.id(), a.tenant(), names, a.kind(), a.standing(), a.labels(), a.revision());
    }

    static Account with(Account a, Standing standing) {
        return new Account(a.id(), a.tenant(), a.names(), a.kind(), standing, a.labels(), a.revision());
    }

    private static Account with(Account a, AccountKind kind) {
        return new Account(a.id(), a.tenant(), a.names(), kind, a.standing(), a.labels(), a.revision());
    }

    private static Account with(Account a, Account.Labels labels) {
        return new Account(a.id(), a.tenant(), a.names(), a.kind(), a.standing(), labels, a.revision());
    }

    private static boolean isLabel(String text) {
        return text.length() <= MOST_CHARACTERS && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isTag(String text) {
        return !text.isEmpty() && isLabel(text) && text.chars().noneMatch(c -> Character.isWhitespace(c) || c == 0xa0);
    }

    /** Times are stored in milliseconds, so what is shown is what was typed. */
    private static @Nullable Instant instant(String text) {
        try {
            Instant time = Instant.parse(text);
            boolean isSane = !time.isBefore(Instant.EPOCH) && time.isBefore(Instant.ofEpochSecond(253_402_300_800L));
            return isSane ? time.truncatedTo(ChronoUnit.MILLIS) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
