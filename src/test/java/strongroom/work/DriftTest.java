package strongroom.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import strongroom.account.AccountId;
import strongroom.account.Id128;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.work.Subscription.Credential;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
final class DriftTest {

    private static final int ROUNDS = 2_000;
    private static final Subscription.About ABOUT = new Subscription.About("Example AG", null);

    @Test
    void after_its_push_nothing_differs_whatever_was_there() {
        Random random = new Random(20261123);
        for (int round = 0; round < ROUNDS; round++) {
            Subscription found = subscription(random);
            Drift.Wanted wanted = wanted(random, found);

            Push push = Push.of(Drift.between(wanted, found));
            Subscription after = applied(push, found);

            assertThat(Drift.between(wanted, after).entries())
                    .as("round %d", round)
                    .isEmpty();
            assertThat(untouched(wanted, after)).as("round %d", round).isEqualTo(untouched(wanted, found));
        }
    }

    @Test
    void a_push_that_is_cut_off_anywhere_is_continued_by_another() {
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            Subscription found = subscription(random);
            Drift.Wanted wanted = wanted(random, found);
            Push push = Push.of(Drift.between(wanted, found));
            int cut = random.nextInt(push.calls() + 1);

            Subscription half = applied(new Push(push.steps().subList(0, cut)), found);
            Push rest = Push.of(Drift.between(wanted, half));

            assertThat(rest.calls()).as("round %d", round).isLessThanOrEqualTo(push.calls() - cut + 1);
            assertThat(Drift.between(wanted, applied(rest, half)).entries()).isEmpty();
        }
    }

    @Test
    void what_differs_is_named_for_what_it_is() {
        Policy found = Policy.EMPTY
                .with(Parameter.TH_SAFE_ENABLE, new Value.Text("true"))
                .with(Parameter.TH_SKIP_WIZARD, new Value.Truth(true))
                .with(Parameter.TH_SAFE_SERVER_URL, new Value.Text(""));
        Policy wanted = Policy.EMPTY
                .with(Parameter.TH_SAFE_ENABLE, new Value.Truth(true))
                .with(Parameter.TH_SAFE_SERVER_USERNAME, new Value.Text("phones"));

        Drift drift = Drift.between(new Drift.Wanted(wanted, Map.of()), new Subscription(ABOUT, found, List.of()));

        assertThat(drift.entries())
                .extracting(Drift.Entry::parameter, Drift.Entry::kind)
                .containsExactly(
                        tuple(Parameter.TH_SAFE_ENABLE, Drift.Kind.DIFFERENT),
                        tuple(Parameter.TH_SAFE_SERVER_USERNAME, Drift.Kind.MISSING),
                        tuple(Parameter.TH_SKIP_WIZARD, Drift.Kind.SURPLUS));
        assertThat(drift.scopes()).isOne();
    }

    @Test
    void five_thousand_credentials_are_written_in_fifty_calls() {
        List<Credential> credentials = new ArrayList<>();
        Map<String, Policy> wanted = new HashMap<>();
        for (int i = 0; i < 5000; i++) {
            credentials.add(new Credential("c" + i, "user" + i, Policy.EMPTY));
            wanted.put("c" + i, Policy.EMPTY.with(Parameter.TH_SAFE_ENABLE, new Value.Truth(true)));
        }

        Drift drift = Drift.between(
                new Drift.Wanted(Policy.EMPTY, wanted), new Subscription(ABOUT, Policy.EMPTY, credentials));

        assertThat(drift.scopes()).isEqualTo(5000);
        assertThat(Push.of(drift).calls()).isEqualTo(50);
        assertThat(Push.of(drift).steps())
                .allSatisfy(step -> assertThat(step.credentials()).isLessThanOrEqualTo(Push.MOST_OF_A_CALL));
    }

    @Test
    void a_credential_is_the_accounts_with_its_name_or_that_of_its_login_or_nobodys() {
        AccountId anna = new AccountId(new Id128(1, 1));
        AccountId ben = new AccountId(new Id128(2, 2));
        Policy login = Policy.EMPTY.with(Parameter.TH_SAFE_SERVER_USERNAME, new Value.Text("BEN"));
        List<Credential> credentials = List.of(
                new Credential("1", "Anna", login),
                new Credential("2", "licence-2", login),
                new Credential("3", "licence-3", Policy.EMPTY),
                new Credential("4", "licence-4", Policy.EMPTY));

        Ownership ownership = Ownership.of(credentials, Map.of("anna", anna, "ben", ben), Map.of("3", ben, "1", ben));

        assertThat(ownership.owners()).isEqualTo(Map.of("1", anna, "2", ben, "3", ben));
        assertThat(ownership.nobodys()).containsExactly(credentials.get(3));
    }

    private static Map<String, Policy> untouched(Drift.Wanted wanted, Subscription subscription) {
        Map<String, Policy> others = new HashMap<>();
        for (Credential credential : subscription.credentials()) {
            if (!wanted.individual().containsKey(credential.id())) {
                others.put(credential.id(), credential.individual());
            }
        }
        return others;
    }

    private static Subscription subscription(Random random) {
        List<Credential> credentials = new ArrayList<>();
        int count = random.nextInt(5) == 0 ? 250 : random.nextInt(6);
        for (int i = 0; i < count; i++) {
            credentials.add(new Credential("c" + i, "user" + i, policy(random, true)));
        }
        return new Subscription(ABOUT, policy(random, true), credentials);
    }

    private static Drift.Wanted wanted(Random random, Subscription found) {
        Map<String, Policy> individual = new HashMap<>();
        for (Credential credential : found.credentials()) {
            if (random.nextInt(4) > 0) {
                individual.put(credential.id(), policy(random, false));
            }
        }
        return new Drift.Wanted(policy(random, false), individual);
    }

    private static Policy policy(Random random, boolean odd) {
        Policy policy = Policy.EMPTY;
        for (Parameter parameter : Parameter.values()) {
            if (BackupSet.has(parameter) && random.nextInt(3) == 0) {
                policy = policy.with(parameter, value(random, parameter, odd && random.nextInt(5) == 0));
            }
        }
        return policy;
    }

    private static Value value(Random random, Parameter parameter, boolean odd) {
        if (odd) {
            return random.nextBoolean() ? new Value.Whole(random.nextInt(3)) : new Value.Text("");
        }
        return switch (parameter.kind()) {
            case BOOLEAN -> new Value.Truth(random.nextBoolean());
            case STRING -> new Value.Text("text " + random.nextInt(2));
        };
    }

    private static Subscription applied(Push push, Subscription before) {
        Policy global = before.global();
        Map<String, Policy> individual = new HashMap<>();
        before.credentials().forEach(credential -> individual.put(credential.id(), credential.individual()));
        for (Push.Step step : push.steps()) {
            switch (step) {
                case Push.SetGlobal(Parameter parameter, Value value) -> global = global.with(parameter, value);
                case Push.RemoveGlobal(Parameter parameter) -> global = global.without(parameter);
                case Push.SetIndividual(List<Push.Values> all) ->
                    all.forEach(one -> one.values()
                            .values()
                            .forEach((parameter, value) -> individual.merge(
                                    one.credential().id(),
                                    Policy.EMPTY.with(parameter, value),
                                    (was, set) -> was.with(parameter, value))));
                case Push.RemoveIndividual(Credential credential, Parameter parameter) ->
                    individual.computeIfPresent(credential.id(), (id, was) -> was.without(parameter));
            }
        }
        return new Subscription(
                before.about(),
                global,
                before.credentials().stream()
                        .map(one -> new Credential(
                                one.id(), one.username(), individual.getOrDefault(one.id(), Policy.EMPTY)))
                        .toList());
    }
}
