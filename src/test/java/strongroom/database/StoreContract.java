package strongroom.database;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What every contract needs: an engine that gives it a fresh store. */
abstract class StoreContract {

    // Set before each test: JUnit makes the instance first.
    @SuppressWarnings("NullAway.Init")
    StoreUnderTest store;

    /** Opens an empty database. */
    abstract OneConnection open() throws Exception;

    @BeforeEach
    void openStore() throws Exception {
        store = new StoreUnderTest(open());
    }

    @AfterEach
    void closeStore() throws Exception {
        store.close();
    }
}
