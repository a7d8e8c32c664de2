package strongroom.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.phone.Phone;
import strongroom.phone.PhoneResult;
import strongroom.phone.SafeBackup;
import strongroom.phone.SafeServer;

/** {@code phone}: what a Threema app does with a Safe server, any Safe server. */
@Command(name = "phone", description = "Back up and restore as the apps do.", mixinStandardHelpOptions = true)
final class PhoneCommand {

    private static final int MOST_CONTACTS = 50_000;

    private final Terminal terminal;

    PhoneCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "backup",
            description = "Encrypt a backup and upload it, as the app does; without --in, one that is made up.",
            mixinStandardHelpOptions = true)
    int backup(
            @Mixin PhoneOptions options,
            @Option(names = "--in", paramLabel = "FILE", description = "the backup in JSON") @Nullable Path in,
            @Option(names = "--out", paramLabel = "FILE", description = "write the made-up backup here, too") @Nullable Path out,
            @Option(
                            names = "--contacts",
                            paramLabel = "N",
                            defaultValue = "100",
                            description = "contacts of the made-up backup (default: 100)")
                    int contacts,
            @Mixin JsonOption output) {
        if (in != null && out != null) {
            throw Refusal.usage(MessageCode.OPTIONS_EXCLUDE, "--in", "--out");
        }
        if (contacts < 0 || contacts > MOST_CONTACTS) {
            throw Refusal.usage(MessageCode.CONTACTS_OUT_OF_RANGE, contacts);
        }
        PhoneFiles.checkNew(out);
        SafeServer server = options.server();
        Phone.Owner owner = options.owner();
        Phone phone = options.phone();
        SecureRandom random = new SecureRandom();
        SafeBackup backup = in == null ? phone.makeUp(new SafeBackup.Contents(contacts, true), random) : read(in);
        backup.findings().stream().map(PhoneCommand::message).forEach(terminal::note);
        if (out != null) {
            PhoneFiles.write(out, backup.json());
        }
        return print(PhoneAnswer.of(phone.backup(server, owner, backup, random)), output);
    }

    private static SafeBackup read(Path in) {
        SafeBackup backup = SafeBackup.parse(PhoneFiles.bytes(in));
        if (backup == null) {
            throw Refusal.failed(MessageCode.PHONE_FILE_NOT_JSON, in);
        }
        return backup;
    }

    @Command(
            name = "restore",
            description = "Download a backup and decrypt it, as the app does.",
            mixinStandardHelpOptions = true)
    int restore(
            @Mixin PhoneOptions options,
            @Option(names = "--out", paramLabel = "FILE", description = "write the backup's JSON here") @Nullable Path out,
            @Mixin JsonOption output) {
        PhoneFiles.checkNew(out);
        SafeServer server = options.server();
        Phone.Owner owner = options.owner();
        PhoneResult.Restore result = options.phone().restore(server, owner);
        if (result instanceof PhoneResult.Restored restored) {
            restored.backup().findings().stream().map(PhoneCommand::message).forEach(terminal::note);
            if (out != null) {
                PhoneFiles.write(out, restored.backup().json());
            }
        }
        return print(PhoneAnswer.of(result), output);
    }

    @Command(
            name = "inspect",
            description = "Say what a file is, without its secrets.",
            mixinStandardHelpOptions = true)
    int inspect(
            @Parameters(paramLabel = "FILE", description = "a backup, in JSON or encrypted") Path file,
            @Mixin JsonOption output) {
        return switch (SafeBackup.inspect(PhoneFiles.bytes(file))) {
            case SafeBackup.Inspection.Json(
                    SafeBackup ignored,
                    SafeBackup.Summary summary,
                    List<SafeBackup.Finding> findings)
            when findings.isEmpty() ->
                print(
                        new PhoneAnswer(
                                Message.of(MessageCode.PHONE_FILE_FITS, summary.contacts(), summary.groups()),
                                ExitStatus.DONE),
                        output);
            case SafeBackup.Inspection.Json json -> unfit(json, output);
            case SafeBackup.Inspection.Encrypted(int bytes) ->
                print(new PhoneAnswer(Message.of(MessageCode.PHONE_FILE_ENCRYPTED, bytes), ExitStatus.DONE), output);
            case SafeBackup.Inspection.Neither ignored -> throw Refusal.failed(MessageCode.PHONE_FILE_NEITHER, file);
        };
    }

    private int unfit(SafeBackup.Inspection.Json json, JsonOption output) {
        List<Message> findings =
                json.findings().stream().map(PhoneCommand::message).toList();
        if (output.json) {
            terminal.json(findings.stream().map(Message::toMap).toList());
        } else {
            findings.forEach(terminal::line);
        }
        return ExitStatus.FAILED.code();
    }

    private static Message message(SafeBackup.Finding finding) {
        return Message.of(MessageCode.PHONE_FINDING, finding.pointer(), finding.sentence());
    }

    /** Success is a result; everything else a note beside none. */
    private int print(PhoneAnswer answer, JsonOption output) {
        if (output.json) {
            Map<String, Object> map = new LinkedHashMap<>(answer.message().toMap());
            map.put("exit", answer.status().code());
            terminal.json(map);
        } else if (answer.status() == ExitStatus.FAILED) {
            terminal.note(answer.message());
        } else {
            terminal.line(answer.message());
        }
        return answer.status().code();
    }
}
