package strongroom.house;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class PackageTableTest {

    /** The architecture, as a table. A new arrow is a design decision: it is added here, in the same commit. */
    private static final Map<String, Set<String>> USES = Map.ofEntries(
            entry("account", Set.of()), //
            entry(
                    "admin",
                    Set.of(
                            "account",
                            "audit",
                            "backup",
                            "coverage",
                            "credential",
                            "enforcement",
                            "mdm",
                            "message",
                            "restore",
                            "retention",
                            "sealing",
                            "work")),
            entry("audit", Set.of("account")),
            entry("backup", Set.of("account")),
            entry(
                    "cli",
                    Set.of(
                            "account",
                            "admin",
                            "assembly",
                            "audit",
                            "backup",
                            "config",
                            "coverage",
                            "credential",
                            "enforcement",
                            "mdm",
                            "message",
                            "phone",
                            "restore",
                            "retention",
                            "sealing",
                            "telemetry",
                            "work")),
            entry("config", Set.of("message", "web")),
            entry("credential", Set.of("account")),
            entry(
                    "database",
                    Set.of(
                            "account",
                            "admin",
                            "audit",
                            "backup",
                            "credential",
                            "enforcement",
                            "mdm",
                            "restore",
                            "retention",
                            "sealing",
                            "work")),
            entry("coverage", Set.of("account", "enforcement", "mdm")),
            entry("enforcement", Set.of("account", "mdm")),
            entry("mdm", Set.of("account")),
            entry("message", Set.of()),
            entry("phone", Set.of("backup")),
            entry("protocol", Set.of("account", "backup", "credential", "enforcement", "web")),
            entry("restore", Set.of("account", "backup", "mdm", "phone")),
            entry("retention", Set.of("account", "audit", "backup")),
            entry("sealing", Set.of("account", "audit", "backup")),
            entry("telemetry", Set.of("message")),
            entry("web", Set.of("message")),
            entry("work", Set.of("account", "mdm")));

    @Test
    void packages_use_each_other_exactly_as_the_table_says() {
        String differences = PackageTable.differences(USES, MainClasses.ALL);

        assertThat(differences).isEmpty();
    }

    @Test
    void a_new_arrow_and_a_new_package_are_both_named() {
        JavaClasses code = Snippets.compile(
                "package strongroom.account; public final class Account {}",
                "package strongroom.backup; final class Backup { strongroom.account.Account owner; }",
                "package strongroom.gadget; final class Gadget {}");

        String differences = PackageTable.differences(Map.of("account", Set.of(), "backup", Set.of()), code);

        assertThat(differences).isEqualTo("""
                        new packages, not in the table:
                          gadget
                        new arrows, not in the table:
                          backup → account
                        """);
    }

    @Test
    void a_vanished_arrow_and_a_vanished_package_are_both_named() {
        JavaClasses code = Snippets.compile("package strongroom.account; public final class Account {}");

        String differences = PackageTable.differences(Map.of("account", Set.of("backup"), "backup", Set.of()), code);

        assertThat(differences).isEqualTo("""
                        vanished packages, still in the table:
                          backup
                        vanished arrows, still in the table:
                          account → backup
                        """);
    }

    @Test
    void an_arrow_that_is_only_an_array_a_subpackage_or_an_annotation_counts() {
        JavaClasses code = Snippets.compile(
                "package strongroom.account; public final class Account {}",
                "package strongroom.web; public @interface Marked {}",
                "package strongroom.admin.rest; final class Page { strongroom.account.Account[] all; }",
                "package strongroom.backup; @strongroom.web.Marked final class Backup {}");

        String differences = PackageTable.differences(
                Map.of("account", Set.of(), "web", Set.of(), "admin", Set.of("account"), "backup", Set.of("web")),
                code);

        assertThat(differences).isEmpty();
    }

    @Test
    void assembly_may_use_everything() {
        JavaClasses code = Snippets.compile(
                "package strongroom.account; public final class Account {}",
                "package strongroom.assembly; final class Server { strongroom.account.Account first; }");

        String differences = PackageTable.differences(Map.of("account", Set.of()), code);

        assertThat(differences).isEmpty();
    }
}
