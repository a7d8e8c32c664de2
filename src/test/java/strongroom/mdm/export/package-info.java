/**
 * Tests of {@link strongroom.mdm.export}: what is written is compared with files byte for byte and read by others, what is read may be
 * anything. Start reading at {@link strongroom.mdm.export.PolicyWriterTest}.
 */
@NullMarked
package strongroom.mdm.export;

import org.jspecify.annotations.NullMarked;
