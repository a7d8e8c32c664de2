package strongroom.work;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import strongroom.mdm.Parameter;
import strongroom.mdm.Policy;
import strongroom.mdm.Value;
import strongroom.work.Subscription.Credential;

/**
 * The calls that make a subscription what it is to be, in order, one for each step: values of credentials are set, many at a time, then
 * those for everybody; values of credentials are removed, then those for everybody.
 */
public record Push(List<Step> steps) {

    /** How many credentials one call sets; the API takes 500 (mdm-policy 8.4). */
    public static final int MOST_OF_A_CALL = 100;

    /** Copies the list. */
    public Push {
        steps = List.copyOf(steps);
    }

    /** One call. */
    public sealed interface Step {

        /** Returns whom it writes; nobody in particular if it is for everybody. */
        default List<Credential> whom() {
            return switch (this) {
                case SetGlobal set -> List.of();
                case RemoveGlobal remove -> List.of();
                case SetIndividual set ->
                    set.of().stream().map(Values::credential).toList();
                case RemoveIndividual remove -> List.of(remove.credential());
            };
        }

        /** Returns how many credentials it writes; 0 if it is for everybody. */
        default int credentials() {
            return whom().size();
        }

        /** Returns how many values it sets or removes. */
        default int parameters() {
            return switch (this) {
                case SetGlobal set -> 1;
                case RemoveGlobal remove -> 1;
                case SetIndividual set ->
                    set.of().stream()
                            .mapToInt(one -> one.values().values().size())
                            .sum();
                case RemoveIndividual remove -> 1;
            };
        }

        /** Returns what it does, in a word. */
        default String word() {
            return switch (this) {
                case SetGlobal set -> "set-global";
                case RemoveGlobal remove -> "remove-global";
                case SetIndividual set -> "set-individual";
                case RemoveIndividual remove -> "remove-individual";
            };
        }
    }

    /** Sets a value for everybody. */
    public record SetGlobal(Parameter parameter, Value value) implements Step {}

    /** Removes a value for everybody. */
    public record RemoveGlobal(Parameter parameter) implements Step {}

    /** Sets values of at most {@link #MOST_OF_A_CALL} credentials. */
    public record SetIndividual(List<Values> of) implements Step {

        /** Copies the list. */
        public SetIndividual {
            of = List.copyOf(of);
        }
    }

    /** Values that one credential gets. */
    public record Values(Credential credential, Policy values) {}

    /** Removes a value of one credential. */
    public record RemoveIndividual(Credential credential, Parameter parameter) implements Step {}

    /** Returns the calls that end a drift. */
    public static Push of(Drift drift) {
        List<Step> setGlobal = new ArrayList<>();
        List<Step> removeGlobal = new ArrayList<>();
        Map<String, Values> set = new LinkedHashMap<>();
        List<RemoveIndividual> remove = new ArrayList<>();
        for (Drift.Entry entry : drift.entries()) {
            Parameter parameter = entry.parameter();
            Credential credential = entry.credential();
            Value wanted = entry.wanted();
            if (credential == null) {
                (wanted == null ? removeGlobal : setGlobal)
                        .add(wanted == null ? new RemoveGlobal(parameter) : new SetGlobal(parameter, wanted));
            } else if (wanted == null) {
                remove.add(new RemoveIndividual(credential, parameter));
            } else {
                Values before = set.getOrDefault(credential.id(), new Values(credential, Policy.EMPTY));
                set.put(credential.id(), new Values(credential, before.values().with(parameter, wanted)));
            }
        }
        // By the name of the login a credential may have been recognised, so it goes last.
        remove.sort(Comparator.comparing(one -> one.parameter() == Parameter.TH_SAFE_SERVER_USERNAME));
        List<Step> steps = new ArrayList<>();
        List<Values> all = List.copyOf(set.values());
        for (int from = 0; from < all.size(); from += MOST_OF_A_CALL) {
            steps.add(new SetIndividual(all.subList(from, Math.min(all.size(), from + MOST_OF_A_CALL))));
        }
        // What is one's own goes first and comes off last, so that no phone is ever told something between old and new:
        // without a login
        // or a URL for a moment an iPhone deletes its backup and Android moves to Threema's server (mdm-policy 3.2,
        // 3.3).
        steps.addAll(setGlobal);
        steps.addAll(remove);
        steps.addAll(removeGlobal);
        return new Push(steps);
    }

    /** Returns how many calls it takes if none has to be repeated. */
    public int calls() {
        return steps.size();
    }
}
