package strongroom.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import strongroom.house.Jars.Jar;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class JarsTest {

    private static final List<Jar> RESOLVED = Jars.onClassPath(System.getProperty("java.class.path"));

    @Test
    void no_resolved_jar_has_a_known_hole() {
        assertThat(RESOLVED).extracting(Jar::name).contains("jetty-server", "jetty-http2-common", "sqlite-jdbc");
        assertThat(Jars.knownBad(RESOLVED)).isEmpty();
    }

    @Test
    void every_line_of_the_list_meets_a_jar() {
        assertThat(Jars.FIRST_GOOD.keySet())
                .allSatisfy(prefix -> assertThat(RESOLVED)
                        .anySatisfy(jar -> assertThat(jar.name().concat("-")).startsWith(prefix)));
    }

    @ParameterizedTest
    @CsvSource({
        "jetty-server, 12.1.11",
        "jetty-http2-common, 12.0.33",
        "jetty-ee10-servlet, 9.4.57.v20241219",
        "sqlite-jdbc, 3.41.2.1",
        "postgresql, 42.7.6",
        "bcprov-jdk18on, 1.77",
        "logback-core, 1.5.12"
    })
    void a_jar_with_a_known_hole_is_named(String name, String version) {
        assertThat(Jars.knownBad(List.of(new Jar(name, version)))).startsWith(name + " " + version + " is older than");
    }

    @ParameterizedTest
    @CsvSource({
        "jetty-server, 12.1.12",
        "jetty-server, 12.10.0",
        "sqlite-jdbc, 3.54.1.0",
        "postgresqlish, 1.0",
        "jetty-jakarta-servlet-api, 5.0.2"
    })
    void others_pass(String name, String version) {
        assertThat(Jars.knownBad(List.of(new Jar(name, version)))).isEmpty();
    }

    @Test
    void names_and_versions_are_read_from_files() {
        assertThat(Jars.onClassPath("/m2/jetty-http2-server-12.1.12.jar:/target/classes:/x/argon2-jvm-nolibs-2.12.jar"))
                .containsExactly(new Jar("jetty-http2-server", "12.1.12"), new Jar("argon2-jvm-nolibs", "2.12"));
    }
}
