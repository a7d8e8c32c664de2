package strongroom.mdm;

import static strongroom.mdm.Parameter.TH_SAFE_RESTORE_ID;

import java.util.EnumSet;
import java.util.Set;

/** Finds what a phone that is set up will do about a change of policy: a pure function. */
public final class Reactions {

    private Reactions() {}

    /** Whether the phone has Safe switched on. */
    public enum Safe {
        ON,
        OFF,
        /** Both are possible, so what either would do is told. */
        UNKNOWN
    }

    /**
     * Returns the reactions, in the order of the tables.
     *
     * @param before what was set
     * @param after what is set now
     */
    public static Set<Reaction> of(Layers before, Layers after, Platform platform, Safe safe) {
        Change change = Change.of(
                platform, before.policy(platform, Phase.AFTERWARDS), after.policy(platform, Phase.AFTERWARDS));
        if (change.before().equals(change.after())) {
            return Set.of();
        }
        return switch (platform) {
            case ANDROID -> onAndroid(change, safe);
            case IOS -> onIos(change, safe);
        };
    }

    private static Set<Reaction> onAndroid(Change change, Safe safe) {
        Set<Reaction> found = EnumSet.noneOf(Reaction.class);
        if (change.after().isEmpty()) {
            found.add(Reaction.ANDROID_KEEPS_LAST_SETTINGS);
            return found;
        }
        if (safe != Safe.OFF && change.before().isEmpty() && change.url() == null) {
            found.add(Reaction.ANDROID_FORGETS_OWN_SERVER);
        }
        BackupMode was = change.was().backup().mode();
        BackupMode is = change.is().backup().mode();
        if (is == BackupMode.FORBIDDEN) {
            if (safe != Safe.OFF) {
                addForbiddenOnAndroid(found, change, was);
            }
            return found;
        }
        if (was == BackupMode.FORBIDDEN && is == BackupMode.ALLOWED) {
            found.add(Reaction.ANDROID_WAITS_FOR_USER);
        }
        if (was != BackupMode.FORCED && is == BackupMode.FORCED && safe != Safe.ON) {
            found.add(
                    change.isManaged()
                            ? Reaction.ANDROID_IS_FORCED_WITH_MANAGED_PASSWORD
                            : Reaction.ANDROID_IS_FORCED_WITH_OWN_PASSWORD);
        }
        if (safe != Safe.OFF) {
            addServerOnAndroid(found, change, is);
        }
        if (is == BackupMode.FORCED && change.isManaged() && change.hasNewPassword() && safe != Safe.OFF) {
            boolean asks = new Delivery(change.after(), Platform.ANDROID).hasText(TH_SAFE_RESTORE_ID);
            found.add(asks ? Reaction.ANDROID_ASKS_ABOUT_PASSWORD : Reaction.ANDROID_TAKES_PASSWORD_SILENTLY);
        }
        return found;
    }

    /** A phone that goes on does so on Threema's server once the URL is removed, with the prohibition or later. */
    private static void addForbiddenOnAndroid(Set<Reaction> found, Change change, BackupMode was) {
        if (was != BackupMode.FORBIDDEN) {
            found.add(Reaction.ANDROID_GOES_ON);
        }
        if (change.hasNoUrlAnyMore()) {
            found.add(Reaction.ANDROID_MOVES_TO_THREEMA);
        }
    }

    private static void addServerOnAndroid(Set<Reaction> found, Change change, BackupMode is) {
        if (change.hasNoUrlAnyMore()) {
            found.add(Reaction.ANDROID_MOVES_TO_THREEMA);
        } else if (change.hasNewUrl() && is == BackupMode.ALLOWED) {
            found.add(Reaction.ANDROID_MOVES_LATER);
        } else if (change.hasNewUrl()) {
            found.add(
                    change.isManaged()
                            ? Reaction.ANDROID_MOVES_WITH_MANAGED_PASSWORD
                            : Reaction.ANDROID_MOVES_WITH_OWN_PASSWORD);
        } else if (change.hasNewCredentials()) {
            found.add(Reaction.ANDROID_TAKES_NEW_LOGIN);
        }
    }

    private static Set<Reaction> onIos(Change change, Safe safe) {
        Set<Reaction> found = EnumSet.noneOf(Reaction.class);
        BackupMode was = change.was().backup().mode();
        BackupMode is = change.is().backup().mode();
        if (is == BackupMode.FORBIDDEN) {
            if (was != BackupMode.FORBIDDEN && safe != Safe.OFF) {
                found.add(Reaction.IOS_IS_FORBIDDEN);
            }
            return found;
        }
        if (was != BackupMode.FORCED && is == BackupMode.FORCED && safe != Safe.ON) {
            found.add(
                    change.isManaged()
                            ? Reaction.IOS_IS_FORCED_WITH_MANAGED_PASSWORD
                            : Reaction.IOS_IS_FORCED_WITH_OWN_PASSWORD);
        }
        if (is == BackupMode.ALLOWED && was != BackupMode.ALLOWED) {
            found.add(Reaction.IOS_WAITS_FOR_USER);
        }
        if (safe != Safe.OFF && was != BackupMode.FORBIDDEN) {
            addServerOnIos(found, change, is);
            if (change.hasNewPassword()) {
                found.add(
                        change.isManaged()
                                ? Reaction.IOS_ASKS_TO_ADOPT_PASSWORD
                                : Reaction.IOS_ASKS_TO_ADOPT_EMPTY_PASSWORD);
            }
        }
        return found;
    }

    private static void addServerOnIos(Set<Reaction> found, Change change, BackupMode is) {
        if (change.hasNoUrlAnyMore()) {
            found.add(Reaction.IOS_STAYS_ON_OLD_SERVER);
            return;
        }
        if (change.url() == null || !(change.hasNewUrl() || change.hasNewCredentials())) {
            return;
        }
        if (change.urlBefore() == null) {
            found.add(Reaction.IOS_LEAVES_THREEMA);
        }
        if (change.isManaged()) {
            found.add(Reaction.IOS_MOVES_WITH_MANAGED_PASSWORD);
        } else {
            found.add(is == BackupMode.FORCED ? Reaction.IOS_LOSES_KEY_AND_ASKS : Reaction.IOS_LOSES_KEY_SILENTLY);
        }
    }
}
