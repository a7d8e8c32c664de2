package strongroom.sealing;

import java.util.List;

/** The wrapped keys as they are now, for reading. Thread-safe. Changes go through the administrator's ports. */
public interface WrappedKeys {

    /** Returns every wrapped key. */
    List<WrappedKey> all();

    /** A number that moves with every change to the wrapped keys, cheap to ask. */
    long revision();
}
