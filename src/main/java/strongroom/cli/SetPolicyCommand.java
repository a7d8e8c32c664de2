package strongroom.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import strongroom.admin.PolicyOperations;

/** {@code policy set}: all its pairs are one change. */
@Command(
        name = "set",
        description = "Set parameters, all that are named or none.",
        footerHeading = "%nValues:%n",
        footer = {
            "  KEY=true|false, KEY=TEXT  as \"strongroom policy parameters\" lists them",
            "  KEY=@FILE, KEY=-          for secrets: from a file, or from standard input",
            "  override=true|false       whether the cockpit's values beat a device manager's"
        },
        mixinStandardHelpOptions = true)
final class SetPolicyCommand implements Callable<Integer> {

    private final PolicyDesk desk;

    @Parameters(paramLabel = "KEY=VALUE", arity = "1..*", description = "parameters, see below")
    private List<String> typed = List.of();

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

    SetPolicyCommand(PolicyDesk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        PolicyOperations.Request request =
                new PolicyOperations.Request(target.target(), channel.channel, desk.withSecrets(typed), List.of());
        return desk.change(request, consent, data, output);
    }
}
