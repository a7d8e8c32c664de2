/**
 * Policies as files: writes what is set in each format that device managers and the cockpit import, and reads the same formats.
 *
 * <p>The writers print and decide nothing; what is left out and what becomes a placeholder is decided once, in {@link
 * strongroom.mdm.export.ExportSheet}. The readers deliver values in the types that the file has and judge none of them: that a truth
 * value came as text is for the model to say. No file is opened here, and a cockpit file is only changed, never made. Start reading at
 * {@link strongroom.mdm.export.ExportFormat}, then {@link strongroom.mdm.export.PolicyWriter} and {@link
 * strongroom.mdm.export.PolicyReader}.
 */
@NullMarked
package strongroom.mdm.export;

import org.jspecify.annotations.NullMarked;
