package strongroom.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import strongroom.assembly.Clocks;
import strongroom.backup.StoreUnavailable;
import strongroom.message.Catalogue;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** The entrance: finds the command, runs it, and turns what came of it into lines and an exit code. */
public final class Main {

    private final Terminal terminal;
    private final Map<String, String> variables;
    private final String user;
    private final Clocks clocks;

    Main(Terminal terminal, Map<String, String> variables, String user, Clocks clocks) {
        this.terminal = terminal;
        this.variables = variables;
        this.user = user;
        this.clocks = clocks;
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        boolean interactive =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        Terminal terminal = new Terminal(
                System.in,
                unbuffered(FileDescriptor.out),
                unbuffered(FileDescriptor.err),
                interactive,
                Catalogue.english());
        System.exit(new Main(terminal, System.getenv(), System.getProperty("user.name"), Clocks.ofTheSystem())
                .run(arguments));
    }

    /** Runs one command and returns its exit code. */
    int run(String... arguments) {
        CommandLine line = new CommandLine(new StrongroomCommand());
        Workplace workplace = new Workplace(List.of(arguments), variables, user, clocks);
        subcommands(workplace).forEach(line::addSubcommand);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setOut(new PrintWriter(terminal.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, StandardCharsets.UTF_8));
        line.setExecutionExceptionHandler(this::failed);
        line.setParameterExceptionHandler(this::misunderstood);
        int status = line.execute(arguments);
        if (terminal.out().checkError()) {
            // A login or a key that is shown once must not be lost in silence.
            terminal.note(Message.of(MessageCode.OUTPUT_LOST));
            return Math.max(status, ExitStatus.FAILED.code());
        }
        return status;
    }

    /** Each command with all it needs; a group of commands adds its own parts. */
    private List<Object> subcommands(Workplace workplace) {
        return List.of(
                new InitCommand(terminal, workplace),
                new ServeCommand(terminal, workplace),
                new TenantCommand(terminal, workplace),
                AccountCommand.group(terminal, workplace),
                PolicyCommand.group(terminal, workplace),
                new EnforcementCommand(terminal, workplace),
                RestoreCommand.group(terminal, workplace),
                WorkCommand.group(terminal, workplace),
                new CoverageCommand(terminal, workplace),
                new BackupCommand(terminal, workplace),
                new TrashCommand(terminal, workplace),
                new SweepCommand(terminal, workplace),
                new ScrubCommand(terminal, workplace),
                new KeyCommand(terminal, workplace),
                new AuditCommand(terminal, workplace),
                new StatusCommand(terminal, workplace),
                new ConfigCommand(terminal, workplace),
                new VersionCommand(terminal),
                new PhoneCommand(terminal));
    }

    private int failed(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof Refusal refusal) {
            refusal.messages().forEach(terminal::note);
            if (parsed.expandedArgs().contains("--json")) {
                terminal.json(Map.of(
                        "refused",
                        refusal.messages().stream().map(Message::toMap).toList()));
            }
            return refusal.status().code();
        }
        if (failure instanceof StoreUnavailable unavailable) {
            terminal.note(Message.of(MessageCode.STORE_UNAVAILABLE, String.valueOf(unavailable.getMessage())));
            return ExitStatus.FAILED.code();
        }
        LoggerFactory.getLogger(Main.class).error("{} failed unexpectedly", command.getCommandName(), failure);
        terminal.note(Message.of(MessageCode.UNEXPECTED, failure.getClass().getSimpleName()));
        return ExitStatus.FAILED.code();
    }

    /** What cannot be understood is said in one line, with the place to look for what can. */
    private int misunderstood(ParameterException failure, String[] arguments) {
        String command = failure.getCommandLine().getCommandSpec().qualifiedName();
        terminal.err()
                .println(
                        String.valueOf(failure.getMessage()).lines().findFirst().orElse("") + "; see " + command
                                + " --help");
        return ExitStatus.USAGE.code();
    }

    private static PrintStream unbuffered(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
