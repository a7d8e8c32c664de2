package strongroom.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import strongroom.account.PublicUrl;
import strongroom.admin.PublicUrlRules;
import strongroom.assembly.Components;
import strongroom.assembly.DataDirectory;
import strongroom.assembly.DataDirectory.Finding;
import strongroom.assembly.Server;
import strongroom.assembly.SetUp;
import strongroom.config.Config;
import strongroom.config.ConfigReader;
import strongroom.config.ConfigSources;
import strongroom.message.ExitStatus;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.telemetry.Logging;

/** {@code serve}: runs the server until it is told to stop. */
@Command(
        name = "serve",
        description = "Run the server. An empty data directory is set up first.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

    private final Terminal terminal;
    private final Workplace workplace;

    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--listen",
            paramLabel = "ADDR:PORT",
            description = "where phones are answered (default: 127.0.0.1:8080)")
    private @Nullable String listen;

    @Option(
            names = "--admin-listen",
            paramLabel = "ADDR:PORT",
            description = "where health is answered (default: 127.0.0.1:8081)")
    private @Nullable String adminListen;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description =
                    "the URL that is put into phones; sets up an empty directory, else it must equal what is stored")
    private @Nullable String publicUrl;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "the certificate chain, PEM")
    private @Nullable Path tlsCertificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "its private key, PEM")
    private @Nullable Path tlsKey;

    @Option(names = "--config", paramLabel = "FILE", description = "the configuration file")
    private @Nullable Path configFile;

    @Option(names = "--existing", description = "refuse an empty directory instead of setting it up")
    private boolean existing;

    ServeCommand(Terminal terminal, Workplace workplace) {
        this.terminal = terminal;
        this.workplace = workplace;
    }

    @Override
    public Integer call() throws InterruptedException {
        Config config = config();
        switch (config.log().format()) {
            case TEXT -> Logging.asText(config.log().level());
            case JSON -> Logging.asJson(config.log().level());
        }
        Server server = Server.start(open(config));
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "stop"));
        // Scripts wait for exactly these words, so they are no sentence of the catalogue.
        terminal.line("listening on " + server.url());
        stopped.await();
        return ExitStatus.DONE.code();
    }

    private Components open(Config config) {
        if (existing && !SetUp.hasDatabase(config)) {
            throw Refusal.failed(MessageCode.NOT_INITIALISED, config.place().data());
        }
        DataDirectory directory = SetUp.hold(config.place().data(), workplace.commandLine());
        directory.findings().forEach(ServeCommand::report);
        if (!directory.keepsWhatIsSynced()) {
            LOG.warn(
                    "the disk of {} confirms writes quicker than a disk can, so what is acknowledged would be lost in a power cut",
                    directory.path());
        }
        return new FirstStart(terminal, workplace, config).open(directory, url());
    }

    private @Nullable PublicUrl url() {
        return publicUrl == null ? null : PublicUrlRules.read(publicUrl);
    }

    private Config config() {
        Map<String, String> flags = workplace.flags(data);
        Workplace.put(flags, "listen", listen);
        Workplace.put(flags, "admin-listen", adminListen);
        Workplace.put(flags, "tls.certificate-file", tlsCertificate);
        Workplace.put(flags, "tls.key-file", tlsKey);
        return ConfigReader.read(new ConfigSources(configFile, workplace.variables(), flags));
    }

    private static void stop(Server server, CountDownLatch stopped) {
        LOG.info("stopping: running requests are finished first");
        server.close();
        LOG.info("stopped");
        stopped.countDown();
    }

    private static void report(Finding finding) {
        switch (finding) {
            case Finding.ModeMended(String name, String before) ->
                LOG.warn("the mode of {} was {} and let others in; it is the owner's alone now", name, before);
            case Finding.ForeignFile(String name) ->
                LOG.warn("{} in the data directory is not ours and was not touched", name);
        }
    }
}
