package strongroom.house;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The jars on a class path, by what their file names say, and the versions below which one has a known hole (G53). */
final class Jars {

    /**
     * The first version without the hole, by how the name of the jar begins. There is no feed of advisories to ask during a build,
     * so the list is kept by hand: a line is added when an advisory is read.
     */
    static final Map<String, String> FIRST_GOOD = Map.of(
            // Earlier ones: request smuggling, and streams reset by the server at the client's wish ("MadeYouReset").
            "jetty-", "12.1.12",
            // CVE-2023-32697: code of an attacker's choosing by a crafted address.
            "sqlite-jdbc-", "3.41.2.2",
            // CVE-2025-49146: a login without channel binding although it was demanded.
            "postgresql-", "42.7.7",
            // CVE-2024-29857, CVE-2024-30171: endless loop, timing of RSA.
            "bcprov-", "1.78.1",
            // CVE-2024-12798: code run from a configuration file.
            "logback-", "1.5.13");

    /** Those of other projects whose names begin alike. */
    private static final List<String> UNRELATED = List.of("jetty-toolchain", "jetty-jakarta", "jetty-setuid");

    private static final Pattern FILE = Pattern.compile("(?<name>[A-Za-z][\\w.-]*?)-(?<version>\\d[\\w.-]*)\\.jar");

    private Jars() {}

    /** One jar; {@code version} as the file name has it. */
    record Jar(String name, String version) {}

    static List<Jar> onClassPath(String classPath) {
        return Stream.of(classPath.split(Pattern.quote(File.pathSeparator), -1))
                .map(entry -> FILE.matcher(new File(entry).getName()))
                .filter(Matcher::matches)
                .map(matcher -> new Jar(matcher.group("name"), matcher.group("version")))
                .toList();
    }

    static String knownBad(List<Jar> jars) {
        return jars.stream()
                .filter(jar -> UNRELATED.stream().noneMatch(jar.name()::startsWith))
                .flatMap(jar -> FIRST_GOOD.entrySet().stream()
                        .filter(known -> jar.name().concat("-").startsWith(known.getKey()))
                        .filter(known -> isBefore(jar.version(), known.getValue()))
                        .map(known -> jar.name() + " " + jar.version() + " is older than " + known.getValue()))
                .collect(joining("\n"));
    }

    private static boolean isBefore(String version, String firstGood) {
        return ModuleDescriptor.Version.parse(version).compareTo(ModuleDescriptor.Version.parse(firstGood)) < 0;
    }
}
