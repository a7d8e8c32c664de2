package strongroom.sealing;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import strongroom.account.AccountId;
import strongroom.account.Id128;
import strongroom.account.TenantId;
import strongroom.backup.Ciphertext;
import strongroom.backup.Handle;
import strongroom.sealing.SealedRow.Place;
import strongroom.sealing.SealedRow.Stamp;
import strongroom.sealing.WrappedKey.Purpose;
import strongroom.sealing.Wrapping.Unwrapped;

/**
 * Whatever lies on the disk in place of what was written there. The first byte says what: a keyring's file as it stands, or a genuine
 * blob, row, wrapped key or keyring's file with edits, each three bytes: two for the place and one that is added to what is there.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class SealedFormatFuzzTest {

    private static final Random RANDOM = new Random(7);
    private static final RandomKey KEY = RandomKey.draw(RANDOM);
    private static final TenantId TENANT = new TenantId(new Id128(1, 2));
    private static final List<Purpose> PURPOSES =
            List.of(Purpose.TENANT, Purpose.AUDIT, Purpose.PEPPER, Purpose.SECRETS);
    private static final Handle HANDLE = Handle.random(RANDOM);
    private static final Place PLACE = new Place(TENANT, HANDLE, 7);
    private static final Ciphertext TEXT = Ciphertext.owning(new byte[Ciphertext.MIN_BYTES + 3]);
    private static final byte[] BLOB = new SealedBlob(KEY, PLACE).seal(TEXT, RANDOM);
    private static final Keyring KEYRING = new Keyring(List.of(
            KeyringKey.draw(Instant.parse("2027-01-01T00:00:00Z"), RANDOM),
            KeyringKey.draw(Instant.parse("2026-11-23T04:00:00Z"), RANDOM)));

    @FuzzTest
    void nothing_opens_but_what_was_sealed(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] rest = Arrays.copyOfRange(data, 1, data.length);
        switch (data[0]) {
            case 's' -> checkKeyring(data);
            case 'k' -> checkKeyring(edited(KEYRING.text(), rest));
            case 'b' -> checkBlob(edited(BLOB, rest));
            case 'r' -> checkRow(rest);
            case 'w' -> checkWrapped(rest);
            case 'g' -> checkGroups(rest);
            case 'c' -> checkCanonical(rest);
            default -> checkBlob(data);
        }
    }

    private static void checkBlob(byte[] stored) {
        Unsealed opened = new SealedBlob(KEY, PLACE).open(stored);

        Unsealed expected = Arrays.equals(stored, BLOB) ? new Unsealed.Opened(TEXT) : new Unsealed.Damaged();
        assertThat(opened).isEqualTo(expected);
        assertThat(new SealedBlob(KEY, new Place(TENANT, HANDLE, 8)).open(stored))
                .isEqualTo(new Unsealed.Damaged());
    }

    /** What parses is byte for byte what is written; whatever does not is told by a line that there is. */
    private static void checkKeyring(byte[] text) {
        switch (Keyring.parse(text)) {
            case Keyring.Parsed.Read(Keyring keyring) -> {
                assertThat(keyring.text()).isEqualTo(text);
                assertThat(Keyring.parse(keyring.text())).isEqualTo(new Keyring.Parsed.Read(keyring));
                assertThat(keyring.toString()).hasSize(7 + 18 * keyring.keys().size());
            }
            case Keyring.Parsed.Malformed(int line, Keyring.Flaw flaw) -> {
                long lines = new String(text, StandardCharsets.ISO_8859_1)
                                .chars()
                                .filter(c -> c == '\n')
                                .count()
                        + 1;
                assertThat((long) line).as("line of %s", flaw).isBetween(1L, lines);
            }
        }
    }

    /** A row that differs in any fact is not vouched for. */
    private static void checkRow(byte[] edits) {
        byte[] facts = Arrays.copyOf(edited(facts(), edits), facts().length);
        ByteBuffer from = ByteBuffer.wrap(facts);
        RowMac mac = new RowMac(3, KEY);
        SealedRow genuine = row(ByteBuffer.wrap(facts()), mac);
        SealedRow other = row(from, mac);
        SealedRow stored = new SealedRow(
                other.place(),
                other.uploaded(),
                other.owner(),
                new SealedRow.Seal(
                        3,
                        other.seal().lookup(),
                        other.seal().bytes(),
                        other.seal().sha256(),
                        genuine.seal().mac()));

        assertThat(mac.vouchesFor(stored)).isEqualTo(stored.equals(genuine));
        assertThat(mac.vouchesFor(other)).isTrue();
        assertThat(new RowMac(4, KEY).vouchesFor(other)).isFalse();
    }

    private static byte[] facts() {
        return ByteBuffer.allocate(129)
                .put(TENANT.bytes())
                .put(HANDLE.bytes())
                .putLong(7)
                .putLong(1_795_406_400_123L)
                .putLong(86_400)
                .put((byte) 1)
                .put(new byte[16])
                .putLong(BLOB.length)
                .array();
    }

    private static SealedRow row(ByteBuffer facts, RowMac mac) {
        Place place = new Place(
                new TenantId(Id128.of(bytes(facts, 16))), new Handle(Id128.of(bytes(facts, 16))), facts.getLong());
        // Whatever a column of milliseconds can hold is a time.
        Stamp uploaded = new Stamp(Instant.ofEpochMilli(facts.getLong()), facts.getLong());
        AccountId owner = owner(facts.get(), Id128.of(bytes(facts, 16)));
        long length = facts.getLong();
        Digest half = Digest.of(Arrays.copyOf(bytes(facts, 24), Digest.BYTES));
        Digest otherHalf = Digest.of(Arrays.copyOf(bytes(facts, 24), Digest.BYTES));
        return mac.row(place, uploaded, owner, new RowMac.Bound(half, length, otherHalf));
    }

    private static @Nullable AccountId owner(byte isThere, Id128 id) {
        return isThere == 0 ? null : new AccountId(id);
    }

    private static byte[] bytes(ByteBuffer from, int count) {
        byte[] bytes = new byte[count];
        from.get(bytes);
        return bytes;
    }

    /** A key opens as what it was wrapped as, and as nothing else. */
    private static void checkWrapped(byte[] edits) {
        WrappedKey genuine = new Wrapping(new SecureRandom()).drawTenantKey(TENANT, 3, KEYRING);
        byte[] label = Arrays.copyOf(edited(new byte[] {0, 3, 0}, Arrays.copyOf(edits, Math.min(edits.length, 6))), 3);
        byte[] wrapped = edited(genuine.wrapped(), Arrays.copyOfRange(edits, Math.min(edits.length, 6), edits.length));
        Purpose purpose = PURPOSES.get(Math.floorMod(label[0], PURPOSES.size()));
        String keyringId = KEYRING.keys().get(Math.floorMod(label[2], 2)).id();
        WrappedKey stored = new WrappedKey(
                purpose, purpose == Purpose.TENANT ? TENANT : null, label[1], label[2] == 5 ? "5" : keyringId, wrapped);

        Unwrapped opened = Wrapping.unwrap(stored, KEYRING);

        if (stored.equals(genuine)) {
            assertThat(opened).isInstanceOf(Unwrapped.Key.class);
        } else if (label[2] == 5) {
            assertThat(opened).isEqualTo(new Unwrapped.UnknownKeyringKey("5"));
        } else {
            assertThat(opened).isEqualTo(new Unwrapped.Damaged());
        }
        assertThat(stored.toString()).hasSizeLessThan(80);
    }

    /** A group as somebody types it is read at one place at most, as it would be written there. */
    private static void checkGroups(byte[] typed) {
        String digits = KeyGroups.meant(new String(typed, StandardCharsets.UTF_8));
        for (int position = 1; position <= KeyGroups.COUNT; position++) {
            byte[] part = KeyGroups.digits(digits, position);
            if (part != null) {
                byte[] key = new byte[RandomKey.BYTES];
                System.arraycopy(part, 0, key, (position - 1) * part.length, part.length);
                String written = KeyGroups.group(RandomKey.of(key), position);
                assertThat(written.replace("-", "")).isEqualTo(digits);
                assertThat(KeyGroups.parse(written, position)).isEqualTo(part);
            }
        }
    }

    /** The lengths stand in the bytes: what was put in can be read out, so no two contents are one encoding. */
    private static void checkCanonical(byte[] script) {
        Canonical encoding = new Canonical("label");
        List<byte[]> parts = new ArrayList<>(List.of("label".getBytes(StandardCharsets.UTF_8)));
        for (int i = 0; i < script.length; ) {
            int end = Math.min(script.length, i + 1 + (script[i] & 7));
            byte[] part = Arrays.copyOfRange(script, i + 1, end);
            parts.add(part);
            encoding.bytes(part);
            i = end;
        }
        ByteBuffer read = ByteBuffer.wrap(encoding.encoded());
        for (byte[] part : parts) {
            assertThat(bytes(read, read.getInt())).isEqualTo(part);
        }
        assertThat(read.hasRemaining()).isFalse();
    }

    /** The place {@code 0xffff} cuts off as many bytes as the third one says. */
    private static byte[] edited(byte[] genuine, byte[] edits) {
        byte[] changed = genuine.clone();
        for (int i = 0; i + 2 < edits.length; i += 3) {
            int place = (edits[i] & 0xff) << 8 | (edits[i + 1] & 0xff);
            if (place == 0xffff) {
                changed = Arrays.copyOf(changed, Math.max(0, changed.length - (edits[i + 2] & 0xff)));
            } else if (changed.length > 0) {
                changed[place % changed.length] += edits[i + 2];
            }
        }
        return changed;
    }
}
