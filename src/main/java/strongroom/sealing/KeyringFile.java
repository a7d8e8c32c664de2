package strongroom.sealing;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.sealing.Keyring.Flaw;

/**
 * The place where the keyring lies. Thread-safe, also among processes: of two that replace it at the same time, one is told.
 *
 * <p>A file that others than its owner can read or write is not used. A symbolic link is followed, and what it points to is replaced.
 */
public final class KeyringFile {

    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path place;
    private final @Nullable Path credentials;

    /**
     * Names a place; nothing is read yet.
     *
     * @param credentials the directory that systemd keeps a service's credentials in ({@code CREDENTIALS_DIRECTORY}), null if there
     *     is none
     */
    public KeyringFile(Path place, @Nullable Path credentials) {
        this.place = place.toAbsolutePath();
        this.credentials = credentials == null ? null : credentials.toAbsolutePath();
    }

    /** Returns the absolute path. */
    public Path place() {
        return place;
    }

    /** Tells whether the file lies, or would lie, in or below the given directory, symbolic links followed. */
    public boolean isBelow(Path directory) {
        return real(place).startsWith(real(directory.toAbsolutePath()));
    }

    /** Reads the file. */
    public ReadOutcome read() {
        try {
            PosixFileAttributes attributes = Files.readAttributes(place, PosixFileAttributes.class);
            if (!attributes.isRegularFile()) {
                return new ReadOutcome.Unreadable("not a regular file");
            }
            Set<PosixFilePermission> exposed = exposed(attributes.permissions());
            if (!exposed.isEmpty()) {
                return new ReadOutcome.Exposed(exposed);
            }
            if (attributes.size() > KeyringText.MOST_BYTES) {
                return new ReadOutcome.Malformed(1, Flaw.TOO_LONG);
            }
            return switch (Keyring.parse(Files.readAllBytes(place))) {
                case Keyring.Parsed.Read(Keyring keyring) -> new ReadOutcome.Read(keyring);
                case Keyring.Parsed.Malformed(int line, Flaw flaw) -> new ReadOutcome.Malformed(line, flaw);
            };
        } catch (NoSuchFileException missing) {
            return new ReadOutcome.Missing();
        } catch (AccessDeniedException denied) {
            return new ReadOutcome.Unreadable("permission denied");
        } catch (IOException failure) {
            return new ReadOutcome.Unreadable(reason(failure));
        }
    }

    /** Writes a keyring where there is no file yet, readable by its owner alone; missing directories are not made. */
    public CreateOutcome create(Keyring keyring) {
        try {
            return KeyringWriting.create(real(place), keyring.text())
                    ? new CreateOutcome.Created()
                    : new CreateOutcome.AlreadyThere();
        } catch (IOException failure) {
            return new CreateOutcome.Failed(reason(failure));
        }
    }

    /**
     * Replaces the keyring, all at once, if the file still holds {@code before}. On a place that only others write (a read-only file
     * or directory, a credential of systemd) nothing changes.
     */
    public ReplaceOutcome replace(Keyring before, Keyring after) {
        if (isReadOnly()) {
            return new ReplaceOutcome.ReadOnly();
        }
        try {
            return KeyringWriting.replace(real(place), before.text(), after.text())
                    ? new ReplaceOutcome.Replaced()
                    : new ReplaceOutcome.ChangedMeanwhile();
        } catch (IOException failure) {
            return new ReplaceOutcome.Failed(reason(failure));
        }
    }

    /**
     * Tells whether the file is for others to replace. A mode without the owner's write bit counts even for root, whom the system
     * would let write: somebody meant it.
     */
    public boolean isReadOnly() {
        Path real = real(place);
        Path directory = real.getParent();
        if (isCredential() || directory == null || !Files.isWritable(directory) || !Files.isWritable(real)) {
            return true;
        }
        try {
            return !Files.getPosixFilePermissions(real).contains(PosixFilePermission.OWNER_WRITE);
        } catch (IOException unknown) {
            return true;
        }
    }

    /** Tells whether the place is a credential of systemd. */
    public boolean isCredential() {
        return credentials != null && isBelow(credentials);
    }

    private Set<PosixFilePermission> exposed(Set<PosixFilePermission> permissions) {
        Set<PosixFilePermission> exposed = EnumSet.copyOf(OF_OTHERS);
        exposed.retainAll(permissions);
        if (isCredential()) {
            // systemd grants a credential to the service's user by an access control list, whose mask shows as the
            // group's bits.
            exposed.remove(PosixFilePermission.GROUP_READ);
        }
        return exposed;
    }

    /** Follows links as far as the path exists. */
    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException notThere) {
            Path parent = path.getParent();
            return parent == null ? path : real(parent).resolve(path.getFileName());
        }
    }

    private static String reason(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }

    /** What came of reading the file. */
    public sealed interface ReadOutcome {
        record Read(Keyring keyring) implements ReadOutcome {}

        record Missing() implements ReadOutcome {}

        /** The system does not let us read it, or it is no file. */
        record Unreadable(String reason) implements ReadOutcome {}

        /** Others than the owner can read or write it; these permissions have to go. */
        record Exposed(Set<PosixFilePermission> permissions) implements ReadOutcome {
            public Exposed {
                permissions = Set.copyOf(permissions);
            }
        }

        /** See {@link Keyring.Parsed.Malformed}. */
        record Malformed(int line, Flaw flaw) implements ReadOutcome {}
    }

    /** What came of writing the first keyring. */
    public sealed interface CreateOutcome {
        record Created() implements CreateOutcome {}

        /** Something has that name; it is as it was. */
        record AlreadyThere() implements CreateOutcome {}

        record Failed(String reason) implements CreateOutcome {}
    }

    /** What came of replacing the keyring. */
    public sealed interface ReplaceOutcome {
        record Replaced() implements ReplaceOutcome {}

        /** The file is not ours to replace; nothing changed. */
        record ReadOnly() implements ReplaceOutcome {}

        /** Somebody else replaced it meanwhile, or is just doing so; nothing changed. */
        record ChangedMeanwhile() implements ReplaceOutcome {}

        /** The file is whole: the old one, or the new one if only its flush to disk failed. */
        record Failed(String reason) implements ReplaceOutcome {}
    }
}
