package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import strongroom.account.Account;
import strongroom.account.Tenant;
import strongroom.account.UserName;
import strongroom.credential.Credentials.Previous;
import strongroom.credential.Credentials.Stored;
import strongroom.credential.PasswordHash;

/** What logins are checked with. */
abstract class CredentialsContract extends StoreContract {

    @SuppressWarnings("NullAway.Init") // set before each test
    private Tenant tenant;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Account account;

    @BeforeEach
    void addAccount() {
        tenant = store.addTenant("acme");
        account = store.addAccount(tenant.id(), "Erika");
    }

    @Test
    void a_login_is_found_ignoring_case_with_its_hash() {
        assertThat(store.credentials.find(tenant.id(), new UserName("erika")))
                .isEqualTo(new Stored(account, new PasswordHash("hash"), null));
        assertThat(store.credentials.find(tenant.id(), new UserName("berta"))).isNull();
    }

    @Test
    void a_rotated_password_keeps_the_one_before_until_its_time() {
        Instant until = StoreUnderTest.START.plusSeconds(600);

        StoreUnderTest.done(
                store.accountChanges.rotate(account.id(), new PasswordHash("second"), until, store.record()));
        assertThat(stored().current()).isEqualTo(new PasswordHash("second"));
        assertThat(stored().previous()).isEqualTo(new Previous(new PasswordHash("hash"), until));
        assertThat(stored().account().revision()).isEqualTo(account.revision() + 1);

        StoreUnderTest.done(store.accountChanges.rotate(account.id(), new PasswordHash("third"), null, store.record()));
        assertThat(stored().current()).isEqualTo(new PasswordHash("third"));
        assertThat(stored().previous()).isNull();
    }

    @Test
    void a_hash_is_upgraded_where_it_still_stands() {
        Instant until = StoreUnderTest.START.plusSeconds(600);
        StoreUnderTest.done(
                store.accountChanges.rotate(account.id(), new PasswordHash("second"), until, store.record()));

        store.credentials.upgrade(account.id(), new PasswordHash("second"), new PasswordHash("second+"));
        store.credentials.upgrade(account.id(), new PasswordHash("hash"), new PasswordHash("hash+"));
        store.credentials.upgrade(account.id(), new PasswordHash("other"), new PasswordHash("other+"));

        assertThat(stored().current()).isEqualTo(new PasswordHash("second+"));
        assertThat(stored().previous()).isEqualTo(new Previous(new PasswordHash("hash+"), until));
    }

    @Test
    void a_source_is_known_for_30_days_after_its_last_login() {
        byte[] source = source(1);
        assertThat(store.credentials.isKnownSource(account.id(), source)).isFalse();

        store.credentials.noteSource(account.id(), source);

        assertThat(store.credentials.isKnownSource(account.id(), source)).isTrue();
        assertThat(store.credentials.isKnownSource(account.id(), source(2))).isFalse();
        pass(Duration.ofDays(29));
        assertThat(store.credentials.isKnownSource(account.id(), source)).isTrue();
        store.credentials.noteSource(account.id(), source);
        pass(Duration.ofDays(29));
        assertThat(store.credentials.isKnownSource(account.id(), source)).isTrue();
        pass(Duration.ofDays(1));
        assertThat(store.credentials.isKnownSource(account.id(), source)).isFalse();
    }

    @Test
    void a_source_is_noted_at_most_once_a_day() {
        store.credentials.noteSource(account.id(), source(1));
        int writes = store.transactions.writes();
        store.credentials.noteSource(account.id(), source(1));
        assertThat(store.transactions.writes())
                .as("not even asked within the hour")
                .isEqualTo(writes);
        pass(Duration.ofHours(23));
        store.credentials.noteSource(account.id(), source(1));
        assertThat(store.number("select last_at from known_source")).isEqualTo(StoreUnderTest.START.toEpochMilli());
        pass(Duration.ofHours(1));
        store.credentials.noteSource(account.id(), source(1));
        assertThat(store.number("select last_at from known_source")).isEqualTo(store.wall.toEpochMilli());
    }

    @Test
    void the_64_most_recent_sources_of_an_account_are_kept() {
        for (int i = 0; i < 70; i++) {
            store.credentials.noteSource(account.id(), source(i));
            pass(Duration.ofMinutes(1));
        }

        assertThat(store.number("select count(*) from known_source")).isEqualTo(64);
        assertThat(store.credentials.isKnownSource(account.id(), source(5))).isFalse();
        assertThat(store.credentials.isKnownSource(account.id(), source(6))).isTrue();
    }

    @Test
    void a_removed_account_gets_no_source() {
        store.credentials.noteSource(account.id(), source(1));
        store.accountChanges.remove(account.id(), store.record());

        store.credentials.noteSource(account.id(), source(2));

        assertThat(store.number("select count(*) from known_source")).isZero();
    }

    private Stored stored() {
        return Objects.requireNonNull(store.credentials.find(tenant.id(), new UserName("Erika")));
    }

    private void pass(Duration time) {
        store.wall = store.wall.plus(time);
        store.nanos += time.toNanos();
    }

    private static byte[] source(int number) {
        byte[] source = new byte[16];
        source[15] = (byte) number;
        return source;
    }
}
