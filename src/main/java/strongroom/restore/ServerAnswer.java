package strongroom.restore;

import org.jspecify.annotations.Nullable;
import strongroom.phone.PhoneResult;

/**
 * What the public listener answered, asked as phones do.
 *
 * @param url as it was asked
 * @param isLoggedIn whether a login was sent
 * @param config the answer to {@code GET config}
 * @param look whether there is a backup; null if it was not asked, for the ID is not known or the server is not understood
 * @param readsNeedLogin whether looking needed the login; null if that did not come to light
 */
public record ServerAnswer(
        String url,
        boolean isLoggedIn,
        PhoneResult.Test config,
        PhoneResult.@Nullable Look look,
        @Nullable Boolean readsNeedLogin) {}
