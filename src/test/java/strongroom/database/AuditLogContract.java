package strongroom.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import strongroom.account.Id128;
import strongroom.account.Tenant;
import strongroom.audit.AuditChain;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditLog;
import strongroom.audit.AuditVerification;
import strongroom.audit.ChainOfSha256;
import strongroom.backup.StoreUnavailable;

/** The log as it lies in the store, and what tampering with it looks like. */
abstract class AuditLogContract extends StoreContract {

    private static final int ENTRIES = 12;

    private final AuditChain chain = new AuditChain(new ChainOfSha256(1));

    @Test
    void an_empty_log_has_no_head() {
        assertThat(store.auditLog.head()).isNull();
        assertThat(store.auditLog.after(0, 10)).isEmpty();
        assertThat(chain.verify(store.auditLog, null)).isEqualTo(new AuditVerification.Intact(0, null));
    }

    @Test
    void what_was_logged_is_read_in_pages_and_verified() {
        log(1_203);

        assertThat(store.auditLog.after(0, 2).stream().map(AuditLog.Entry::sequence))
                .containsExactly(1L, 2L);
        assertThat(store.auditLog.after(1_202, 10).stream().map(AuditLog.Entry::sequence))
                .containsExactly(1_203L);
        assertThat(chain.verify(store.auditLog, store.auditLog.head()))
                .isEqualTo(new AuditVerification.Intact(1_203, store.auditLog.head()));
    }

    @Test
    void a_change_that_fails_leaves_no_event() {
        Tenant tenant = store.addTenant("acme");
        AuditLog.Head head = store.auditLog.head();
        AuditAppender broken = (connection, record) -> {
            new JdbcAuditAppender(new ChainOfSha256(1)).append(connection, record);
            throw new SQLException("the disk is full");
        };
        JdbcTenantChanges changes = new JdbcTenantChanges(store.transactions, broken, store.revision);

        assertThatThrownBy(() -> changes.remove(tenant.id(), store.backupsOf(tenant.id()), store.record()))
                .isInstanceOf(StoreUnavailable.class);

        assertThat(store.auditLog.head()).isEqualTo(head);
        assertThat(store.tenants.all()).containsExactly(tenant);
        assertThat(store.wrappedKeys.all()).hasSize(1);
    }

    @Test
    void each_of_1000_random_changes_of_rows_is_found_and_its_place_named() {
        log(ENTRIES);
        keepCopy();
        AuditLog.Head head = store.auditLog.head();
        Random random = new Random(44);

        for (int i = 0; i < 1_000; i++) {
            Tampering tampering = Tampering.values()[i % Tampering.values().length];
            int place = tampering.apply(store, random);

            AuditVerification found = chain.verify(store.auditLog, head);

            assertThat(found)
                    .as("%s at %s, round %s", tampering, place, i)
                    .isInstanceOf(AuditVerification.Broken.class);
            assertThat(((AuditVerification.Broken) found).findings().getFirst().sequence())
                    .as("%s at %s, round %s", tampering, place, i)
                    .isEqualTo(place);
            putBack();
        }
        assertThat(chain.verify(store.auditLog, head)).isEqualTo(new AuditVerification.Intact(ENTRIES, head));
    }

    private void log(int count) {
        for (int i = 0; i < count; i++) {
            store.keyChanges.log(store.record(new AuditEvent.BackupHeld(new Id128(0, i), true)));
        }
    }

    private void keepCopy() {
        store.update("create table audit_copy as select * from audit");
        store.update("create table audit_payload_copy as select * from audit_payload");
    }

    private void putBack() {
        store.update("delete from audit_payload");
        store.update("delete from audit");
        store.update("insert into audit select * from audit_copy");
        store.update("insert into audit_payload select * from audit_payload_copy");
    }

    /** What somebody with the database and without the key can do. */
    private enum Tampering {
        EDIT_PAYLOAD {
            @Override
            int apply(StoreUnderTest store, Random random) {
                int at = 1 + random.nextInt(ENTRIES);
                store.update("update audit_payload set payload = ? where sequence = ?", "{}", at);
                return at;
            }
        },
        EDIT_PAYLOAD_AND_DIGEST {
            @Override
            int apply(StoreUnderTest store, Random random) {
                int at = EDIT_PAYLOAD.apply(store, random);
                store.update("update audit set digest = ? where sequence = ?", AuditChain.digest("{}"), at);
                return at;
            }
        },
        EDIT_LINK {
            @Override
            int apply(StoreUnderTest store, Random random) {
                int at = 1 + random.nextInt(ENTRIES);
                byte[] link = new byte[32];
                random.nextBytes(link);
                store.update("update audit set mac = ? where sequence = ?", link, at);
                return at;
            }
        },
        SHORTEN_LINK {
            @Override
            int apply(StoreUnderTest store, Random random) {
                int at = 1 + random.nextInt(ENTRIES);
                store.update("update audit set mac = ? where sequence = ?", new byte[31], at);
                return at;
            }
        },
        DELETE_PAYLOAD {
            @Override
            int apply(StoreUnderTest store, Random random) {
                int at = 1 + random.nextInt(ENTRIES);
                store.update("delete from audit_payload where sequence = ?", at);
                return at;
            }
        },
        DELETE {
            @Override
            int apply(StoreUnderTest store, Random random) {
                int at = DELETE_PAYLOAD.apply(store, random);
                store.update("delete from audit where sequence = ?", at);
                return at;
            }
        },
        DELETE_LAST {
            @Override
            int apply(StoreUnderTest store, Random random) {
                store.update("delete from audit_payload where sequence = ?", ENTRIES);
                store.update("delete from audit where sequence = ?", ENTRIES);
                return ENTRIES;
            }
        },
        SWAP_ROWS {
            @Override
            int apply(StoreUnderTest store, Random random) {
                int first = 1 + random.nextInt(ENTRIES - 1);
                int second = first + 1 + random.nextInt(ENTRIES - first);
                copyRow(store, second, first);
                copyRow(store, first, second);
                swapPayloads(store, first, second);
                return first;
            }
        },
        SWAP_PAYLOADS {
            @Override
            int apply(StoreUnderTest store, Random random) {
                int first = 1 + random.nextInt(ENTRIES - 1);
                int second = first + 1 + random.nextInt(ENTRIES - first);
                swapPayloads(store, first, second);
                return first;
            }
        },
        ADD_WITHOUT_THE_KEY {
            @Override
            int apply(StoreUnderTest store, Random random) {
                JdbcAuditAppender forger = new JdbcAuditAppender(new ChainOfSha256(2));
                store.transactions.write(connection -> {
                    forger.append(connection, store.record());
                    return true;
                });
                return Math.toIntExact(
                        Objects.requireNonNull(store.auditLog.head()).sequence());
            }
        };

        /** Tampers and returns the first place that is not as it was written. */
        abstract int apply(StoreUnderTest store, Random random);

        private static void copyRow(StoreUnderTest store, int from, int to) {
            store.update("""
                    update audit set digest = (select c.digest from audit_copy c where c.sequence = ?),
                        mac = (select c.mac from audit_copy c where c.sequence = ?)
                    where sequence = ?
                    """, from, from, to);
        }

        private static void swapPayloads(StoreUnderTest store, int first, int second) {
            copyPayload(store, second, first);
            copyPayload(store, first, second);
        }

        private static void copyPayload(StoreUnderTest store, int from, int to) {
            store.update("""
                    update audit_payload set payload = (select c.payload from audit_payload_copy c where c.sequence = ?)
                    where sequence = ?
                    """, from, to);
        }
    }
}
