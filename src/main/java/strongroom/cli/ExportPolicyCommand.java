package strongroom.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.admin.PolicyExports;
import strongroom.admin.PolicyExports.Exported;
import strongroom.admin.PolicyExports.Wish;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.mdm.Parameter;
import strongroom.mdm.Platform;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.Secrets;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.PolicyCode;
import strongroom.message.Refusal;

/** {@code policy export}: prints a policy for whoever carries it to the phones. */
@Command(
        name = "export",
        description = "Print it for a device manager, the cockpit or the Work API.",
        mixinStandardHelpOptions = true)
final class ExportPolicyCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Mixin
    private FormatOption format = new FormatOption();

    @Option(names = "--platform", paramLabel = "android|ios", description = "only what this platform knows")
    private @Nullable Platform platform;

    @Option(names = "--placeholders", description = "write REPLACE-ME in the place of each secret")
    private boolean placeholders;

    @Option(
            names = "--base",
            paramLabel = "FILE",
            description = "for cockpit-csv: the file that the cockpit exported, into which it is written")
    private @Nullable Path base;

    @Mixin
    private PackageOption app = new PackageOption();

    @Option(names = "--accept", paramLabel = "Wnn", description = "go on in spite of this warning; may be repeated")
    private List<String> accepted = List.of();

    @Mixin
    private PolicyTarget target = new PolicyTarget();

    @Mixin
    private DataOptions data = new DataOptions();

    ExportPolicyCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        ExportFormat wanted = format.format();
        Set<Platform> platforms = platform == null ? wanted.platforms() : Set.of(platform);
        if (platform != null && !wanted.platforms().contains(platform)) {
            throw Refusal.usage(PolicyCode.POLICY_PLATFORM_UNREACHED, wanted.toString(), platform.toString());
        }
        app.check();
        if (wanted == ExportFormat.COCKPIT_CSV && target.account != null) {
            throw Refusal.usage(PolicyCode.POLICY_ACCOUNT_UNUSED);
        }
        Wish wish = new Wish(
                wanted,
                platforms,
                placeholders ? Secrets.PLACEHOLDERS : Secrets.PLAIN,
                app.name,
                ConsentOptions.warnings(accepted));
        try (Components store = workplace.open(data)) {
            print(exported(new Operations(store, workplace.actor()).policyExports(), wish));
            return ExitStatus.DONE.code();
        }
    }

    private Exported exported(PolicyExports exports, Wish wish) {
        if (wish.format() != ExportFormat.COCKPIT_CSV) {
            if (base != null) {
                throw Refusal.usage(PolicyCode.POLICY_BASE_UNUSED);
            }
            return exports.export(target.target(), wish);
        }
        if (base == null) {
            throw Refusal.usage(PolicyCode.POLICY_BASE_NEEDED);
        }
        return exports.exportCockpit(target.tenant, PolicyFiles.read(base, workplace.user()), wish);
    }

    private void print(Exported exported) {
        terminal.out().print(exported.text());
        terminal.out().flush();
        Exported.Remarks remarks = exported.remarks();
        note(PolicyCode.POLICY_OMITTED, keys(remarks.omitted()));
        note(PolicyCode.POLICY_PLACEHOLDERS, keys(remarks.placeholders()));
        note(PolicyCode.POLICY_ROWLESS, exported.rowless());
        note(PolicyCode.POLICY_FOREIGN_ROWS, exported.foreign());
        if (remarks.hasSecret()) {
            terminal.note(Message.of(PolicyCode.POLICY_SECRET_IN_EXPORT));
        }
    }

    private static List<String> keys(List<Parameter> parameters) {
        return parameters.stream().map(Parameter::key).toList();
    }

    private void note(PolicyCode code, List<String> names) {
        if (!names.isEmpty()) {
            terminal.note(Message.of(code, String.join(", ", names)));
        }
    }
}
