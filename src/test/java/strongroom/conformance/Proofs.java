package strongroom.conformance;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which tests say that they prove which statement.
 *
 * @param testsByNumber the tests of each number that a test names, sorted, as {@code Class.method}
 * @param notTests methods that name a number and are no tests
 */
record Proofs(Map<String, Set<String>> testsByNumber, List<String> notTests) {

    private static final Set<String> TEST_ANNOTATIONS = Set.of(
            "org.junit.jupiter.api.Test",
            "org.junit.jupiter.api.RepeatedTest",
            "org.junit.jupiter.api.TestFactory",
            "org.junit.jupiter.params.ParameterizedTest");

    /** Reads the compiled test classes. */
    static Proofs read() {
        return of(new ClassFileImporter().importPath(Path.of("target/test-classes")));
    }

    static Proofs of(JavaClasses classes) {
        Map<String, Set<String>> byNumber = new TreeMap<>();
        List<String> notTests = new ArrayList<>();
        classes.stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Statement.class))
                .forEach(method -> {
                    for (String number :
                            method.getAnnotationOfType(Statement.class).value()) {
                        byNumber.computeIfAbsent(number, any -> new TreeSet<>()).add(name(method));
                    }
                    if (!isTest(method)) {
                        notTests.add(name(method));
                    }
                });
        return new Proofs(byNumber, notTests);
    }

    /** Numbers without a test. */
    Set<String> missing(Statements statements) {
        Set<String> missing = new TreeSet<>(statements.numbers());
        missing.removeAll(testsByNumber.keySet());
        return missing;
    }

    /** Numbers that a test names and that do not exist, each with its tests. */
    Map<String, Set<String>> unknown(Statements statements) {
        Map<String, Set<String>> unknown = new TreeMap<>(testsByNumber);
        unknown.keySet().removeAll(statements.numbers());
        return unknown;
    }

    private static boolean isTest(JavaMethod method) {
        return method.getAnnotations().stream()
                .anyMatch(annotation ->
                        TEST_ANNOTATIONS.contains(annotation.getRawType().getName()));
    }

    /** The class with the ones around it, for a method of a nested class says little without them. */
    private static String name(JavaMethod method) {
        String type = method.getOwner().getName();
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "." + method.getName();
    }
}
