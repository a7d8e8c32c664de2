package strongroom.credential;

import strongroom.credential.Login.Expected;

/** What comparing a login with its hashes showed. */
enum Verdict {
    /** It is the current password of an account that may log in. */
    CURRENT,
    /** It is the previous one, before its end. */
    PREVIOUS,
    /** It is the previous one, after its end: an old phone, not an attack. */
    STALE,
    /** Any other, and the right one of an account that may not log in: what is counted must not tell them apart. */
    WRONG;

    /** Compares with one hash if that lets the login in, else with exactly two (G30). */
    static Verdict of(Login login, PasswordHasher hasher) {
        Expected expected = login.expected();
        boolean isCurrent = hasher.matches(login.password(), expected.current());
        if (isCurrent && expected.isAccountValid()) {
            return CURRENT;
        }
        boolean isPrevious = hasher.matches(login.password(), expected.previous());
        if (isPrevious && expected.isAccountValid() && expected.isPreviousValid()) {
            return PREVIOUS;
        }
        return isPrevious ? STALE : WRONG;
    }
}
