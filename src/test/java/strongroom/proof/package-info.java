/**
 * The packaged program with one protection taken out, for the controls of {@code proof/run}: an attack that a weakened server
 * survives proves nothing about the whole one. Begin with {@link strongroom.proof.Weakened}.
 */
@NullMarked
package strongroom.proof;

import org.jspecify.annotations.NullMarked;
