package strongroom.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import strongroom.admin.PolicyOperations;

/** {@code policy unset}: gives a decision back to the user, or an account back to what holds for everybody. */
@Command(name = "unset", description = "Unset parameters, all that are named or none.", mixinStandardHelpOptions = true)
final class UnsetPolicyCommand implements Callable<Integer> {

    private final PolicyDesk desk;

    @Parameters(paramLabel = "KEY", arity = "1..*", description = "parameters, such as th_safe_enable")
    private List<String> keys = List.of();

    @Mixin
    private ChannelOption channel = new ChannelOption();

    @Mixin
    private ConsentOptions consent = new ConsentOptions();

    @Mixin
    private PolicyTarget target = new PolicyTarget();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    UnsetPolicyCommand(PolicyDesk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        PolicyOperations.Request request =
                new PolicyOperations.Request(target.target(), channel.channel, List.of(), keys);
        return desk.change(request, consent, data, output);
    }
}
