package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.admin.WorkOperations;
import strongroom.assembly.Components;
import strongroom.assembly.Operations;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.WorkCode;

/** {@code work connect}: tries a key and keeps it. */
@Command(
        name = "connect",
        description = "Connect a tenant to its subscription, or give it another key; the key comes on standard input.",
        mixinStandardHelpOptions = true)
final class ConnectWorkCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            defaultValue = "https://work.threema.ch/api/v1/",
            description = "where the Work API is (default: ${DEFAULT-VALUE})")
    private String url = "";

    @Mixin
    private TenantOption tenant = new TenantOption();

    @Mixin
    private DataOptions data = new DataOptions();

    @Mixin
    private JsonOption output = new JsonOption();

    ConnectWorkCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        try (Components store = workplace.open(data)) {
            Message question = Message.of(WorkCode.WORK_KEY_QUESTION, url);
            WorkOperations.Joined joined = new Operations(store, workplace.actor())
                    .work()
                    .connect(tenant.slug, url, () -> new SecretInput(terminal).read(question));
            String slug = TenantView.slug(joined.tenant());
            if (output.json) {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                map.put("tenant", slug);
                map.put("connected", true);
                map.put("subscription", joined.subscription().name());
                map.put("licences", joined.subscription().licences());
                terminal.json(map);
            } else {
                terminal.line(Message.of(
                        WorkCode.WORK_CONNECTED, slug, joined.subscription().name()));
            }
            return ExitStatus.DONE.code();
        }
    }
}
