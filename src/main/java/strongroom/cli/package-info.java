/**
 * The commands: picocli on top of the operations in {@code admin}, with no rules of their own.
 *
 * <p>A command reads its options, opens {@link strongroom.assembly.Components}, calls one operation and prints what came of it, for people
 * or as JSON. What a person must mend arrives as a {@link strongroom.message.Refusal} and becomes one line and an exit code in
 * {@link strongroom.cli.Main}. Standard output is written here and nowhere else.
 */
@NullMarked
package strongroom.cli;

import org.jspecify.annotations.NullMarked;
