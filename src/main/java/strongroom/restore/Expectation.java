package strongroom.restore;

import java.time.Instant;
import strongroom.account.AccountId;

/**
 * A new phone that is waited for. Which identity it restores is stored nowhere.
 *
 * @param until when somebody should look after it, if it has not come back by then
 */
public record Expectation(AccountId account, Instant since, Instant until) {}
