package strongroom.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import strongroom.account.Id128;
import strongroom.backup.Handle;
import strongroom.backup.StoredBackup;
import strongroom.mdm.Channel;
import strongroom.mdm.Layer;
import strongroom.mdm.Layers;
import strongroom.mdm.Parameter;
import strongroom.mdm.Platform;
import strongroom.mdm.Policy;
import strongroom.mdm.Surroundings;
import strongroom.mdm.Value;
import strongroom.mdm.Warning;
import strongroom.mdm.export.Addressee;
import strongroom.mdm.export.ExportFormat;
import strongroom.mdm.export.WriteOutcome;
import strongroom.phone.PhoneResult;
import strongroom.phone.PhoneResult.Reason;
import strongroom.phone.PhoneResult.Step;
import strongroom.phone.SafeBackup;
import strongroom.phone.SafeBox.Opening;
import strongroom.phone.SafeServer;
import strongroom.phone.ThreemaId;

/** The list of mdm-policy 7.4, each line raised and not raised. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class RestoreCheckTest {

    private static final Instant NOW = Instant.parse("2026-11-23T04:10:00Z");
    private static final String URL = "https://safe.example.org/acme/";
    private static final Handle HANDLE = new Handle(new Id128(7, 8));
    private static final PhoneResult.Announced CONFIG = new PhoneResult.Announced(2_097_152, 180);
    private static final PhoneResult.Present THERE = new PhoneResult.Present(1000L);
    private static final SafeServer.Login LOGIN = new SafeServer.Login("anna", "a-secret-of-anna");

    @Test
    void where_all_is_well_every_point_has_its_line_and_nothing_weighs() {
        RestorePlan plan = good().plan();

        assertThat(plan.findings().stream().map(Finding::point)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(plan.findings().stream().map(Finding::state))
                .containsExactly(
                        State.OK,
                        State.OK,
                        State.OK,
                        State.OK,
                        State.OK,
                        State.CONFIRM,
                        State.OK,
                        State.CONFIRM,
                        State.CONFIRM);
        assertThat(plan.verdict()).isEqualTo(State.OK);
    }

    @Test
    void from_the_url_alone_what_only_the_store_knows_is_left_to_a_person() {
        RestorePlan plan = good().store(new StoreAnswer.Unasked()).facts(null).plan();

        assertThat(plan.findings())
                .contains(
                        new Finding.SettingsUnknown(State.CONFIRM),
                        new Finding.Served(1000L, State.OK),
                        new Finding.EndUnknown(State.CONFIRM),
                        new Finding.AgeUnknown(State.CONFIRM),
                        new Finding.Afterwards(null, State.CONFIRM));
        assertThat(plan.verdict()).isEqualTo(State.OK);
    }

    // 1: ID and password.

    @ParameterizedTest
    @CsvSource({"1234567,W04,STOPS", "pässwörter,W06,WARNING"})
    void a_password_that_the_apps_take_differently_is_named(String password, Warning warning, State state) {
        RestorePlan plan = good().password(password).plan();

        assertThat(raised(plan)).containsExactly(warning);
        assertThat(plan.findings().getFirst()).returns(1, Finding::point).returns(state, Finding::state);
        assertThat(plan.verdict()).isEqualTo(state);
    }

    @Test
    void a_password_beyond_4096_characters_stops_it_and_one_of_8_and_of_4096_do_not() {
        assertThat(raised(good().password("x".repeat(4097)).plan())).containsExactly(Warning.W05);
        assertThat(raised(good().password("x".repeat(4096)).plan())).isEmpty();
        assertThat(raised(good().password("x".repeat(8)).plan())).isEmpty();
    }

    // 2: what else the phone is given.

    @Test
    void restoring_that_is_disabled_stops_it_and_is_not_switched_on_behind_anybodys_back() {
        RestorePlan plan = good().with(Parameter.TH_SAFE_RESTORE_ENABLE, new Value.Truth(false))
                .plan();

        assertThat(raised(plan)).containsExactly(Warning.W27);
        assertThat(plan.verdict()).isEqualTo(State.STOPS);
    }

    @Test
    void disabled_backups_and_a_wrong_url_and_half_a_login_stop_it() {
        assertThat(raised(good().with(Parameter.TH_DISABLE_BACKUPS, new Value.Truth(true))
                        .plan()))
                .containsExactly(Warning.W21);
        assertThat(raised(good().with(Parameter.TH_SAFE_SERVER_URL, new Value.Text("http://x"))
                        .plan()))
                .contains(Warning.W09);
        assertThat(raised(good().without(Parameter.TH_SAFE_SERVER_PASSWORD).plan()))
                .containsExactly(Warning.W11, Warning.W30);
    }

    @Test
    void a_truth_value_as_text_stops_it() {
        assertThat(raised(good().with(Parameter.TH_SAFE_ENABLE, new Value.Text("true"))
                        .plan()))
                .containsExactly(Warning.W01);
    }

    @Test
    void what_speaks_against_a_policy_for_other_reasons_is_not_said_here() {
        // W24, W56 and W65 say much of the policy and nothing of the restore.
        assertThat(raised(good().without(Parameter.TH_SAFE_ENABLE).plan())).isEmpty();
    }

    @Test
    void another_id_that_wins_stops_it() {
        Policy cockpit = Policy.EMPTY.with(Parameter.TH_SAFE_RESTORE_ID, new Value.Text("OTHER123"));
        Layers known = new Layers(Layer.EMPTY, Layer.of(Channel.COCKPIT, cockpit), true);

        assertThat(good().known(known).plan().findings()).contains(new Finding.OtherIdentity(State.STOPS));
        assertThat(good().known(new Layers(Layer.of(Channel.EXTERNAL, cockpit), Layer.EMPTY, false))
                        .plan()
                        .findings())
                .doesNotHaveAnyElementsOfTypes(Finding.OtherIdentity.class);
    }

    // 3: the backup.

    @Test
    void a_trashed_a_damaged_and_an_absent_backup_stop_it() {
        Kept trashed = kept(StoredBackup.State.TRASHED, days(-1), days(29), days(-1));
        PhoneResult.Look none = new PhoneResult.NoBackup();

        assertThat(third(good().store(new StoreAnswer.Found(trashed)).look(none).plan()))
                .containsExactly(new Finding.Trashed(HANDLE, days(-1), days(29), State.STOPS));
        assertThat(third(good().store(new StoreAnswer.Found(kept(StoredBackup.State.DAMAGED, days(-1), null, null)))
                        .plan()))
                .containsExactly(new Finding.Damaged(HANDLE, State.STOPS));
        assertThat(third(good().store(new StoreAnswer.Absent("acme")).look(none).plan()))
                .containsExactly(new Finding.NotStored("acme", State.STOPS));
        assertThat(third(good().store(new StoreAnswer.Unasked())
                        .facts(null)
                        .look(none)
                        .plan()))
                .containsExactly(new Finding.NotServed(State.STOPS));
    }

    @Test
    void store_and_listener_that_disagree_are_noticed() {
        assertThat(third(good().look(new PhoneResult.NoBackup()).plan()))
                .containsExactly(new Finding.Withheld(HANDLE, State.STOPS));
        assertThat(third(good().store(new StoreAnswer.Absent("acme")).plan()))
                .containsExactly(new Finding.ServedElsewhere("acme", State.WARNING));
    }

    @Test
    void where_nobody_can_be_asked_nobody_knows_and_that_stops_it() {
        Case nobody = good().store(new StoreAnswer.Unasked()).facts(null);

        assertThat(third(nobody.server(null).plan())).containsExactly(new Finding.NobodyKnows(State.STOPS));
        assertThat(third(nobody.look(new PhoneResult.Refused(Step.BACKUP, 429)).plan()))
                .containsExactly(new Finding.NobodyKnows(State.STOPS));
    }

    @Test
    void one_that_expires_within_14_days_or_has_expired_is_named_and_a_later_or_held_one_is_not() {
        assertThat(third(ending(days(14)))).contains(new Finding.Ending(HANDLE, days(14), State.WARNING));
        assertThat(third(ending(days(14).plusSeconds(1)))).hasSize(1);
        assertThat(third(ending(NOW))).contains(new Finding.Expired(HANDLE, NOW, State.WARNING));
        assertThat(third(ending(null))).hasSize(1);
    }

    private static RestorePlan ending(@Nullable Instant ends) {
        return good().store(new StoreAnswer.Found(kept(StoredBackup.State.LIVE, days(-1), ends, null)))
                .plan();
    }

    @Test
    void one_that_is_too_large_or_too_short_or_somebody_elses_is_named() {
        assertThat(third(good().store(new StoreAnswer.Unasked())
                        .facts(null)
                        .look(new PhoneResult.Present(2_097_153L))
                        .plan()))
                .contains(new Finding.TooLarge(2_097_153, 2_097_152, State.WARNING));
        assertThat(third(good().store(new StoreAnswer.Unasked())
                        .facts(null)
                        .look(new PhoneResult.Present(2_097_152L))
                        .plan()))
                .hasSize(2);
        assertThat(third(good().store(new StoreAnswer.Unasked())
                        .facts(null)
                        .look(new PhoneResult.Present(39L))
                        .plan()))
                .contains(new Finding.TooShort(39, State.STOPS));
        assertThat(third(good().facts(facts("bert", false)).plan()))
                .contains(new Finding.OfAnother("anna", "bert", State.WARNING));
    }

    @Test
    void of_a_user_who_alone_knows_the_password_it_is_said_what_the_account_has() {
        Kept newest = kept(StoredBackup.State.LIVE, days(-1), days(200), null);

        RestorePlan some = good().password(null)
                .store(new StoreAnswer.OfAccount("anna", 2, 1, newest))
                .look(null)
                .plan();
        RestorePlan none = good().password(null)
                .store(new StoreAnswer.OfAccount("anna", 0, 1, null))
                .look(null)
                .plan();

        assertThat(third(some)).containsExactly(new Finding.AccountHas("anna", 2, days(-1), State.OK));
        assertThat(raised(some)).containsExactly(Warning.W28);
        assertThat(some.verdict()).isEqualTo(State.WARNING);
        assertThat(third(none)).containsExactly(new Finding.AccountHasNone("anna", 1, State.STOPS));
    }

    // 4: its age.

    @Test
    void one_of_more_than_seven_days_is_old() {
        assertThat(uploaded(days(-7))).contains(new Finding.Fresh(days(-7), State.OK));
        assertThat(uploaded(days(-7).minusSeconds(1)))
                .contains(new Finding.Old(days(-7).minusSeconds(1), 7, State.WARNING));
    }

    private static List<Finding> uploaded(Instant at) {
        return good().store(new StoreAnswer.Found(kept(StoredBackup.State.LIVE, at, days(200), null)))
                .plan()
                .findings();
    }

    // 5: the login on the exact URL.

    @ParameterizedTest
    @MethodSource("answers")
    void what_the_listener_answers_is_judged(PhoneResult.Test config, boolean isLoggedIn, Finding.OfServer expected) {
        RestorePlan plan = good().server(new ServerAnswer(URL, isLoggedIn, config, null, null))
                .plan();

        assertThat(of(plan, Finding.OfServer.class)).containsExactly(expected);
    }

    private static Stream<List<Object>> pairs() {
        return Stream.of(
                List.of(CONFIG, true, new Finding.LoginTaken(URL, State.OK)),
                List.of(CONFIG, false, new Finding.NoLoginWanted(URL, State.OK)),
                List.of(refused(401), true, new Finding.LoginRefused(URL, State.STOPS)),
                List.of(refused(401), false, new Finding.LoginMissing(URL, State.STOPS)),
                List.of(refused(404), true, new Finding.Refused(URL, 404, State.STOPS)),
                List.of(refused(429), true, new Finding.Busy(URL, 429, State.WARNING)),
                List.of(refused(503), true, new Finding.Busy(URL, 503, State.WARNING)),
                List.of(
                        new PhoneResult.Redirected(Step.CONFIG, 302),
                        true,
                        new Finding.Redirected(URL, 302, State.STOPS)),
                List.of(new PhoneResult.MalformedConfig(), true, new Finding.NoSafeServer(URL, State.STOPS)),
                List.of(new PhoneResult.BadUrl("no"), true, new Finding.UrlUnusable(URL, "no", State.STOPS)),
                List.of(
                        new PhoneResult.Unreachable(Step.CONFIG, Reason.CERTIFICATE_NOT_TRUSTED),
                        true,
                        new Finding.Unreachable(URL, Reason.CERTIFICATE_NOT_TRUSTED.sentence(), State.WARNING)));
    }

    private static Stream<Object[]> answers() {
        return pairs().map(List::toArray);
    }

    private static PhoneResult.Refused refused(int status) {
        return new PhoneResult.Refused(Step.CONFIG, status);
    }

    @Test
    void another_url_than_the_phone_gets_is_named_without_a_login_in_it_and_none_is_left_to_a_person() {
        RestorePlan other = good().server(new ServerAnswer("https://u:secret@127.0.0.1/", true, CONFIG, THERE, false))
                .plan();

        assertThat(of(other, Finding.OfServer.class))
                .contains(new Finding.UrlDiffers("https://…@127.0.0.1/", URL, State.WARNING));
        assertThat(other.findings().toString()).doesNotContain("u:secret");
        assertThat(of(good().server(null).plan(), Finding.OfServer.class))
                .containsExactly(new Finding.NotAsked(State.CONFIRM));
    }

    // 6: what is inside.

    @Test
    void what_was_decrypted_has_to_be_a_backup_of_version_1_with_a_private_key() {
        assertThat(
                        opened(
                                "{\"info\":{\"version\":1},\"user\":{\"privatekey\":\"k\"},\"contacts\":[{},{}],\"groups\":[{}]}"))
                .isEqualTo(new Finding.Opened(2, 1, State.OK));
        assertThat(opened("{\"info\":{\"version\":2},\"user\":{\"privatekey\":\"k\"}}"))
                .isEqualTo(new Finding.OtherVersion(2, State.STOPS));
        assertThat(opened("{\"info\":{\"version\":1},\"user\":{}}"))
                .isEqualTo(new Finding.PrivateKeyMissing(State.STOPS));
    }

    @Test
    void what_cannot_be_decrypted_or_downloaded_stops_it() {
        assertThat(opened(new PhoneResult.Unopened(new Opening.WrongKeyOrTampered())))
                .isEqualTo(new Finding.KeyWrong(State.STOPS));
        for (Opening broken : List.of(new Opening.NotGzip(), new Opening.NotJson(), new Opening.TooLarge(1))) {
            assertThat(opened(new PhoneResult.Unopened(broken))).isEqualTo(new Finding.Broken(State.STOPS));
        }
        assertThat(opened(new PhoneResult.TooShort(3))).isEqualTo(new Finding.Broken(State.STOPS));
        assertThat(opened(new PhoneResult.NoBackup())).isEqualTo(new Finding.NotDownloaded(State.STOPS));
        assertThat(opened(new PhoneResult.Refused(Step.BACKUP, 500))).isEqualTo(new Finding.NotDownloaded(State.STOPS));
    }

    private static Finding opened(String json) {
        SafeBackup backup = SafeBackup.parse(json.getBytes(StandardCharsets.UTF_8));
        return opened(new PhoneResult.Restored(Objects.requireNonNull(backup), null));
    }

    private static Finding opened(PhoneResult.Restore result) {
        return of(good().opened(result).plan(), Finding.OfContent.class).getFirst();
    }

    // 7: whether an iPhone can read it.

    @Test
    void reading_that_needs_a_login_stops_an_iphone_and_no_android() {
        Case needed = good().server(new ServerAnswer(URL, true, CONFIG, THERE, true));

        assertThat(needed.plan().findings()).contains(new Finding.ReadingNeedsLogin(State.STOPS));
        assertThat(needed.on(Platform.ANDROID).plan().findings()).contains(new Finding.ReadingNeedsLogin(State.OK));
        assertThat(good().plan().findings()).contains(new Finding.ReadingOpen(State.OK));
    }

    @Test
    void what_the_store_says_of_reading_counts_if_nobody_saw_it() {
        Case unseen = good().server(null);

        assertThat(unseen.facts(facts("anna", true)).plan().findings())
                .contains(new Finding.ReadingNeedsLogin(State.STOPS));
        assertThat(unseen.facts(null).store(new StoreAnswer.Unasked()).plan().findings())
                .contains(new Finding.ReadingUnknown(State.CONFIRM));
    }

    // The settings.

    @Test
    void the_device_gets_what_was_typed_and_the_server_of_the_policy_in_its_spelling_and_nothing_else() {
        DeviceSettings settings = good().settings();

        WriteOutcome written = settings.write(ExportFormat.TABLE, Platform.both(), Addressee.WORK_APP);

        assertThat(written)
                .isInstanceOfSatisfying(
                        WriteOutcome.Written.class,
                        file -> assertThat(file.text()).isEqualTo("""
                        key,type,value
                        th_safe_server_url,string,"https://safe.example.org/acme/"
                        th_safe_server_username,string,"anna"
                        th_safe_server_password,string,"a-secret-of-anna"
                        th_safe_password,string,"correct-horse-42"
                        th_safe_restore_enable,boolean,true
                        th_safe_restore_id,string,"ABCD1234"
                        """));
        assertThat(settings).hasToString("DeviceSettings[hidden]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> settings.write(ExportFormat.WORK_API, Platform.both(), Addressee.WORK_APP));
    }

    @Test
    void a_login_that_was_typed_is_given_instead_of_the_policys() {
        DeviceSettings settings = DeviceSettings.of(
                new DeviceSettings.Typed(new ThreemaId("ABCD1234"), null, new SafeServer.Login("new", "typed")),
                null,
                good().known);

        assertThat(settings.login()).isEqualTo(new SafeServer.Login("new", "typed"));
        assertThat(settings.policy().has(Parameter.TH_SAFE_PASSWORD)).isFalse();
    }

    // What the cases are made of.

    private static Instant days(int days) {
        return NOW.plus(Duration.ofDays(days));
    }

    private static Kept kept(
            StoredBackup.State state, Instant uploaded, @Nullable Instant ends, @Nullable Instant trashed) {
        return new Kept(HANDLE, "anna", state, 1000, new Kept.Times(uploaded, ends, trashed), 0);
    }

    private static StoreFacts facts(String account, boolean readsNeedLogin) {
        Surroundings surroundings = new Surroundings(
                new Surroundings.Server(
                        URL,
                        new Surroundings.Logins(true, readsNeedLogin, false),
                        new Surroundings.Keeping(180, 240, 2_097_152, 1000)),
                new Surroundings.Phones(
                        Platform.both(),
                        new Surroundings.Account(false, false),
                        new Surroundings.Backups(true, true, false)));
        return new StoreFacts(account, Layers.EMPTY, surroundings, readsNeedLogin, 2_097_152);
    }

    private static <F extends Finding> List<F> of(RestorePlan plan, Class<F> kind) {
        return plan.findings().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static List<Finding> third(RestorePlan plan) {
        return List.copyOf(of(plan, Finding.OfBackup.class));
    }

    private static List<Warning> raised(RestorePlan plan) {
        return of(plan, Finding.OfPolicy.class).stream()
                .map(Finding.OfPolicy::warning)
                .toList();
    }

    private static Case good() {
        Policy policy = Policy.EMPTY
                .with(Parameter.TH_SAFE_ENABLE, new Value.Truth(true))
                .with(Parameter.TH_SAFE_SERVER_URL, new Value.Text(URL))
                .with(Parameter.TH_SAFE_SERVER_USERNAME, new Value.Text(LOGIN.user()))
                .with(Parameter.TH_SAFE_SERVER_PASSWORD, new Value.Text(LOGIN.password()));
        return new Case(
                Platform.both(),
                "correct-horse-42",
                new Layers(Layer.EMPTY, Layer.of(Channel.EXTERNAL, policy), false),
                facts("anna", false),
                new StoreAnswer.Found(kept(StoredBackup.State.LIVE, days(-1), days(200), null)),
                new ServerAnswer(URL, true, CONFIG, THERE, false),
                null);
    }

    /** A case in which all is well, to be changed in one thing at a time. */
    private record Case(
            Set<Platform> platforms,
            @Nullable String password,
            Layers known,
            @Nullable StoreFacts facts,
            StoreAnswer store,
            @Nullable ServerAnswer server,
            PhoneResult.@Nullable Restore opened) {

        RestorePlan plan() {
            return RestoreCheck.of(new RestoreCase(platforms, settings(), facts, store, server, opened, NOW));
        }

        DeviceSettings settings() {
            return DeviceSettings.of(new DeviceSettings.Typed(new ThreemaId("ABCD1234"), password, null), null, known);
        }

        Case on(Platform platform) {
            return new Case(Set.of(platform), password, known, facts, store, server, opened);
        }

        Case password(@Nullable String typed) {
            return new Case(platforms, typed, known, facts, store, server, opened);
        }

        Case known(Layers layers) {
            return new Case(platforms, password, layers, facts, store, server, opened);
        }

        Case with(Parameter parameter, Value value) {
            Policy policy = known.individual().external().with(parameter, value);
            return known(new Layers(Layer.EMPTY, Layer.of(Channel.EXTERNAL, policy), false));
        }

        Case without(Parameter parameter) {
            Policy policy = known.individual().external().without(parameter);
            return known(new Layers(Layer.EMPTY, Layer.of(Channel.EXTERNAL, policy), false));
        }

        Case facts(@Nullable StoreFacts other) {
            return new Case(platforms, password, known, other, store, server, opened);
        }

        Case store(StoreAnswer answer) {
            return new Case(platforms, password, known, facts, answer, server, opened);
        }

        Case server(@Nullable ServerAnswer answer) {
            return new Case(platforms, password, known, facts, store, answer, opened);
        }

        Case look(PhoneResult.@Nullable Look look) {
            return server(new ServerAnswer(URL, true, CONFIG, look, false));
        }

        Case opened(PhoneResult.Restore result) {
            return new Case(platforms, password, known, facts, store, server, result);
        }
    }
}
