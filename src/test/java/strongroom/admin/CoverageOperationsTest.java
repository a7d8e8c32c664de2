package strongroom.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import strongroom.coverage.Coverage.Counts;
import strongroom.coverage.Line;
import strongroom.coverage.State;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class CoverageOperationsTest {

    private static final int MANY = 5_000;

    @TempDir
    private Path directory;

    // Set before each test: JUnit makes the instance first.
    @SuppressWarnings("NullAway.Init")
    private TestStore store;

    @BeforeEach
    void openStore() throws IOException {
        store = new TestStore(directory);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void the_policy_of_the_app_that_was_seen_says_who_must() {
        add("a_nobody", "b_android", "c_iphone");
        store.sql("update account set platform = 'android' where name = 'b_android'");
        store.sql("update account set platform = 'ios' where name = 'c_iphone'");
        store.sql("insert into policy (tenant, revision, cockpit_overrides) select id, 1, 0 from tenant");
        // In the cockpit without the override: an iPhone that is set up reads nothing of it (mdm-policy 4.2).
        store.sql("""
                insert into policy_value (tenant, account, channel, parameter, form, value, revision, set_at)
                select id, zeroblob(16), 'cockpit', 'th_safe_enable', 'truth', 'true', 1, 0 from tenant""");

        assertThat(lines().stream().filter(line -> line.state() == State.MISSING))
                .extracting(line -> line.account().names().current().value())
                .containsExactly("b_android");
    }

    @Test
    void who_is_disabled_or_expired_is_not_expected() {
        add("anna", "bert", "carl");
        mustAll();
        store.sql("update account set enabled = 0 where name = 'anna'");
        store.sql("update account set expires_at = 1 where name = 'bert'");

        assertThat(report().coverage().counts()).isEqualTo(new Counts(1, 1, 0, 0, 1));
    }

    @Test
    void an_iphone_may_take_the_time_that_was_announced_when_it_uploaded() {
        add("anna");
        upload("anna", Duration.ofDays(100));
        store.sql("update tenant set retention_days = 30");

        assertThat(lines())
                .filteredOn(line -> line.state() != null)
                .extracting(Line::state)
                .containsExactly(State.QUIET);
    }

    @Test
    void five_thousand_accounts_are_judged_in_one_pass_and_no_blob_is_read() {
        mustAll();
        store.sql("""
                with recursive n(i) as (select 1 union all select i + 1 from n where i < %d)
                insert into account (id, tenant, name, folded, kind, enabled, held, tags, revision, password, last_config_at,
                    last_upload_at, platform)
                select randomblob(16), (select id from tenant), 'user' || i, 'user' || i, 'personal', 1, 0, '', 1, '',
                    case i %% 2 when 0 then %d end, %d, case i %% 2 when 0 then 'android' else 'ios' end from n""".formatted(MANY, store.now().toEpochMilli(), store.now().toEpochMilli()));
        uploadAll();
        store.sql("update sealed set bytes = zeroblob(0)");

        long began = System.nanoTime();
        CoverageOperations.Report report = report();
        Duration took = Duration.ofNanos(System.nanoTime() - began);

        assertThat(report.coverage().counts()).isEqualTo(new Counts(MANY, MANY, MANY, MANY, 0));
        assertThat(report.coverage().lines()).hasSize(MANY + 1);
        // real time: the promise is two seconds for the whole command
        assertThat(took).isLessThan(Duration.ofSeconds(2));
    }

    private void add(String... names) {
        for (String name : names) {
            store.sql("""
                    insert into account (id, tenant, name, folded, kind, enabled, held, tags, revision, password)
                    select randomblob(16), id, '%s', '%s', 'personal', 1, 0, '', 1, '' from tenant""".formatted(name, name));
        }
    }

    private void mustAll() {
        store.sql("insert into policy (tenant, revision, cockpit_overrides) select id, 1, 0 from tenant");
        store.sql("""
                insert into policy_value (tenant, account, channel, parameter, form, value, revision, set_at)
                select id, zeroblob(16), 'external', 'th_safe_enable', 'truth', 'true', 1, 0 from tenant""");
    }

    private void uploadAll() {
        store.sql("""
                insert into backup (handle, tenant, lookup, revision, newest, owner, state, uploaded_clock)
                select randomblob(16), tenant, randomblob(32), 1, 1, id, 'live', 0 from account where kind = 'personal'""");
        blobs(store.now().toEpochMilli());
    }

    private void upload(String name, Duration ago) {
        long at = store.now().minus(ago).toEpochMilli();
        store.sql("update account set platform = 'ios', last_upload_at = %d where name = '%s'".formatted(at, name));
        store.sql("""
                insert into backup (handle, tenant, lookup, revision, newest, owner, state, uploaded_clock)
                select randomblob(16), tenant, randomblob(32), 1, 1, id, 'live', 0 from account where name = '%s'""".formatted(name));
        blobs(at);
    }

    private void blobs(long at) {
        store.sql("""
                insert into revision (handle, revision, tenant, generation, lookup, owner, uploaded_at, uploaded_clock, bytes, sha256, mac)
                select handle, 1, tenant, 1, lookup, owner, %d, 0, 100, zeroblob(32), zeroblob(32) from backup""".formatted(at));
        store.sql("insert into sealed (handle, revision, bytes) select handle, 1, zeroblob(100) from backup");
    }

    private CoverageOperations.Report report() {
        return store.operations().coverage().report("default");
    }

    private List<Line> lines() {
        return report().coverage().lines();
    }
}
