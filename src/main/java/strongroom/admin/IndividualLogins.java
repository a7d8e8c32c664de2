package strongroom.admin;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.account.Account;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Layers;
import strongroom.mdm.Parameter;
import strongroom.mdm.Phase;
import strongroom.mdm.Platform;
import strongroom.mdm.Policy;
import strongroom.mdm.TenantPolicy;
import strongroom.mdm.Value;

/** The login of the server as the policy has it for one account. */
final class IndividualLogins {

    private IndividualLogins() {}

    /** Returns the values of an account with a login of its own. */
    static Layer with(Layer layer, Channel channel, String name, String password) {
        Policy policy = layer.of(channel)
                .with(Parameter.TH_SAFE_SERVER_USERNAME, new Value.Text(name))
                .with(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text(password));
        return layer.with(channel, policy);
    }

    /** Returns the channels in which an account has a password of its own, readable or not. */
    static Set<Channel> channels(Layer layer) {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        for (Channel channel : Channel.values()) {
            if (layer.of(channel).has(Parameter.TH_SAFE_SERVER_PASSWORD)) {
                channels.add(channel);
            }
        }
        return channels;
    }

    /** Returns the values with another password wherever there is one. */
    static Layer renewed(Layer layer, String password) {
        Layer renewed = layer;
        for (Channel channel : channels(layer)) {
            Policy policy = renewed.of(channel).with(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text(password));
            renewed = renewed.with(channel, policy);
        }
        return renewed;
    }

    /** Returns the password of an account's own; null if it has none, or one that cannot be opened. */
    static @Nullable String password(Layer layer) {
        for (Channel channel : channels(layer)) {
            if (layer.of(channel).get(Parameter.TH_SAFE_SERVER_PASSWORD) instanceof Value.Text(String password)) {
                return password;
            }
        }
        return null;
    }

    /** Tells whether new phones of an account take its own login: that of everybody in a channel that comes first beats it. */
    static boolean counts(TenantPolicy policy, Account account) {
        Value own = new Value.Text(account.names().current().value());
        return Arrays.stream(Platform.values())
                .map(platform -> policy.layers(account.id()).policy(platform, Phase.SET_UP))
                .allMatch(all -> own.equals(all.get(Parameter.TH_SAFE_SERVER_USERNAME)));
    }

    /** Returns the user name that all phones without values of their own have; null if they have none. */
    static @Nullable String shared(TenantPolicy policy) {
        Layers everybody = policy.layers(null);
        for (Platform platform : Platform.values()) {
            Policy all = everybody.policy(platform, Phase.SET_UP);
            if (all.get(Parameter.TH_SAFE_SERVER_USERNAME) instanceof Value.Text(String name) && !name.isEmpty()) {
                return name;
            }
        }
        return null;
    }
}
