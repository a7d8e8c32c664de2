/**
 * What is kept: at most one live blob per backup ID with its earlier versions and its trash, whose it is, and what can come of
 * storing it.
 *
 * <p>The port is {@link strongroom.backup.BackupStore}, asked by backup ID. This package does not know that what is stored is
 * sealed, nor how. Start reading there.
 */
@NullMarked
package strongroom.backup;

import org.jspecify.annotations.NullMarked;
