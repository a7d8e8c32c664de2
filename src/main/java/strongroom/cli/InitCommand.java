package strongroom.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.account.PublicUrl;
import strongroom.admin.PublicUrlRules;
import strongroom.assembly.DataDirectory;
import strongroom.assembly.SetUp;
import strongroom.assembly.SetUp.FirstLogin;
import strongroom.config.Config;
import strongroom.message.ExitStatus;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** {@code init}: sets an empty directory up and prints the first login. */
@Command(
        name = "init",
        description = "Set up an empty data directory and print the first login.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {

    private final Terminal terminal;
    private final Workplace workplace;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(names = "--public-url", paramLabel = "URL", description = "the URL that is put into phones")
    private @Nullable String publicUrl;

    @Mixin
    private JsonOption output = new JsonOption();

    InitCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() {
        Config config = workplace.config(data);
        PublicUrl url = publicUrl == null ? null : PublicUrlRules.read(publicUrl);
        DataDirectory directory = SetUp.hold(config.place().data(), workplace.commandLine());
        SetUp.Opened opened = new SetUp(config, workplace.clocks(), workplace.actor()).open(directory, url);
        opened.store().close();
        FirstLogin first = opened.first();
        if (first == null) {
            throw Refusal.failed(MessageCode.ALREADY_INITIALISED, config.place().data());
        }
        print(first);
        return ExitStatus.DONE.code();
    }

    private void print(FirstLogin first) {
        PublicUrl url = first.url();
        Map<String, @Nullable Object> login = new LinkedHashMap<>();
        login.put("tenant", first.tenant());
        login.put("account", first.account());
        login.put("password", first.password().reveal());
        login.put("url", url == null ? null : url.value());
        if (output.json) {
            terminal.json(login);
        } else {
            login.forEach((name, value) -> terminal.line(name + ": " + (value == null ? "-" : value)));
        }
    }
}
