package strongroom.house;

import java.util.List;
import java.util.Set;

/**
 * A library, and the packages that it is granted to.
 *
 * @param prefixes the package names it begins with, each with its dot
 * @param grantedTo package names below the root, such as {@code admin.rest}; a grant does not extend to packages below
 */
record Library(String name, List<String> prefixes, Set<String> grantedTo) {

    /** All libraries that may be used at all: one that is not listed is refused everywhere. A new line is a design decision. */
    static final List<Library> GRANTS = List.of(
            library("SQL")
                    .begins("java.sql.", "javax.sql.", "com.zaxxer.hikari.", "org.sqlite.", "org.postgresql.")
                    .in("database"),
            // Javalin is written in Kotlin, and its interfaces show it.
            library("HTTP server")
                    .begins("io.javalin.", "org.eclipse.jetty.", "jakarta.servlet.", "kotlin.")
                    .in("protocol", "admin.rest", "admin.console", "web", "telemetry", "assembly"),
            library("picocli").begins("picocli.").in("cli"),
            library("templates").begins("gg.jte.").in("admin.console"),
            library("JSON")
                    .begins("tools.jackson.", "com.fasterxml.jackson.")
                    .in("protocol", "admin.rest", "mdm.export", "phone", "work", "cli", "audit"),
            // Property lists; the JDK's own, whose reader can be told to open nothing.
            library("XML").begins("javax.xml.stream.").in("mdm.export"),
            // `web` reads the private keys of certificates, `audit` chains its events.
            library("cryptography")
                    .begins("javax.crypto.", "org.bouncycastle.")
                    .in("sealing", "credential", "phone", "web", "audit"),
            library("Argon2").begins("de.mkammerer.argon2.", "com.sun.jna.").in("credential"),
            library("metrics").begins("io.micrometer.").in("telemetry", "assembly"),
            library("configuration files").begins("com.typesafe.config.").in("config"),
            library("caches").begins("com.github.benmanes.caffeine.").in("credential", "protocol"),
            library("JSON schemas").begins("com.networknt.schema.").in("phone"),
            library("log output").begins("ch.qos.logback.").in("telemetry", "assembly"));

    /** What every package may use: Java itself, nullness annotations, and the interface of the log. */
    static final List<String> FREE = List.of("java.", "javax.net.", "javax.security.", "org.jspecify.", "org.slf4j.");

    boolean holds(String className) {
        return prefixes.stream().anyMatch(className::startsWith);
    }

    private static Draft library(String name) {
        return new Draft(name, List.of());
    }

    private record Draft(String name, List<String> prefixes) {

        Draft begins(String... with) {
            return new Draft(name, List.of(with));
        }

        Library in(String... packages) {
            return new Library(name, prefixes, Set.of(packages));
        }
    }
}
