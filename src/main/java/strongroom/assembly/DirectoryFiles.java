package strongroom.assembly;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import strongroom.assembly.DataDirectory.Finding;

/** Looks through a data directory: takes from others the rights to what is ours, and reports what is not, untouched. */
final class DirectoryFiles {

    private static final Pattern OURS = Pattern.compile("strongroom\\.db(-wal|-shm)?|(work\\.)?lock|first-login");

    /** Whoever opens the key judges its mode: an exposed key is as good as stolen, and no mending takes that back. */
    private static final Pattern KEYS = Pattern.compile("key(\\..*)?");

    private static final Set<PosixFilePermission> OWNER_ONLY =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private DirectoryFiles() {}

    static List<Finding> inspect(Path directory) throws IOException {
        List<Finding> findings = new ArrayList<>();
        mend(directory, ".", findings);
        try (Stream<Path> entries = Files.list(directory)) {
            for (Path entry : entries.sorted().toList()) {
                String name = entry.getFileName().toString();
                if (OURS.matcher(name).matches() && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
                    mend(entry, name, findings);
                } else if (!KEYS.matcher(name).matches()) {
                    findings.add(new Finding.ForeignFile(name));
                }
            }
        }
        return findings;
    }

    private static void mend(Path file, String name, List<Finding> findings) throws IOException {
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(file);
        if (OWNER_ONLY.containsAll(before)) {
            return;
        }
        Set<PosixFilePermission> after = EnumSet.copyOf(OWNER_ONLY);
        after.retainAll(before);
        Files.setPosixFilePermissions(file, after);
        findings.add(new Finding.ModeMended(name, PosixFilePermissions.toString(before)));
    }
}
