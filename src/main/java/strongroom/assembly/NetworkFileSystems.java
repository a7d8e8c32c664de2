package strongroom.assembly;

import java.util.Locale;
import java.util.Set;

/** File systems that lie on another machine, or behind a program that may put one there. */
final class NetworkFileSystems {

    private static final Set<String> NAMES = Set.of(
            "9p",
            "afs",
            "beegfs",
            "ceph",
            "cifs",
            "coda",
            "davfs",
            "gfs2",
            "glusterfs",
            "lustre",
            "ncpfs",
            "nfs",
            "nfs4",
            "ocfs2",
            "smb2",
            "smb3",
            "smbfs",
            "virtiofs",
            "vboxsf",
            "vmhgfs");

    /** Of programs that serve a file system, only those known to serve a local disk. */
    private static final Set<String> LOCAL_PROGRAMS = Set.of("fuse.fuse-overlayfs", "fuse.bindfs", "fuse.mergerfs");

    private NetworkFileSystems() {}

    static boolean includes(String type) {
        String name = type.toLowerCase(Locale.ROOT);
        return NAMES.contains(name) || (name.startsWith("fuse.") && !LOCAL_PROGRAMS.contains(name));
    }
}
