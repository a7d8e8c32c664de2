package strongroom.admin;

import java.time.InstantSource;
import strongroom.audit.Actor;
import strongroom.audit.AuditEvent;
import strongroom.audit.AuditRecord;

/** Who acts, and by which clock: what every event of an operation is signed with. */
public record Author(Actor actor, InstantSource wall) {

    AuditRecord record(AuditEvent event) {
        return new AuditRecord(wall.instant(), actor, event);
    }
}
