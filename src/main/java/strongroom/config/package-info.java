/**
 * The settings of the process, read from flags, environment and one HOCON file into an immutable record.
 *
 * <p>It is strict: what it does not know is an error, and all errors are told at once. Settings of a tenant live in the database and
 * nowhere else, and no setting holds a secret, only the name of a file with one. {@code config/strongroom.conf} lists every setting
 * with its default. Start reading at {@link strongroom.config.ConfigReader}; the table of settings is {@code Settings}.
 */
@NullMarked
package strongroom.config;

import org.jspecify.annotations.NullMarked;
