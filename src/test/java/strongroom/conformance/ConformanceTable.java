package strongroom.conformance;

import static java.util.stream.Collectors.joining;

import java.util.Set;

/** Writes {@code docs/conformance.md}. */
final class ConformanceTable {

    private static final String HEAD = """
            # What Strongroom owes the Threema apps

            What a Threema Safe server must do, as numbered statements, each with the tests that prove it. This file is generated:

                mvn test -Dtest=ConformanceTableTest -Dconformance.write=true

            "Decided" marks where the apps allow several answers and Strongroom chose one.
            """;

    private ConformanceTable() {}

    static String of(Statements statements, Proofs proofs) {
        StringBuilder page = new StringBuilder(HEAD);
        for (Statements.Section section : statements.sections()) {
            page.append("\n## ").append(section.title()).append("\n\n| number | statement | tests |\n|---|---|---|\n");
            for (Statements.Numbered statement : section.statements()) {
                page.append("| %s | %s | %s |\n"
                        .formatted(
                                statement.number(),
                                statement.text().replace("|", "\\|"),
                                tests(proofs.testsByNumber().getOrDefault(statement.number(), Set.of()))));
            }
        }
        return page.toString();
    }

    private static String tests(Set<String> tests) {
        return tests.isEmpty()
                ? "none yet"
                : tests.stream().map(test -> "`" + test + "`").collect(joining("<br>"));
    }
}
