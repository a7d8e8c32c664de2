/**
 * What the server tells about itself while it runs: its log, its health and, later, its metrics.
 *
 * <p>Nothing here decides anything about backups. The log is set up by {@link strongroom.telemetry.Logging} alone; no file can change
 * it. Start reading there.
 */
@NullMarked
package strongroom.telemetry;

import org.jspecify.annotations.NullMarked;
