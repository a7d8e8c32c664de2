package strongroom.mdm;

import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue: every parameter that governs backups, and those of identity management that travel with them.
 *
 * @see <a href="https://threema.com/en/work/app-configuration">the public table</a>; mdm-policy section 1
 */
public enum Parameter {
    TH_DISABLE_BACKUPS(Group.BACKUPS, truth("false")),
    TH_SAFE_ENABLE(Group.BACKUPS, truth("user-decides")),
    TH_SAFE_SERVER_URL(Group.BACKUPS, text("threema-server", "https://HOST[:PORT]/PATH")),
    TH_SAFE_SERVER_USERNAME(Group.BACKUPS, text("none", "ASCII, no colon")),
    TH_SAFE_SERVER_PASSWORD(Group.BACKUPS, text("none", "ASCII").sealed()),
    TH_SAFE_PASSWORD(
            Group.BACKUPS,
            text("none", Length.LEAST_PASSWORD + "…" + Length.MOST_PASSWORD + " ASCII")
                    .externalOnly()
                    .neverStored()),
    TH_SAFE_PASSWORD_PATTERN(Group.BACKUPS, text("none", "regex of both dialects, ^…$, 8 and more")),
    TH_SAFE_PASSWORD_MESSAGE(Group.BACKUPS, text("app-text", "text")),
    TH_SAFE_RESTORE_ENABLE(Group.RESTORE, truth("true").setUpOnly()),
    TH_SAFE_RESTORE_ID(Group.RESTORE, text("none", "8 of A-Z 0-9").setUpOnly()),
    TH_SKIP_WIZARD(Group.RESTORE, truth("false").setUpOnly()),
    TH_DISABLE_ID_EXPORT(Group.OTHER_BACKUPS, truth("false")),
    TH_DISABLE_DATA_BACKUPS(Group.OTHER_BACKUPS, truth("false").only(Platform.ANDROID)),
    TH_DISABLE_SYSTEM_BACKUPS(Group.OTHER_BACKUPS, truth("false").only(Platform.IOS)),
    TH_DISABLE_IOS_SYSTEM_BACKUPS_ID_KEY_INCLUSION(
            Group.OTHER_BACKUPS, truth("false").only(Platform.IOS)),
    TH_ID_BACKUP(
            Group.OTHER_BACKUPS,
            text("none", "ID export").setUpOnly().externalOnly().neverStored()),
    TH_ID_BACKUP_PASSWORD(
            Group.OTHER_BACKUPS, text("none", "text").setUpOnly().externalOnly().neverStored()),
    TH_LICENSE_USERNAME(Group.LICENCE, text("user-enters", "1…255").atMost(255).externalOnly()),
    TH_LICENSE_PASSWORD(Group.LICENCE, text("user-enters", "1…").externalOnly().neverStored()),
    TH_READONLY_PROFILE(Group.PERSON, truth("false")),
    TH_CSI(Group.PERSON, text("none", "text")),
    TH_FIRSTNAME(Group.PERSON, text("none", "text")),
    TH_LASTNAME(Group.PERSON, text("none", "text")),
    TH_CATEGORY(Group.PERSON, text("none", "text")),
    TH_JOB_TITLE(Group.PERSON, text("none", "text")),
    TH_DEPARTMENT(Group.PERSON, text("none", "text")),
    TH_NICKNAME(Group.PERSON, text("none", "…32").atMost(32));

    private static final Map<String, Parameter> BY_KEY =
            Arrays.stream(values()).collect(toUnmodifiableMap(Parameter::key, Function.identity()));

    private final Group group;
    // The record and its sets never change, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Facts facts;

    Parameter(Group group, Facts facts) {
        this.group = group;
        this.facts = facts;
    }

    /** What a parameter governs; administrators see them in such tabs. */
    public enum Group {
        BACKUPS,
        RESTORE,
        OTHER_BACKUPS,
        LICENCE,
        PERSON;

        /** Tells whether it governs backups, rather than what else travels with them. */
        public boolean isOfBackups() {
            return switch (this) {
                case BACKUPS, RESTORE, OTHER_BACKUPS -> true;
                case LICENCE, PERSON -> false;
            };
        }

