package strongroom.mdm;

import static strongroom.mdm.Effect.ASKS;
import static strongroom.mdm.Effect.DELETES;
import static strongroom.mdm.Effect.GOES_ON;
import static strongroom.mdm.Effect.LEAVES_OLD;
import static strongroom.mdm.Effect.STOPS;
import static strongroom.mdm.Effect.UPLOADS;
import static strongroom.mdm.Effect.UPLOADS_TO_THREEMA;
import static strongroom.mdm.Platform.ANDROID;
import static strongroom.mdm.Platform.IOS;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What an app that is set up does when its policy changes: the rows of mdm-policy 3.2 and 3.3.
 *
 * <p>Android means to delete the old backup and to switch Safe off first, but does so on the thread where the platform forbids network,
 * so that neither happens [N: HomeActivity.kt, ThreemaSafeServiceImpl.java]. iOS deletes with the old login; if that is closed
 * already, the old backup stays.
 */
public enum Reaction {
    ANDROID_MOVES_WITH_MANAGED_PASSWORD(ANDROID, UPLOADS, LEAVES_OLD),
    ANDROID_MOVES_WITH_OWN_PASSWORD(ANDROID, UPLOADS, LEAVES_OLD),
    /** Uploads at the next daily run at which something changed, or half the retention has passed. */
    ANDROID_MOVES_LATER(ANDROID, UPLOADS, LEAVES_OLD),
    ANDROID_TAKES_NEW_LOGIN(ANDROID, UPLOADS),
    ANDROID_GOES_ON(ANDROID, GOES_ON),
    ANDROID_WAITS_FOR_USER(ANDROID),
    ANDROID_IS_FORCED_WITH_MANAGED_PASSWORD(ANDROID, UPLOADS, ASKS),
    ANDROID_IS_FORCED_WITH_OWN_PASSWORD(ANDROID, ASKS),
    /** Even a password of the user's own is replaced without a word, so the backup gets another ID. */
    ANDROID_TAKES_PASSWORD_SILENTLY(ANDROID, UPLOADS, LEAVES_OLD),
    ANDROID_ASKS_ABOUT_PASSWORD(ANDROID, ASKS),
    ANDROID_MOVES_TO_THREEMA(ANDROID, UPLOADS_TO_THREEMA, LEAVES_OLD),
    /** The first parameter of any kind, without a URL, replaces a server that the user chose. */
    ANDROID_FORGETS_OWN_SERVER(ANDROID, UPLOADS_TO_THREEMA, LEAVES_OLD),
    ANDROID_KEEPS_LAST_SETTINGS(ANDROID),

    IOS_MOVES_WITH_MANAGED_PASSWORD(IOS, DELETES, UPLOADS),
    IOS_LOSES_KEY_AND_ASKS(IOS, DELETES, ASKS),
    IOS_LOSES_KEY_SILENTLY(IOS, DELETES, STOPS),
    IOS_IS_FORBIDDEN(IOS, DELETES, STOPS),
    IOS_STAYS_ON_OLD_SERVER(IOS, GOES_ON),
    /** The delete goes to Threema's server; then it moves as from any other. */
    IOS_LEAVES_THREEMA(IOS, DELETES),
    IOS_IS_FORCED_WITH_MANAGED_PASSWORD(IOS, UPLOADS),
    IOS_IS_FORCED_WITH_OWN_PASSWORD(IOS, ASKS),
    IOS_WAITS_FOR_USER(IOS),
    /** Who accepts has a backup under another ID and none under the old one; who does not is asked again. */
    IOS_ASKS_TO_ADOPT_PASSWORD(IOS, ASKS, DELETES, UPLOADS),
    /** Who accepts has no backup at all. */
    IOS_ASKS_TO_ADOPT_EMPTY_PASSWORD(IOS, ASKS, DELETES, STOPS);

    private final Platform platform;
    // Unmodifiable, which its type cannot say.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<Effect> effects;

    Reaction(Platform platform, Effect... effects) {
        this.platform = platform;
        // In the order of the effects, which Set.of would not keep.
        Set<Effect> ordered = EnumSet.noneOf(Effect.class);
        Collections.addAll(ordered, effects);
        this.effects = Collections.unmodifiableSet(ordered);
    }

    /** Returns whose app it is that does this. */
    public Platform platform() {
        return platform;
    }

    /** Returns what it means, in the order of the effects; empty if nothing happens. */
    public Set<Effect> effects() {
        return effects;
    }

    /** Returns its stable name, as {@code --json} shows it: {@code ios-moves-with-managed-password}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
