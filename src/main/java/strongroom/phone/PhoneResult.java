package strongroom.phone;

import org.jspecify.annotations.Nullable;
import strongroom.backup.Ciphertext;

/**
 * What came of an errand of a phone.
 *
 * <p>Each errand has its own sealed set of results; {@link Failure} is in all of them, so that whoever only wants to print it needs
 * one case. No result shows a password, a backup ID or a path.
 */
public sealed interface PhoneResult {

    /** What came of asking for the server's configuration. */
    sealed interface Test extends PhoneResult {}

    /** What came of an upload. */
    sealed interface Upload extends PhoneResult {}

    /** What came of looking whether there is a backup. */
    sealed interface Look extends PhoneResult {}

    /** What came of a download. */
    sealed interface Download extends PhoneResult {}

    /** What came of a download that was to be decrypted. */
    sealed interface Restore extends PhoneResult {}

    /** What came of deleting. */
    sealed interface Deletion extends PhoneResult {}

    /** What can go wrong with every errand. */
    sealed interface Failure extends Test, Upload, Look, Download, Restore, Deletion {}

    /** The server's configuration, as the app understood it; Android reads nonsense into some numbers and goes on. */
    record Announced(long maxBackupBytes, int retentionDays) implements Test {}

    /** The backup is stored. */
    record Uploaded(int status, int bytes, Announced config) implements Upload {}

    /** The app itself did not send: Android sends up to {@code maxBytes}, the iPhone only less than that. */
    record TooLarge(int bytes, long maxBytes) implements Upload {}

    /** There is a backup; {@code bytes} is null if the server does not say how long it is. */
    record Present(@Nullable Long bytes) implements Look {}

    /**
     * The encrypted backup.
     *
     * @param configFailure Android asks for the configuration afterwards, and if that fails tells the user that the restore failed,
     *     although it did not; null if it did not fail or was not asked
     */
    record Downloaded(Ciphertext blob, @Nullable Failure configFailure) implements Download {}

    /**
     * The backup, decrypted, byte for byte as it was packed.
     *
     * @param configFailure as in {@link Downloaded}
     */
    record Restored(SafeBackup backup, @Nullable Failure configFailure) implements Restore {}

    /** The server gave bytes that are no backup of this identity and password; {@code why} says what is wrong with them. */
    record Unopened(SafeBox.Opening why) implements Restore {}

    /** The server has no backup under this ID. */
    record NoBackup() implements Look, Download, Restore, Deletion {}

    /** A success with fewer bytes than any ciphertext has; below 24 the Android app crashes (safe-protocol 9a). */
    record TooShort(int bytes) implements Download, Restore {}

    /** The backup is gone from the server. */
    record Deleted(int status) implements Deletion {}

    /** The app cannot use this URL; {@code why} is a sentence. */
    record BadUrl(String why) implements Failure {}

    /** The server said no. */
    record Refused(Step step, int status) implements Failure {}

    /** The server sent the app elsewhere. The apps follow, and lose an upload on the way; here it ends. */
    record Redirected(Step step, int status) implements Failure {}

    /** The answer to the configuration request succeeded but is nothing that this app can read. */
    record MalformedConfig() implements Failure {}

    /** There was no usable answer. */
    record Unreachable(Step step, Reason reason) implements Failure {}

    /** The request that failed. */
    enum Step {
        CONFIG,
        BACKUP
    }

    /** Why there was no usable answer. */
    enum Reason {
        NAME_UNKNOWN("the server's name is not known"),
        NOTHING_LISTENS("nothing answers at this address and port"),
        CONNECT_TIMED_OUT("the connection was not made in time"),
        TRUST_UNREADABLE("the file with the trusted certificates cannot be read or has none"),
        CERTIFICATE_NOT_TRUSTED("the server's certificate is not trusted, or is for another name"),
        TLS_FAILED("no TLS connection could be agreed on"),
        CONNECTION_LOST("the connection was lost before an answer"),
        SEND_TIMED_OUT("the server did not take the request in time"),
        ANSWER_TIMED_OUT("the server did not answer in time"),
        ANSWER_CUT("the connection was lost within the answer"),
        ANSWER_GARBLED("the answer is not correct HTTP"),
        ANSWER_TOO_LONG("the answer is longer than any backup can be"),
        INTERRUPTED("the errand was interrupted");

        private final String sentence;

        Reason(String sentence) {
            this.sentence = sentence;
        }

        /** Returns the reason as words for people, without a full stop. */
        public String sentence() {
            return sentence;
        }
    }
}
