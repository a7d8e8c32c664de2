package strongroom.admin;

import java.util.function.Supplier;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;
import strongroom.sealing.Keyring;
import strongroom.sealing.KeyringFile;
import strongroom.sealing.WrappedKeys;

/**
 * Where keys lie. Thread-safe.
 *
 * @param reading reads the file, or refuses as a command that opens the store does
 */
public record KeyPlace(KeyringFile file, Supplier<Keyring> reading, WrappedKeys wrapped) {

    /** Returns the keyring as the file holds it now. */
    Keyring keyring() {
        return reading.get();
    }

    void refuseReadOnly() {
        if (file.isReadOnly()) {
            throw readOnly();
        }
    }

    /** Replaces the keyring all at once, or refuses and changes nothing. */
    void replace(Keyring before, Keyring after) {
        switch (file.replace(before, after)) {
            case KeyringFile.ReplaceOutcome.Replaced() -> {}
            case KeyringFile.ReplaceOutcome.ReadOnly() -> throw readOnly();
            case KeyringFile.ReplaceOutcome.ChangedMeanwhile() ->
                throw Refusal.failed(MessageCode.KEYS_CHANGED_MEANWHILE);
            case KeyringFile.ReplaceOutcome.Failed ignored ->
                throw Refusal.failed(MessageCode.FILE_UNWRITABLE, file.place(), System.getProperty("user.name"));
        }
    }

    private Refusal readOnly() {
        return Refusal.failed(MessageCode.KEY_FILE_READ_ONLY, file.place());
    }
}
