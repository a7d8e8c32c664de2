package strongroom.admin;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import strongroom.admin.PolicyOperations.Consent;
import strongroom.admin.WorkConnections.Connected;
import strongroom.audit.AuditEvent;
import strongroom.message.ExitStatus;
import strongroom.message.Message;
import strongroom.message.Refusal;
import strongroom.message.WorkCode;
import strongroom.work.Push;
import strongroom.work.WorkApi;
import strongroom.work.WorkResult;

/**
 * Writes into a subscription what is set here and differs there, and nothing else. Thread-safe.
 *
 * <p>A push that stops, for whatever reason, is continued by the next one: what differs is what is left.
 */
public final class WorkPush {

    private final PolicyOperations policies;
    private final WorkReading reading;
    private final WorkLogins stores;
    private final WorkTurn turn;
    private final Author author;

    /** Makes the operation; {@code logins} give and take the passwords that are renewed. */
    public WorkPush(PolicyOperations policies, WorkReading reading, WorkLogins logins, WorkTurn turn, Author author) {
        this.policies = policies;
        this.reading = reading;
        this.stores = logins;
        this.turn = turn;
        this.author = author;
    }

    /**
     * What is to be written.
     *
     * @param scopes how many credentials change, and one more if what is for everybody does
     * @param callsLeft how many calls are left today
     * @param continues since when an earlier push is unfinished, null if none is
     * @param passwords how many accounts get a new password first
     */
    public record Plan(
            WorkState state,
            Push push,
            int scopes,
            long callsLeft,
            @Nullable Instant continues,
            int passwords) {}

    /**
     * What was written so far.
     *
     * @param credentials how many of them got, or lost, a value at least
     */
    public record Tally(int calls, int callsInAll, int credentials, int global) {

        /** Returns how many calls are left. */
        public int left() {
            return callsInAll - calls;
        }

        private Tally with(Push.Step step, Set<String> written) {
            step.whom().forEach(credential -> written.add(credential.id()));
            return new Tally(
                    calls + 1, callsInAll, written.size(), global + (step.credentials() == 0 ? step.parameters() : 0));
        }
    }

    /** Is told how far a push is; it must not fail. */
    public interface Listener {

        /** Called once, before anything is written. */
        void planned(Plan plan);

        /** Called after each call that was answered. */
        void written(Tally tally);
    }

    /**
     * What came of it.
     *
     * @param obstacle why it would not have been done, null if it was or would have been; only a dry run has one
     */
    public record Pushed(Plan plan, Tally tally, @Nullable Refusal obstacle) {}

    /**
     * Writes what differs.
     *
     * @throws Refusal if something speaks against it, with nothing written; or if it stopped on the way, which then is said with what was
     *     written ({@link WorkCode#WORK_STOPPED})
     */
    public Pushed push(String slug, Consent consent, Listener listener) {
        return turn.during(() -> {
            Connected connected = reading.connected(slug);
            try (WorkApi api = reading.open(slug, connected)) {
                WorkState state = reading.read(slug, connected, api);
                WorkRenewal renewal = connected.pushingAt() == null ? null : new WorkRenewal(state, stores, author);
                Plan plan = plan(state, renewal);
                Tally tally = new Tally(0, plan.push().calls(), 0, 0);
                Refusal obstacle = obstacle(plan, consent);
                if (consent.dryRun()) {
                    return new Pushed(plan, tally, obstacle);
                }
                if (obstacle != null) {
                    throw obstacle;
                }
                listener.planned(plan);
                return new Pushed(plan, new Run(plan, renewal, api, listener).all(tally), null);
            }
        });
    }

    private Plan plan(WorkState state, @Nullable WorkRenewal renewal) {
        // The reading itself was counted after the connection was looked at.
        Connected now = reading.connected(state.tenant().names().slug().value());
        return new Plan(
                state,
                Push.of(state.drift()),
                state.drift().scopes(),
                WorkReading.callsLeft(now, author.wall().instant()),
                state.connected().pushingAt(),
                renewal == null ? 0 : renewal.count());
    }

    private @Nullable Refusal obstacle(Plan plan, Consent consent) {
        if (plan.push().steps().isEmpty()) {
            return null;
        }
        if (plan.state().view().policy().revision() == 0) {
            return Refusal.failed(
                    WorkCode.WORK_NOTHING_SET,
                    plan.state().tenant().names().slug().value());
        }
        Refusal blocked =
                PolicyBrakes.blocked(policies.check(plan.state().view()).findings(), consent.accepted());
        return blocked == null ? held(plan, consent.confirmed()) : blocked;
    }

    /** What is left of a push that was cut off is at most what was confirmed before, so the same command continues it. */
    private static @Nullable Refusal held(Plan plan, @Nullable Integer confirmed) {
        if (confirmed == null) {
            return Refusal.held(WorkCode.WORK_UNCONFIRMED, plan.scopes());
        }
        boolean isConfirmed = confirmed == plan.scopes() || (plan.continues() != null && confirmed > plan.scopes());
        return isConfirmed ? null : Refusal.held(WorkCode.WORK_CONFIRM_DIFFERS, confirmed, plan.scopes());
    }

    /** A push on its way. */
    private final class Run {

        private final Plan plan;
        private final @Nullable WorkRenewal renewal;
        private final WorkApi api;
        private final Listener listener;
        private final Set<String> written = new HashSet<>();

        private Run(Plan plan, @Nullable WorkRenewal renewal, WorkApi api, Listener listener) {
            this.plan = plan;
            this.renewal = renewal;
            this.api = api;
            this.listener = listener;
        }

        private Tally all(Tally none) {
            WorkConnections connections = stores.connections();
            WorkState state = plan.state();
            Tally tally = none;
            if (!plan.push().steps().isEmpty()) {
                WorkPull.remember(connections, state);
                if (plan.continues() == null) {
                    connections.pushing(state.tenant().id(), author.wall().instant());
                }
            }
            for (Push.Step step : plan.push().steps()) {
                Push.Step current = renewed(step, tally);
                write(current, tally);
                tally = tally.with(current, written);
                connections.called(author.record(new AuditEvent.WorkCalled(
                        state.tenant().id(), current.word(), current.credentials(), current.parameters())));
                listener.written(tally);
            }
            if (plan.continues() != null || !plan.push().steps().isEmpty()) {
                connections.pushing(state.tenant().id(), null);
            }
            return tally;
        }

        private Push.Step renewed(Push.Step step, Tally tally) {
            if (renewal == null || !(step instanceof Push.SetIndividual set)) {
                return step;
            }
            Push.Step renewed = renewal.renewed(set);
            if (renewed == null) {
                throw ended(Message.of(WorkCode.WORK_POLICY_MOVED), tally);
            }
            return renewed;
        }

        private void write(Push.Step step, Tally tally) {
            switch (api.write(step)) {
                case WorkResult.Done<Push.Step> done -> {}
                case WorkResult.Failed<Push.Step>(var why) ->
                    throw ended(
                            WorkSentences.of(
                                    why,
                                    plan.state().connected().url(),
                                    author.wall().instant()),
                            tally);
            }
        }

        private static Refusal ended(Message why, Tally tally) {
            return new Refusal(ExitStatus.FAILED, List.of(why, stopped(WorkCode.WORK_STOPPED, tally)));
        }
    }

    /** Says what was written of a push that ended early. */
    public static Message stopped(WorkCode code, Tally tally) {
        return Message.of(code, tally.credentials(), tally.global(), tally.calls(), tally.left());
    }
}
