package strongroom.house;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Compiles pieces of source that break a rule on purpose, so that no such class has to lie in the tree. */
public final class Snippets {

    private static final Pattern PACKAGE = Pattern.compile("package ([a-z.]+);");
    private static final Pattern TYPE = Pattern.compile("\\b(?:class|record|enum|@?interface) (\\w+)");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

    /** Kept open, because it remembers what lies on the class path; looking there is most of the time of a compilation. */
    private static final StandardJavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    private Snippets() {}

    /** Returns the classes of the given sources, one top-level type each, compiled together. */
    public static JavaClasses compile(String... sources) {
        List<Source> files = Stream.of(sources).map(Source::of).toList();
        StringWriter complaints = new StringWriter();
        try {
            Path folder = Files.createTempDirectory("snippets");
            try {
                List<String> options = List.of("-proc:none", "-nowarn", "-d", folder.toString());
                if (!COMPILER.getTask(complaints, FILES, null, options, null, files)
                        .call()) {
                    throw new IllegalArgumentException("the snippet does not compile: " + complaints);
                }
                return new ClassFileImporter().importPath(folder);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static final class Source extends SimpleJavaFileObject {

        private final String text;

        private Source(String path, String text) {
            super(URI.create("snippet:///" + path), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        static Source of(String text) {
            return new Source(first(PACKAGE, text).replace('.', '/') + "/" + first(TYPE, text) + ".java", text);
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }

        private static String first(Pattern pattern, String text) {
            Matcher matcher = pattern.matcher(text);
            if (!matcher.find()) {
                throw new IllegalArgumentException("a snippet needs a package and a type: " + text);
            }
            return matcher.group(1);
        }
    }
}
