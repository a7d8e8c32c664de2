/**
 * All the SQL there is: opens the store, migrates it, and implements the ports.
 *
 * <p>{@link strongroom.database.Database} is the only public type. Everything is written by one thread that commits what waits
 * together; everything is read by a few platform threads, because the SQLite driver pins its thread (so virtual threads never call
 * it). The few differences between engines are in {@code Engine}; statements keep to what SQLite and PostgreSQL share.
 */
@NullMarked
package strongroom.database;

import org.jspecify.annotations.NullMarked;
