package strongroom.assembly;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import strongroom.assembly.DataDirectory.Opening;
import strongroom.database.Database;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.sealing.Keyring;
import strongroom.sealing.KeyringFile;
import strongroom.sealing.KeyringFile.ReadOutcome;
import strongroom.sealing.Wrapping.KeyringFit;
import strongroom.web.CannotListen;

/** What can keep a store from being opened, as one line for a person each. */
final class Obstacles {

    private Obstacles() {}

    /**
     * Returns the directory that was opened.
     *
     * @param command how to run this command as another user, after {@code sudo -u NAME}
     */
    static DataDirectory directory(Opening opening, Path path, String command) {
        return switch (opening) {
            case Opening.Opened(DataDirectory directory) -> directory;
            case Opening.Absent() -> throw Refusal.failed(MessageCode.NOT_INITIALISED, path);
            case Opening.Held() -> throw Refusal.failed(MessageCode.DIRECTORY_IN_USE, path);
            case Opening.OwnedByOther(String owner) ->
                throw Refusal.failed(
                        MessageCode.DIRECTORY_OF_ANOTHER_USER, path, owner, "sudo -u " + owner + " " + command);
            case Opening.OnNetwork(String fileSystem) ->
                throw Refusal.failed(MessageCode.NETWORK_FILE_SYSTEM, path, fileSystem);
            case Opening.Unusable ignored -> throw Refusal.failed(MessageCode.DIRECTORY_NOT_WRITABLE, path);
        };
    }

    static Keyring keyring(ReadOutcome outcome, KeyringFile file) {
        return switch (outcome) {
            case ReadOutcome.Read(Keyring keyring) -> keyring;
            case ReadOutcome.Missing() -> throw Refusal.failed(MessageCode.KEY_MISSING, file.place());
            case ReadOutcome.Unreadable ignored ->
                throw Refusal.failed(MessageCode.FILE_UNREADABLE, file.place(), System.getProperty("user.name"));
            case ReadOutcome.Exposed(Set<PosixFilePermission> exposed) ->
                throw Refusal.failed(MessageCode.KEY_EXPOSED, file.place(), mode(exposed));
            case ReadOutcome.Malformed ignored -> throw Refusal.failed(MessageCode.KEY_BROKEN, file.place());
        };
    }

    static void fit(KeyringFit fit, KeyringFile file, Path directory) {
        switch (fit) {
            case KeyringFit.Fits() -> {}
            case KeyringFit.LacksKeys(var fingerprints) ->
                throw Refusal.failed(MessageCode.KEY_DOES_NOT_FIT, file.place(), String.join(", ", fingerprints));
            case KeyringFit.Damaged ignored ->
                throw Refusal.failed(MessageCode.DATABASE_BROKEN, directory.resolve(Database.FILE));
        }
    }

    static Refusal database(Database.Refused refused, Path directory) {
        Database.Refused.Schema schema = refused.schema();
        int found = schema == null ? 0 : schema.found();
        int known = schema == null ? 0 : schema.known();
        return switch (refused.reason()) {
            case NOT_INITIALISED -> Refusal.failed(MessageCode.NOT_INITIALISED, directory);
            case NEWER -> Refusal.failed(MessageCode.DATABASE_NEWER, directory, found, known);
            case OLDER -> Refusal.failed(MessageCode.DATABASE_OLDER, directory, found, known);
            case FOREIGN, DAMAGED, UNSAFE ->
                Refusal.failed(MessageCode.DATABASE_BROKEN, directory.resolve(Database.FILE));
            case UNREACHABLE -> Refusal.failed(MessageCode.DIRECTORY_NOT_WRITABLE, directory);
            case NO_LIBRARY -> Refusal.failed(MessageCode.LIBRARY_NOT_UNPACKED, System.getProperty("java.io.tmpdir"));
        };
    }

    /**
     * Returns what to tell a person.
     *
     * @param option the option that names the address
     */
    static Refusal listener(CannotListen failure, String option) {
        MessageCode code = switch (failure.reason()) {
            case IN_USE -> MessageCode.PORT_IN_USE;
            case NOT_HERE -> MessageCode.ADDRESS_NOT_HERE;
            case NOT_ALLOWED -> MessageCode.PORT_NOT_ALLOWED;
        };
        return Refusal.failed(code, failure.address(), option);
    }

    private static String mode(Set<PosixFilePermission> exposed) {
        Set<PosixFilePermission> all = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
        all.addAll(exposed);
        return PosixFilePermissions.toString(all);
    }
}