        /** Returns the word that is shown. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** In which type phones want it. */
    public enum Kind {
        BOOLEAN,
        STRING;

        /** Returns the word that is shown. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How it is kept here. */
    public enum Secrecy {
        OPEN,
        /** Stored under a key that is not in the database. */
        SEALED,
        /** Not stored: only that it is set, and its length class. */
        NEVER_STORED;

        /** Returns the word that is shown. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Returns the parameter with this key; null if there is none. */
    public static @Nullable Parameter of(String key) {
        return BY_KEY.get(key);
    }

    /** Returns all keys, in the order of the catalogue. */
    public static List<String> keys() {
        return Arrays.stream(values()).map(Parameter::key).toList();
    }

    /** Returns its name as phones know it, such as {@code th_safe_enable}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Group group() {
        return group;
    }

    public Kind kind() {
        return facts.kind;
    }

    /** Returns which apps know it. */
    public Set<Platform> platforms() {
        return facts.platforms;
    }

    /** Returns what the apps do while it is unset, in a word. */
    public String whenUnset() {
        return facts.words.whenUnset;
    }

    /** Returns what may be set, in signs rather than words. */
    public String form() {
        return facts.words.form;
    }

    /** Returns how many UTF-16 units it may have at most here; where the apps know no limit, far more than anybody needs. */
    public int mostUnits() {
        return facts.mostUnits;
    }

    /** Tells whether a later change reaches phones that are set up; if not, it is read at set-up alone (on Android only used there). */
    public boolean isRenewable() {
        return facts.renewable;
    }

    /** Returns the channels in which phones accept it. */
    public Set<Channel> channels() {
        return facts.channels;
    }

    public Secrecy secrecy() {
        return facts.secrecy;
    }

    /** Tells whether nobody may see its value. */
    public boolean isSecret() {
        return facts.secrecy != Secrecy.OPEN;
    }

    /** Tells whether its value says who somebody is. */
    public boolean isPersonal() {
        return (group == Group.PERSON && facts.kind == Kind.STRING)
                || this == TH_SAFE_RESTORE_ID
                || this == TH_LICENSE_USERNAME;
    }

    /** Returns its key. */
    @Override
    public String toString() {
        return key();
    }

    private static Facts truth(String whenUnset) {
        return Facts.of(Kind.BOOLEAN, new Words(whenUnset, "true|false"));
    }

    private static Facts text(String whenUnset, String form) {
        return Facts.of(Kind.STRING, new Words(whenUnset, form));
    }

    private record Words(String whenUnset, String form) {}

    private static final int MANY_UNITS = 4096;
    private static final int SECRET_UNITS = 65_536;

    /** A row of the catalogue. */
    private record Facts(
            Kind kind,
            Words words,
            int mostUnits,
            Set<Platform> platforms,
            Set<Channel> channels,
            Secrecy secrecy,
            boolean renewable) {

        private Facts {
            // In their order, which Set.copyOf would not keep.
            platforms = Collections.unmodifiableSet(EnumSet.copyOf(platforms));
            channels = Collections.unmodifiableSet(EnumSet.copyOf(channels));
        }

        private static Facts of(Kind kind, Words words) {
            return new Facts(
                    kind, words, MANY_UNITS, Platform.both(), EnumSet.allOf(Channel.class), Secrecy.OPEN, true);
        }

        private Facts only(Platform platform) {
            return new Facts(kind, words, mostUnits, Set.of(platform), channels, secrecy, renewable);
        }

        private Facts externalOnly() {
            return new Facts(kind, words, mostUnits, platforms, Set.of(Channel.EXTERNAL), secrecy, renewable);
        }

        private Facts setUpOnly() {
            return new Facts(kind, words, mostUnits, platforms, channels, secrecy, false);
        }

        private Facts sealed() {
            return new Facts(kind, words, mostUnits, platforms, channels, Secrecy.SEALED, renewable);
        }

        private Facts neverStored() {
            // One that is too long for a phone has to be told apart from one that is right (W05).
            return new Facts(kind, words, SECRET_UNITS, platforms, channels, Secrecy.NEVER_STORED, renewable);
        }

        private Facts atMost(int units) {
            return new Facts(kind, words, units, platforms, channels, secrecy, renewable);
        }
    }
}
