/**
 * Who did what to whom and when, as a closed set of events in an append-only, chained log.
 *
 * <p>Every change carries its event: a port's method that changes something takes the {@link strongroom.audit.AuditRecord} it is to be
 * logged with, and the store writes both or neither. Start reading at {@link strongroom.audit.AuditEvent}.
 */
@NullMarked
package strongroom.audit;

import org.jspecify.annotations.NullMarked;
