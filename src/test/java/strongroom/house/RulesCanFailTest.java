package strongroom.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shows each rule code that breaks it, and code beside it that does not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RulesCanFailTest {

    @ParameterizedTest
    @CsvSource({
        "java.sql.Connection, backup, database",
        "javax.sql.DataSource, cli, database",
        "com.zaxxer.hikari.HikariConfig, assembly, database",
        "org.sqlite.SQLiteConfig, retention, database",
        "io.javalin.Javalin, cli, protocol",
        "org.eclipse.jetty.server.Server, backup, web",
        "jakarta.servlet.http.HttpServletRequest, credential, admin.rest",
        "kotlin.Unit, admin, admin.console",
        "picocli.CommandLine, config, cli",
        "tools.jackson.databind.ObjectMapper, backup, audit",
        "com.fasterxml.jackson.annotation.JsonProperty, account, phone",
        "javax.crypto.Mac, database, sealing",
        "org.bouncycastle.crypto.params.KeyParameter, protocol, web",
        "de.mkammerer.argon2.Argon2, account, credential",
        "com.sun.jna.Native, database, credential",
        "com.typesafe.config.Config, assembly, config",
        "com.github.benmanes.caffeine.cache.Cache, database, credential",
        "com.networknt.schema.Schema, protocol, phone",
        "ch.qos.logback.classic.Logger, backup, telemetry"
    })
    void a_library_is_refused_where_it_is_not_granted(String library, String refused, String granted) {
        ArchRule rule = Rules.LIBRARIES_STAY_WHERE_THEY_ARE_GRANTED;

        assertThat(breaches(rule, field(refused, library)))
                .anySatisfy(breach -> assertThat(breach).contains(library));
        assertThat(breaches(rule, field(refused, library + "[]"))).isNotEmpty();
        assertThat(breaches(rule, field(granted, library))).isEmpty();
    }

    @Test
    void a_library_that_nobody_was_granted_is_refused_everywhere() {
        assertThat(breaches(
                        Rules.LIBRARIES_STAY_WHERE_THEY_ARE_GRANTED, field("cli", "org.assertj.core.api.Assert<?, ?>")))
                .isNotEmpty();
        assertThat(breaches(Rules.LIBRARIES_STAY_WHERE_THEY_ARE_GRANTED, field("backup", "org.slf4j.Logger")))
                .isEmpty();
    }

    @Test
    void a_grant_does_not_extend_to_the_packages_above_and_below() {
        ArchRule rule = Rules.LIBRARIES_STAY_WHERE_THEY_ARE_GRANTED;

        assertThat(breaches(rule, field("admin", "io.javalin.Javalin"))).isNotEmpty();
        assertThat(breaches(rule, field("phone.pages", "javax.crypto.Mac"))).isNotEmpty();
    }

    @Test
    void a_cycle_is_found() {
        assertThat(breaches(
                        Rules.NO_CYCLES,
                        "package strongroom.one; public final class One { strongroom.two.Two two; }",
                        "package strongroom.two; public final class Two { strongroom.one.One one; }"))
                .isNotEmpty();
        assertThat(breaches(
                        Rules.NO_CYCLES,
                        "package strongroom.one; public final class One { strongroom.two.Two two; }",
                        "package strongroom.two; public final class Two {}"))
                .isEmpty();
    }

    @Test
    void only_the_command_line_may_use_the_assembly() {
        String server = "package strongroom.assembly; public final class Server {}";
        ArchRule rule = Rules.ONLY_THE_COMMAND_LINE_USES_THE_ASSEMBLY;

        assertThat(breaches(rule, server, field("protocol", "strongroom.assembly.Server")))
                .isNotEmpty();
        assertThat(breaches(rule, server, field("cli", "strongroom.assembly.Server")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.time.Instant.now()",
                "java.time.LocalDate.now()",
                "java.time.LocalDate.now(java.time.ZoneOffset.UTC)",
                "java.time.ZonedDateTime.now()",
                "java.time.Clock.systemUTC()",
                "java.time.Clock.systemDefaultZone()",
                "java.time.Clock.tickSeconds(java.time.ZoneOffset.UTC)",
                "java.time.InstantSource.system()",
                "System.currentTimeMillis()",
                "System.nanoTime()",
                "new java.util.Date()",
                "new java.util.GregorianCalendar()",
                "java.util.Calendar.getInstance()",
                "(java.util.function.Supplier<java.time.Instant>) java.time.Instant::now",
                "(java.util.function.LongSupplier) System::nanoTime",
                "(java.util.function.Supplier<Object>) () -> java.time.Instant.now()"
            })
    void only_the_assembly_may_ask_a_clock(String expression) {
        ArchRule rule = Rules.ONLY_THE_ASSEMBLY_READS_CLOCKS;

        assertThat(breaches(rule, value("retention", expression))).isNotEmpty();
        assertThat(breaches(rule, value("assembly", expression))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java.time.Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC)",
                "java.time.LocalDate.now(java.time.Clock.fixed(java.time.Instant.EPOCH, java.time.ZoneOffset.UTC))",
                "java.time.InstantSource.fixed(java.time.Instant.EPOCH).instant()",
                "new java.util.Date(0)"
            })
    void a_clock_that_was_handed_over_may_be_asked_everywhere(String expression) {
        assertThat(breaches(Rules.ONLY_THE_ASSEMBLY_READS_CLOCKS, value("retention", expression)))
                .isEmpty();
    }

    @Test
    void an_optional_field_or_component_is_found() {
        ArchRule rule = Rules.NO_OPTIONAL_FIELDS;

        assertThat(breaches(rule, field("backup", "java.util.Optional<String>")))
                .isNotEmpty();
        assertThat(breaches(rule, "package strongroom.backup; record Row(java.util.OptionalInt size) {}"))
                .isNotEmpty();
        assertThat(breaches(rule, field("backup", "String"))).isEmpty();
    }

    @Test
    void a_class_that_can_be_extended_is_found() {
        ArchRule rule = Rules.CLASSES_ARE_FINAL;

        assertThat(breaches(rule, "package strongroom.backup; class Open {}")).isNotEmpty();
        assertThat(breaches(rule, "package strongroom.backup; abstract class Open {}"))
                .isNotEmpty();
        assertThat(breaches(rule, "package strongroom.backup; final class Shut { static class Inner {} }"))
                .hasSize(1);
        assertThat(
                        breaches(
                                rule,
                                "package strongroom.backup; final class Shut { Object anonymous = new Object() {}; }",
                                "package strongroom.backup; record Row() {}",
                                "package strongroom.backup; interface Port {}",
                                "package strongroom.backup; enum State { ON { int a() { return 1; } }; int a() { return 0; } }"))
                .isEmpty();
    }

    @Test
    void admin_and_its_front_doors_do_not_know_each_other() {
        String rest = "package strongroom.admin.rest; public final class Rest {}";
        String console = "package strongroom.admin.console; public final class Console {}";

        assertThat(breaches(
                        Rules.ADMIN_KNOWS_NONE_OF_ITS_FRONT_DOORS, rest, field("admin", "strongroom.admin.rest.Rest")))
                .isNotEmpty();
        assertThat(breaches(
                        Rules.REST_DOES_NOT_KNOW_THE_CONSOLE,
                        console,
                        field("admin.rest", "strongroom.admin.console.Console")))
                .isNotEmpty();
        assertThat(breaches(
                        Rules.THE_CONSOLE_DOES_NOT_KNOW_REST,
                        rest,
                        field("admin.console", "strongroom.admin.rest.Rest")))
                .isNotEmpty();
        assertThat(breaches(
                        Rules.ADMIN_KNOWS_NONE_OF_ITS_FRONT_DOORS,
                        "package strongroom.admin; public final class CreateAccount {}",
                        field("admin.rest", "strongroom.admin.CreateAccount")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "StoreImpl",
                "ByteUtils",
                "Utilities",
                "UploadHelper",
                "KeyManager",
                "AccountDto",
                "RowData",
                "BackupInfo"
            })
    void an_empty_name_is_found(String name) {
        assertThat(breaches(Rules.NAMES_SAY_SOMETHING, "package strongroom.backup; final class " + name + " {}"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Database", "InMemoryBackups", "Information", "Implied"})
    void a_name_of_the_domain_is_not(String name) {
        assertThat(breaches(Rules.NAMES_SAY_SOMETHING, "package strongroom.backup; final class " + name + " {}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"util", "common", "core", "model", "service", "dto", "impl", "backup.impl"})
    void an_empty_package_name_is_found(String name) {
        assertThat(breaches(Rules.PACKAGE_NAMES_SAY_SOMETHING, "package strongroom." + name + "; final class Thing {}"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"System.out", "System.err", "System.console()"})
    void only_the_command_line_may_print(String expression) {
        ArchRule rule = Rules.ONLY_THE_COMMAND_LINE_PRINTS;

        assertThat(breaches(rule, value("backup", expression))).isNotEmpty();
        assertThat(breaches(rule, value("cli", expression))).isEmpty();
    }

    @Test
    void a_mock_is_found() {
        assertThat(breaches(
                        Rules.NO_MOCKS,
                        "package org.mockito; public final class Mockito {}",
                        field("backup", "org.mockito.Mockito")))
                .isNotEmpty();
    }

    private static List<String> breaches(ArchRule rule, String... sources) {
        return rule.allowEmptyShould(true)
                .evaluate(Snippets.compile(sources))
                .getFailureReport()
                .getDetails();
    }

    private static String field(String inPackage, String type) {
        return "package strongroom." + inPackage + "; final class Holder { " + type + " held; }";
    }

    private static String value(String inPackage, String expression) {
        return "package strongroom." + inPackage + "; final class Holder { final Object held = " + expression + "; }";
    }
}
