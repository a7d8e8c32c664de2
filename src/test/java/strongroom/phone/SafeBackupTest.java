package strongroom.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Random;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import strongroom.phone.SafeBackup.Contents;
import strongroom.phone.SafeBackup.Finding;
import strongroom.phone.SafeBackup.Inspection;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SafeBackupTest {

    private static final String KEY = "ZWNob2VjaG9lY2hvZWNob2VjaG9lY2hvZWNob2VjaG8=";
    private static final String SMALLEST = "{\"info\":{\"version\":1},\"user\":{\"privatekey\":\"" + KEY
            + "\"},\"settings\":{\"syncContacts\":false}}";

    private final Phone android = new AndroidPhone(AndroidPhone.Version.V6_2);
    private final Phone iphone = new IPhone(IPhone.Version.V7_2, Pace.UNBROKEN);

    @Test
    void the_schema_is_one() {
        var dialect = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        var metaschema = dialect.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(metaschema.validate(Vectors.text("safe-backup.schema.json"), InputFormat.JSON))
                .isEmpty();
        assertThat(metaschema.validate("{\"type\":\"nonsense\"}", InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void the_smallest_backup_fits() {
        assertThat(parse(SMALLEST).findings()).isEmpty();
    }

    @Test
    void members_of_newer_apps_are_allowed_everywhere() {
        String newer =
                SMALLEST.replace("\"version\":1", "\"version\":1,\"new\":[]").replaceFirst("\\{", "{\"new\":{},");

        assertThat(parse(newer).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"version\":1 | \"version\":2 | /info/version | only 1 is allowed here",
                "\"version\":1 | \"version\":\"1\" | /info/version | only 1 is allowed here",
                "\"version\":1 | \"device\":\"x\" | /info | the member \"version\" is missing",
                "\"privatekey\" | \"publickey\" | /user | the member \"privatekey\" is missing",
                "\"ZWNo | \"WNo | /user/privatekey | this does not have the shape ^[A-Za-z0-9+/]{43}=$",
                "\"syncContacts\":false | \"syncContacts\":\"SECRET\" | /settings/syncContacts | this is of another type than \"boolean\"",
                "{\"info\" | {\"contacts\":[{\"identity\":\"SECRETID9\",\"verification\":1}],\"info\" | /contacts/0/identity | this does not have the shape ^[0-9A-Z*][0-9A-Z]{7}$",
                "{\"info\" | {\"contacts\":[{\"identity\":\"ECHOECHO\",\"verification\":1,\"lastUpdate\":-1}],\"info\" | /contacts/0/lastUpdate | this is less than 0",
                "{\"info\" | {\"groups\":[{\"id\":\"0123456789abcdef\",\"creator\":\"ECHOECHO\",\"members\":[]}],\"info\" | /groups/0 | the member \"deleted\" is missing",
                "{\"info\" | {\"distributionlists\":{},\"info\" | /distributionlists | this is of another type than \"array\""
            })
    void what_does_not_fit_is_named_by_place_and_expectation(
            String part, String instead, String pointer, String sentence) {
        assertThat(parse(SMALLEST.replace(part, instead)).findings()).containsExactly(new Finding(pointer, sentence));
    }

    @Test
    void no_finding_repeats_a_value() {
        String broken = SMALLEST.replace(KEY, "CANARY")
                .replace("false", "\"CANARY\"")
                .replace(
                        "\"privatekey\"",
                        "\"profilePicRelease\":[\"CANARY\",7],\"nickname\":{\"CANARY\":1},\"privatekey\"");

        assertThat(parse(broken).findings())
                .hasSizeGreaterThan(3)
                .noneMatch(finding -> finding.toString().contains("CANARY"));
    }

    @Test
    void a_document_that_is_no_object_is_one_finding() {
        assertThat(parse("[]").findings()).containsExactly(new Finding("", "this is of another type than \"object\""));
    }

    @Test
    void findings_are_bounded() {
        String contacts = "{},".repeat(1_000) + "{}";

        assertThat(parse("{\"contacts\":[" + contacts + "]}").findings()).hasSize(SchemaCheck.MAX_FINDINGS);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 1000})
    void made_up_backups_fit_the_schema_on_both_platforms(int contacts) {
        Contents contents = new Contents(contacts, true);

        assertThat(android.makeUp(contents, new Random(1)).findings()).isEmpty();
        assertThat(iphone.makeUp(contents, new Random(1)).findings()).isEmpty();
    }

    /** The size model of safe-protocol 5, in kB. */
    @ParameterizedTest
    @CsvSource({"20,false,7", "100,true,74", "500,true,214", "1000,true,372", "2000,true,691", "5000,true,1600"})
    void made_up_backups_are_as_long_as_real_ones(int contacts, boolean picture, int kilobytes) {
        Contents contents = new Contents(contacts, picture);

        int onAndroid = android.makeUp(contents, new Random(7)).json().length;
        int onIphone = iphone.makeUp(contents, new Random(7)).json().length;

        assertThat(onAndroid / 1000.0).isCloseTo(kilobytes, Percentage.withPercentage(10));
        assertThat(onIphone).isLessThan(onAndroid);
    }

    @Test
    void an_iphone_backup_of_a_large_list_is_some_percent_shorter() {
        Contents contents = new Contents(5000, false);

        double ratio = (double) iphone.makeUp(contents, new Random(7)).json().length
                / android.makeUp(contents, new Random(7)).json().length;

        assertThat(ratio).isBetween(0.91, 0.95);
    }

    @Test
    void equal_random_numbers_make_equal_backups() {
        Contents contents = new Contents(30, true);

        assertThat(android.makeUp(contents, new Random(3))).isEqualTo(android.makeUp(contents, new Random(3)));
        assertThat(android.makeUp(contents, new Random(3))).isNotEqualTo(android.makeUp(contents, new Random(4)));
    }

    @Test
    void only_android_has_distribution_lists() {
        Contents contents = new Contents(200, true);

        assertThat(android.makeUp(contents, new Random(1)).summary())
                .extracting(
                        SafeBackup.Summary::contacts,
                        SafeBackup.Summary::groups,
                        SafeBackup.Summary::distributionLists,
                        SafeBackup.Summary::picture)
                .containsExactly(200, 25, 2, true);
        assertThat(iphone.makeUp(contents, new Random(1)).summary().distributionLists())
                .isZero();
    }

    @Test
    void what_a_restore_cannot_do_without_is_told() {
        assertThat(android.makeUp(new Contents(1, false), new Random(1)))
                .returns(1, SafeBackup::version)
                .returns(true, SafeBackup::hasPrivateKey);
        assertThat(parse("{\"info\":{\"version\":2},\"user\":{\"privatekey\":\"\"}}"))
                .returns(2, SafeBackup::version)
                .returns(false, SafeBackup::hasPrivateKey);
        assertThat(parse("{}")).returns(0, SafeBackup::version);
    }

    @Test
    void a_backup_cannot_be_made_of_a_negative_number() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Contents(-1, false));
    }

    @Test
    void a_backup_cannot_be_printed() {
        assertThat(parse(SMALLEST)).hasToString("SafeBackup[" + SMALLEST.length() + " bytes]");
    }

    @Test
    void a_file_with_json_is_inspected_with_findings() {
        Inspection inspection = SafeBackup.inspect("{\"info\":{}}".getBytes(StandardCharsets.UTF_8));

        assertThat(inspection).isInstanceOfSatisfying(Inspection.Json.class, json -> {
            assertThat(json.summary().bytes()).isEqualTo(11);
            assertThat(json.findings()).hasSize(3);
        });
    }

    @Test
    void an_encrypted_file_is_known_as_such() {
        SafeKey key = SafeKey.derive(new ThreemaId("ECHOECHO"), "shootdeathstar");
        byte[] blob = new SafeBox(key).seal(parse(SMALLEST), new Random(1)).bytes();

        assertThat(SafeBackup.inspect(blob)).isEqualTo(new Inspection.Encrypted(blob.length));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "a text of more than forty bytes that is neither JSON nor anything encrypted"})
    void other_files_are_neither(String text) {
        assertThat(SafeBackup.inspect(text.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Inspection.Neither(text.length()));
    }

    private static SafeBackup parse(String json) {
        return Objects.requireNonNull(SafeBackup.parse(json.getBytes(StandardCharsets.UTF_8)));
    }
}
