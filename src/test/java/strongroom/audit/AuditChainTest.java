package strongroom.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.Id128;
import strongroom.account.TenantId;
import strongroom.audit.AuditLog.Entry;
import strongroom.audit.AuditVerification.Finding;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AuditChainTest {

    private static final TenantId TENANT = new TenantId(new Id128(1, 2));

    private final AuditChain chain = new AuditChain(new ChainOfSha256(1));

    @Test
    void an_empty_log_is_intact() {
        assertThat(verify(List.of(), null)).isEqualTo(new AuditVerification.Intact(0, null));
    }

    @Test
    void what_was_written_is_intact_and_its_head_is_named() {
        List<Entry> log = written(200);

        assertThat(verify(log, null))
                .isEqualTo(new AuditVerification.Intact(
                        200, new AuditLog.Head(200, log.getLast().mac())));
    }

    @Test
    void a_link_is_the_mac_of_sequence_previous_and_digest() {
        byte[] message = HexFormat.of().parseHex("0000000000000102" + "aa".repeat(32) + "bb".repeat(32));

        byte[] link = chain.link(
                0x102, HexFormat.of().parseHex("aa".repeat(32)), HexFormat.of().parseHex("bb".repeat(32)));

        assertThat(link).isEqualTo(new ChainOfSha256(1).mac(message));
    }

    @Test
    void each_of_1000_random_edits_deletions_and_swaps_is_found_and_its_place_named() {
        Random random = new Random(43);
        Set<Tampering> tried = EnumSet.noneOf(Tampering.class);

        for (int i = 0; i < 1_000; i++) {
            List<Entry> log = written(3 + random.nextInt(40));
            AuditLog.Head head = new AuditLog.Head(log.size(), log.getLast().mac());
            Tampering tampering = Tampering.values()[random.nextInt(Tampering.values().length)];
            tried.add(tampering);
            int place = tampering.apply(log, chain, random);

            AuditVerification found = verify(log, head);

            assertThat(found)
                    .as("%s at %s, round %s", tampering, place, i)
                    .isInstanceOf(AuditVerification.Broken.class);
            assertThat(((AuditVerification.Broken) found).findings().getFirst().sequence())
                    .as("%s at %s, round %s", tampering, place, i)
                    .isEqualTo(place);
        }
        assertThat(tried).containsExactlyInAnyOrder(Tampering.values());
    }

    @Test
    void an_edit_is_found_at_its_place_and_nowhere_else() {
        List<Entry> log = written(20);
        Entry entry = log.get(9);
        log.set(9, new Entry(10, entry.payloadDigest(), entry.mac(), "{}"));

        assertThat(findings(log, null)).containsExactly(new Finding.PayloadEdited(10));
    }

    @Test
    void an_edited_link_is_found_at_its_place_and_nowhere_else() {
        List<Entry> log = written(20);
        Entry entry = log.get(9);
        log.set(9, new Entry(10, entry.payloadDigest(), "00".repeat(32), entry.payload()));

        assertThat(findings(log, null)).containsExactly(new Finding.LinkBroken(10));
    }

    @Test
    void a_link_or_digest_of_another_length_is_broken() {
        List<Entry> log = written(20);
        Entry entry = log.get(9);
        log.set(9, new Entry(10, entry.payloadDigest() + "00", entry.mac(), entry.payload()));
        log.set(14, new Entry(15, log.get(14).payloadDigest(), "", log.get(14).payload()));

        assertThat(findings(log, null))
                .containsExactly(new Finding.LinkBroken(10), new Finding.PayloadEdited(10), new Finding.LinkBroken(15));
    }

    @Test
    void missing_entries_are_named_from_first_to_last() {
        List<Entry> log = written(20);
        log.subList(4, 7).clear();
        log.removeFirst();

        assertThat(findings(log, null))
                .containsExactly(new Finding.EntriesMissing(1, 1), new Finding.EntriesMissing(5, 7));
    }

    @Test
    void a_cut_off_end_is_seen_only_with_an_expected_head() {
        List<Entry> log = written(20);
        AuditLog.Head head = new AuditLog.Head(20, log.getLast().mac());
        log.subList(15, 20).clear();

        assertThat(verify(log, null)).isInstanceOf(AuditVerification.Intact.class);
        assertThat(findings(log, head)).containsExactly(new Finding.CutOff(16, 20));
    }

    @Test
    void a_log_that_grew_past_the_expected_head_is_intact() {
        List<Entry> log = written(20);

        assertThat(verify(log, new AuditLog.Head(12, log.get(11).mac()))).isInstanceOf(AuditVerification.Intact.class);
    }

    @Test
    void a_log_written_anew_with_the_key_does_not_fit_the_expected_head() {
        AuditLog.Head head = new AuditLog.Head(12, written(20).get(11).mac());
        List<AuditEvent> others = Collections.nCopies(20, new AuditEvent.SweepConfirmed(TENANT, 5));

        assertThat(findings(ListedLog.written(chain, others), head)).containsExactly(new Finding.OtherHead(12));
    }

    @Test
    void an_erased_payload_needs_an_event_that_names_it() {
        List<AuditEvent> events = new ArrayList<>(events(20));
        events.add(new AuditEvent.PayloadsErased(List.of(3L, 5L)));
        List<Entry> log = ListedLog.written(chain, events);
        erase(log, 3);
        erase(log, 5);

        assertThat(verify(log, null)).isInstanceOf(AuditVerification.Intact.class);

        erase(log, 4);

        assertThat(findings(log, null)).containsExactly(new Finding.PayloadMissing(4));
    }

    @Test
    void an_erasing_event_that_is_not_authentic_excuses_nothing() {
        List<Entry> log = written(20);
        erase(log, 3);
        Entry forged = ListedLog.written(
                        new AuditChain(new ChainOfSha256(2)), List.of(new AuditEvent.PayloadsErased(List.of(3L))))
                .getFirst();
        log.add(new Entry(21, forged.payloadDigest(), forged.mac(), forged.payload()));

        assertThat(findings(log, null)).containsExactly(new Finding.PayloadMissing(3), new Finding.LinkBroken(21));
    }

    @Test
    void with_another_key_every_entry_is_a_finding_and_only_so_many_are_named() {
        List<Entry> log = written(AuditVerification.Broken.MOST_FINDINGS + 5);

        AuditVerification found = new AuditChain(new ChainOfSha256(2)).verify(new ListedLog(log), null);

        assertThat(found).isInstanceOfSatisfying(AuditVerification.Broken.class, broken -> {
            assertThat(broken.total()).isEqualTo(AuditVerification.Broken.MOST_FINDINGS + 5);
            assertThat(broken.findings()).hasSize(AuditVerification.Broken.MOST_FINDINGS);
        });
    }

    private static void erase(List<Entry> log, int sequence) {
        Entry entry = log.get(sequence - 1);
        log.set(sequence - 1, new Entry(entry.sequence(), entry.payloadDigest(), entry.mac(), null));
    }

    private AuditVerification verify(List<Entry> log, AuditLog.@Nullable Head expected) {
        return chain.verify(new ListedLog(log), expected);
    }

    private List<Finding> findings(List<Entry> log, AuditLog.@Nullable Head expected) {
        return ((AuditVerification.Broken) verify(log, expected)).findings();
    }

    private List<Entry> written(int count) {
        return ListedLog.written(chain, events(count));
    }

    private static List<AuditEvent> events(int count) {
        return LongStream.range(0, count)
                .<AuditEvent>mapToObj(i -> new AuditEvent.BackupHeld(new Id128(i, i), i % 2 == 0))
                .toList();
    }

    /** What somebody with the disk and without the key can do. */
    private enum Tampering {
        EDIT_PAYLOAD {
            @Override
            int apply(List<Entry> log, AuditChain chain, Random random) {
                int at = random.nextInt(log.size());
                Entry entry = log.get(at);
                log.set(at, new Entry(entry.sequence(), entry.payloadDigest(), entry.mac(), edited(entry)));
                return at + 1;
            }
        },
        EDIT_PAYLOAD_AND_DIGEST {
            @Override
            int apply(List<Entry> log, AuditChain chain, Random random) {
                int at = random.nextInt(log.size());
                Entry entry = log.get(at);
                String digest = HexFormat.of().formatHex(AuditChain.digest(edited(entry)));
                log.set(at, new Entry(entry.sequence(), digest, entry.mac(), edited(entry)));
                return at + 1;
            }
        },
        EDIT_LINK {
            @Override
            int apply(List<Entry> log, AuditChain chain, Random random) {
                int at = random.nextInt(log.size());
                Entry entry = log.get(at);
                byte[] link = HexFormat.of().parseHex(entry.mac());
                link[random.nextInt(link.length)] ^= (byte) (1 << random.nextInt(8));
                log.set(
                        at,
                        new Entry(
                                entry.sequence(),
                                entry.payloadDigest(),
                                HexFormat.of().formatHex(link),
                                entry.payload()));
                return at + 1;
            }
        },
        ERASE_PAYLOAD {
            @Override
            int apply(List<Entry> log, AuditChain chain, Random random) {
                int at = random.nextInt(log.size());
                erase(log, at + 1);
                return at + 1;
            }
        },
        DELETE {
            @Override
            int apply(List<Entry> log, AuditChain chain, Random random) {
                int at = random.nextInt(log.size());
                log.remove(at);
                return at + 1;
            }
        },
        DELETE_AND_CLOSE_THE_GAP {
            @Override
            int apply(List<Entry> log, AuditChain chain, Random random) {
                int at = random.nextInt(log.size());
                log.remove(at);
                for (int i = at; i < log.size(); i++) {
                    Entry entry = log.get(i);
                    log.set(i, new Entry(i + 1, entry.payloadDigest(), entry.mac(), entry.payload()));
                }
                return at + 1;
            }
        },
        SWAP_PLACES {
            @Override
            int apply(List<Entry> log, AuditChain chain, Random random) {
                int first = random.nextInt(log.size() - 1);
                int second = first + 1 + random.nextInt(log.size() - first - 1);
                Collections.swap(log, first, second);
                return first + 1;
            }
        },
        SWAP_SEQUENCES {
            @Override
            int apply(List<Entry> log, AuditChain chain, Random random) {
                int first = random.nextInt(log.size() - 1);
                int second = first + 1 + random.nextInt(log.size() - first - 1);
                Entry one = log.get(first);
                Entry other = log.get(second);
                log.set(first, new Entry(first + 1, other.payloadDigest(), other.mac(), other.payload()));
                log.set(second, new Entry(second + 1, one.payloadDigest(), one.mac(), one.payload()));
                return first + 1;
            }
        },
        SWAP_PAYLOADS {
            @Override
            int apply(List<Entry> log, AuditChain chain, Random random) {
                int first = random.nextInt(log.size() - 1);
                int second = first + 1 + random.nextInt(log.size() - first - 1);
                Entry one = log.get(first);
                Entry other = log.get(second);
                log.set(first, new Entry(first + 1, one.payloadDigest(), one.mac(), other.payload()));
                log.set(second, new Entry(second + 1, other.payloadDigest(), other.mac(), one.payload()));
                return first + 1;
            }
        },
        INSERT_A_COPY {
            @Override
            int apply(List<Entry> log, AuditChain chain, Random random) {
                int at = random.nextInt(log.size());
                log.add(at + 1, log.get(at));
                return at + 1;
            }
        },
        INSERT_AND_MAKE_ROOM {
            @Override
            int apply(List<Entry> log, AuditChain chain, Random random) {
                int at = random.nextInt(log.size());
                Entry model = log.get(random.nextInt(log.size()));
                log.add(at, model);
                for (int i = at; i < log.size(); i++) {
                    Entry entry = log.get(i);
                    log.set(i, new Entry(i + 1, entry.payloadDigest(), entry.mac(), entry.payload()));
                }
                // A copy put directly before itself is the same as one behind itself.
                return model.sequence() == at + 1 ? at + 2 : at + 1;
            }
        };

        /** Tampers and returns the first place that is not as it was written. */
        abstract int apply(List<Entry> log, AuditChain chain, Random random);

        private static String edited(Entry entry) {
            String payload = entry.payload();
            return payload == null ? "" : payload.replace("backup-held", "backup-kept");
        }
    }
}
