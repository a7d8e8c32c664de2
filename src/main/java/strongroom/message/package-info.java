/**
 * Every sentence for people, with a code and typed arguments, in one catalogue per language.
 *
 * <p>A {@link strongroom.message.Message} is made where something happens and rendered where somebody reads it: by the {@link
 * strongroom.message.Catalogue} for people, as code and arguments for programs. {@link strongroom.message.Refusal} carries messages to
 * the edge of the program. This package depends on no other of ours. Start reading at {@link strongroom.message.MessageCode}; a new
 * code needs its sentence in {@code messages_en.properties} in the same commit.
 */
@NullMarked
package strongroom.message;

import org.jspecify.annotations.NullMarked;
