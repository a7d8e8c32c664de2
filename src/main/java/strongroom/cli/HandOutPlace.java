package strongroom.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import strongroom.account.Account;
import strongroom.admin.HandOutFiles;
import strongroom.mdm.export.ExportFormat;
import strongroom.message.MessageCode;
import strongroom.message.ProvisioningCode;
import strongroom.message.Refusal;

/**
 * A file or a directory for logins that nobody but its owner can read, and that takes the place of nothing.
 *
 * @param user who writes, for the refusals
 */
record HandOutPlace(Path out, ExportFormat format, String user) {

    /** Far below what file systems take, since a name is longer when it is written with escapes. */
    private static final int LONGEST_NAME = 120;

    private static final String PLAIN = "-_@";

    /** Refuses a place that is taken or cannot be written, before any password is made. */
    void check() {
        boolean exists = Files.exists(out, LinkOption.NOFOLLOW_LINKS);
        if (exists && !(isDirectory() && Files.isDirectory(out))) {
            throw Refusal.failed(MessageCode.FILE_EXISTS, out);
        }
        if (exists && !isEmpty()) {
            throw Refusal.failed(ProvisioningCode.HANDOUT_PLACE_TAKEN, out);
        }
        Path writable =
                exists ? out : Objects.requireNonNullElse(out.toAbsolutePath().getParent(), out);
        if (!Files.isDirectory(writable) || !Files.isWritable(writable)) {
            throw unwritable();
        }
    }

    private boolean isEmpty() {
        try (Stream<Path> files = Files.list(out)) {
            return files.findAny().isEmpty();
        } catch (IOException unreadable) {
            throw unwritable();
        }
    }

    private boolean isDirectory() {
        return switch (format) {
            case COCKPIT_CSV, WORK_API -> false;
            case PLIST, DICT, TABLE, ANDROID, INTUNE -> true;
        };
    }

    /** Writes, and returns when it is on the disk. */
    void write(List<HandOutFiles.Sheet> sheets) {
        try {
            if (isDirectory() && !Files.isDirectory(out)) {
                Files.createDirectory(
                        out, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            for (HandOutFiles.Sheet sheet : sheets) {
                Account account = sheet.account();
                PrivateFile.create(
                        account == null ? out : out.resolve(fileName(account)),
                        sheet.text().getBytes(StandardCharsets.UTF_8));
            }
        } catch (FileAlreadyExistsException taken) {
            throw Refusal.failed(MessageCode.FILE_EXISTS, out);
        } catch (IOException failure) {
            throw unwritable();
        }
    }

    /** A name may have slashes and dots; what is neither letter nor digit of ASCII is escaped as in a URL. */
    private String fileName(Account account) {
        StringBuilder name = new StringBuilder();
        for (byte sign : account.names().current().value().getBytes(StandardCharsets.UTF_8)) {
            boolean isPlain = sign > 0 && (Character.isLetterOrDigit(sign) || PLAIN.indexOf(sign) >= 0);
            boolean isInnerDot = sign == '.' && !name.isEmpty();
            name.append(
                    isPlain || isInnerDot
                            ? String.valueOf((char) sign)
                            : "%" + HexFormat.of().toHexDigits(sign));
        }
        String own = name.length() > LONGEST_NAME ? account.id().toString() : name.toString();
        return own + suffix();
    }

    private String suffix() {
        return switch (format) {
            case PLIST, DICT -> ".plist";
            case TABLE, COCKPIT_CSV -> ".csv";
            case ANDROID, INTUNE, WORK_API -> ".json";
        };
    }

    private Refusal unwritable() {
        return Refusal.failed(MessageCode.FILE_UNWRITABLE, out, user);
    }
}
