package strongroom.enforcement;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import strongroom.mdm.BackupMode;
import strongroom.mdm.Evaluation;
import strongroom.mdm.Layers;
import strongroom.mdm.Phase;
import strongroom.mdm.Platform;
import strongroom.mdm.RestoreMode;

/**
 * The two switches of the public listener. Whether a login is valid is no switch: it is the account's standing, and no policy makes one
 * invalid. {@code /config} and deletes pass under all of them.
 */
public record Switches(Uploads uploads, Reads reads) {

    /** What counts where no policy is set. */
    public static final Switches OPEN = new Switches(Uploads.ACCEPTED, Reads.SERVED);

    /**
     * Derives the switches from all that is set for one phone. The server does not know which app asks, so where the two would act
     * differently the laxer counts: uploads are refused only if both apps are forbidden to make any, and expected only if both must.
     *
     * <p>Uploads are made by a phone that is set up, reads by one that is being set up; an iPhone reads a policy differently then.
     */
    public static Switches of(Layers layers) {
        Set<BackupMode> backups = modes(platform -> Evaluation.of(layers.policy(platform, Phase.AFTERWARDS), platform)
                .backup()
                .mode());
        Set<RestoreMode> restores = modes(platform -> Evaluation.of(layers.policy(platform, Phase.SET_UP), platform)
                .restore()
                .mode());
        return new Switches(
                uploads(backups), restores.equals(Set.of(RestoreMode.DISABLED)) ? Reads.REFUSED : Reads.SERVED);
    }

    private static Uploads uploads(Set<BackupMode> modes) {
        if (modes.equals(Set.of(BackupMode.FORBIDDEN))) {
            return Uploads.REFUSED;
        }
        return modes.equals(Set.of(BackupMode.FORCED)) ? Uploads.EXPECTED : Uploads.ACCEPTED;
    }

    private static <M extends Enum<M>> Set<M> modes(Function<Platform, M> mode) {
        return EnumSet.copyOf(Arrays.stream(Platform.values()).map(mode).toList());
    }
}
