/**
 * Keeps the table of the statements that a Safe server owes the apps, each with the tests that prove it.
 *
 * <p>A test says with {@link strongroom.conformance.Statement} which numbers it proves; {@code docs/conformance.md} is generated from
 * that. To write it anew: {@code mvn test -Dtest=ConformanceTableTest -Dconformance.write=true}.
 */
@NullMarked
package strongroom.conformance;

import org.jspecify.annotations.NullMarked;
