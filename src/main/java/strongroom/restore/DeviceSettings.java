package strongroom.restore;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Layers;
import strongroom.mdm.Parameter;
import strongroom.mdm.Phase;
import strongroom.mdm.Platform;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.mdm.export.Addressee;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.ExportSheet;
import strongroom.mdm.export.PolicyWriter;
import strongroom.mdm.export.Secrets;
import strongroom.mdm.export.WriteOutcome;
import strongroom.phone.SafeServer;
import strongroom.phone.ThreemaId;

/**
 * What the device manager gives the new phone, for the restore alone, beside all else that it gives it. Holds secrets: {@link #toString}
 * shows nothing.
 *
 * @param policy {@code th_safe_restore_id}, {@code th_safe_restore_enable}, the server with its login, and the backup's password unless the
 *     user types it
 * @param known all else that is set for the phone
 */
public record DeviceSettings(Policy policy, Layers known) {

    /**
     * What somebody typed.
     *
     * @param password of the backup, null if its user will type it
     * @param login of the server, null if the policy's counts
     */
    public record Typed(ThreemaId identity, @Nullable String password, SafeServer.@Nullable Login login) {

        @Override
        public String toString() {
            return "Typed[hidden]";
        }
    }

    /**
     * Completes what was typed with what is set. A URL that is set stays as it is spelt, since another one is another server to an iPhone,
     * and a {@code th_safe_restore_enable} that is set stays, too.
     *
     * @param url the server, if the policy names none; null if nobody knows it
     */
    public static DeviceSettings of(Typed typed, @Nullable String url, Layers known) {
        Policy set = known.policy(Platform.ANDROID, Phase.SET_UP);
        Policy policy = Policy.EMPTY
                .with(Parameter.TH_SAFE_RESTORE_ID, new Value.Text(typed.identity.value()))
                .with(
                        Parameter.TH_SAFE_RESTORE_ENABLE,
                        set.values().getOrDefault(Parameter.TH_SAFE_RESTORE_ENABLE, new Value.Truth(true)));
        if (typed.password != null) {
            policy = policy.with(Parameter.TH_SAFE_PASSWORD, new Value.Text(typed.password));
        }
        policy = with(policy, Parameter.TH_SAFE_SERVER_URL, set, url);
        SafeServer.Login login = typed.login;
        if (login != null) {
            return new DeviceSettings(
                    policy.with(Parameter.TH_SAFE_SERVER_USERNAME, new Value.Text(login.user()))
                            .with(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text(login.password())),
                    known);
        }
        policy = with(policy, Parameter.TH_SAFE_SERVER_USERNAME, set, null);
        return new DeviceSettings(with(policy, Parameter.TH_SAFE_SERVER_PASSWORD, set, null), known);
    }

    private static Policy with(Policy policy, Parameter parameter, Policy set, @Nullable String otherwise) {
        Value value = set.get(parameter);
        if (value != null) {
            return policy.with(parameter, value);
        }
        return otherwise == null ? policy : policy.with(parameter, new Value.Text(otherwise));
    }

    /** Returns all that counts for the phone once the device manager gives it these settings. */
    public Layers layers() {
        Policy external = known.individual().external();
        for (var value : policy.values().entrySet()) {
            external = external.with(value.getKey(), value.getValue());
        }
        Layer individual = known.individual().with(Channel.EXTERNAL, external);
        return new Layers(known.global(), individual, known.cockpitOverrides());
    }

    /** Returns the server that the phone is given; null if it is given none. */
    public @Nullable String url() {
        return text(Parameter.TH_SAFE_SERVER_URL);
    }

    /** Returns the login that the phone is given; null if it is given none, or half of one, which both apps ignore. */
    public SafeServer.@Nullable Login login() {
        String user = text(Parameter.TH_SAFE_SERVER_USERNAME);
        String password = text(Parameter.TH_SAFE_SERVER_PASSWORD);
        return user == null || password == null ? null : new SafeServer.Login(user, password);
    }

    private @Nullable String text(Parameter parameter) {
        return policy.get(parameter) instanceof Value.Text(String text) && !text.isEmpty() ? text : null;
    }

    /**
     * Writes the settings for a device manager.
     *
     * @param packageName of the Android app
     * @throws IllegalArgumentException if the format is none of a device manager, or reaches none of the platforms
     */
    public WriteOutcome write(ExportFormat format, Set<Platform> platforms, String packageName) {
        if (format.channel() != Channel.EXTERNAL) {
            throw new IllegalArgumentException("phones drop the backup's password from the cockpit (W31)");
        }
        return PolicyWriter.write(
                ExportSheet.of(policy, format, Secrets.PLAIN, platforms), new Addressee(packageName, null));
    }

    @Override
    public String toString() {
        return "DeviceSettings[hidden]";
    }
}
