/**
 * Prepares a new phone: whether there is a backup that can be restored, whether the policy lets the phone fetch it, what to give the device
 * manager, and whether the phone then came back. Start with {@link strongroom.restore.RestoreCheck}: it is pure; only
 * {@link strongroom.restore.ServerProbe} asks a server.
 */
@NullMarked
package strongroom.restore;

import org.jspecify.annotations.NullMarked;
