package strongroom.house;

import static java.util.stream.Collectors.toCollection;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which package uses which, read from bytecode and compared with a table; {@code assembly} may use everything. */
final class PackageTable {

    private static final String ROOT = "strongroom";

    private PackageTable() {}

    /**
     * Returns what differs between the table and the bytecode, as two lists for people; empty if nothing does.
     *
     * <p>A type that only appears as a local variable leaves no trace in bytecode and is not seen.
     */
    static String differences(Map<String, Set<String>> table, JavaClasses classes) {
        Set<String> expectedPackages = new TreeSet<>(table.keySet());
        Set<String> foundPackages = classes.stream()
                .map(PackageTable::slice)
                .filter(slice -> !slice.isEmpty() && !slice.equals("assembly"))
                .collect(toCollection(TreeSet::new));
        Set<String> expectedArrows = table.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(target -> arrow(entry.getKey(), target)))
                .collect(toCollection(TreeSet::new));
        Set<String> foundArrows = classes.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(PackageTable::crossesPackages)
                .map(use -> arrow(slice(use.getOriginClass()), slice(use.getTargetClass())))
                .collect(toCollection(TreeSet::new));
        return list("new packages, not in the table", minus(foundPackages, expectedPackages))
                + list("vanished packages, still in the table", minus(expectedPackages, foundPackages))
                + list("new arrows, not in the table", minus(foundArrows, expectedArrows))
                + list("vanished arrows, still in the table", minus(expectedArrows, foundArrows));
    }

    /** Returns the first package below the root, such as {@code admin} for {@code strongroom.admin.rest}; empty for the root itself. */
    static String slice(JavaClass type) {
        String below = below(type);
        int dot = below.indexOf('.');
        return dot < 0 ? below : below.substring(0, dot);
    }

    /** Returns the package without the root, such as {@code admin.rest}; empty for the root and for what is not ours. */
    static String below(JavaClass type) {
        String name = type.getPackageName();
        return name.startsWith(ROOT + ".") ? name.substring(ROOT.length() + 1) : "";
    }

    private static boolean crossesPackages(Dependency use) {
        String from = slice(use.getOriginClass());
        String to = slice(use.getTargetClass().getBaseComponentType());
        return !from.isEmpty() && !to.isEmpty() && !from.equals(to) && !from.equals("assembly");
    }

    private static String arrow(String from, String to) {
        return from + " → " + to;
    }

    private static Set<String> minus(Collection<String> some, Collection<String> others) {
        Set<String> rest = new TreeSet<>(some);
        rest.removeAll(others);
        return rest;
    }

    private static String list(String title, Collection<String> lines) {
        return lines.isEmpty() ? "" : title + ":\n  " + String.join("\n  ", lines) + "\n";
    }
}
