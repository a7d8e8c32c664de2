/**
 * The house rules as tests: who may use whom, which library belongs where, and what no file may hold.
 *
 * <p>Each rule is also shown code that breaks it ({@link strongroom.house.RulesCanFailTest}), for a check that cannot fail is worth
 * nothing. Start reading at {@link strongroom.house.PackageTableTest}.
 */
@NullMarked
package strongroom.house;

import org.jspecify.annotations.NullMarked;
