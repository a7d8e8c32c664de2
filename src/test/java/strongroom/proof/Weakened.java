package strongroom.proof;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.Locale;

/**
 * Runs the program on the class path with one {@link Weakness}: {@code Weakened WEAKNESS serve --data …}, or in the same way another
 * main class that runs parts of it: {@code Weakened WEAKNESS --main CLASS …}.
 *
 * <p>The weakness is cut into the compiled classes while they are loaded, so the shipped program needs no switch for it, and what is
 * attacked is the program that is shipped but for that one place. A weakness that no longer finds its place ends the process.
 */
public final class Weakened {

    private Weakened() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        Weakness weakness =
                Weakness.valueOf(arguments[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        ClassLoader loader = new Loader(weakness);
        Thread.currentThread().setContextClassLoader(loader);
        boolean other = arguments.length > 2 && arguments[1].equals("--main");
        try {
            loader.loadClass(other ? arguments[2] : "strongroom.cli.Main")
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) Arrays.copyOfRange(arguments, other ? 3 : 1, arguments.length));
        } catch (InvocationTargetException failure) {
            throw new IllegalStateException(failure.getCause());
        }
    }

    /** Defines all of the project's classes itself, from where its parent finds them, so that they meet no unweakened twin. */
    private static final class Loader extends ClassLoader {

        private final Weakness weakness;

        Loader(Weakness weakness) {
            super(Weakened.class.getClassLoader());
            this.weakness = weakness;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith("strongroom.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known == null ? define(name) : known;
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream compiled = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (compiled == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = weakness.applyTo(name, compiled.readAllBytes());
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }
}
