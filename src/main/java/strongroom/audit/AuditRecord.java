package strongroom.audit;

import java.time.Instant;

/** An event with its time on the wall clock and its actor: what is handed to the store with a change. */
public record AuditRecord(Instant at, Actor actor, AuditEvent event) {

    /** Returns the same time and actor with another event: what was really done may be less than what was asked. */
    public AuditRecord of(AuditEvent done) {
        return new AuditRecord(at, actor, done);
    }
}
