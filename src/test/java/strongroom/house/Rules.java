package strongroom.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The rules beside the package table. {@link RulesCanFailTest} shows for each what it catches. */
final class Rules {

    private static final Pattern EMPTY_NAME = Pattern.compile(".*(Impl|Helper|Manager|Dto|Data|Info)|.*Util.*");

    static final ArchRule LIBRARIES_STAY_WHERE_THEY_ARE_GRANTED = classes()
            .should(each(
                    "use only granted libraries",
                    type -> type.getDirectDependenciesFromSelf().stream()
                            .filter(use -> !isGranted(use))
                            .map(use -> type.getName() + " uses " + target(use))
                            .distinct()));

    static final ArchRule NO_CYCLES =
            slices().matching("strongroom.(*)..").should().beFreeOfCycles();

    static final ArchRule ONLY_THE_COMMAND_LINE_USES_THE_ASSEMBLY = noClasses()
            .that()
            .resideOutsideOfPackages("strongroom.cli..", "strongroom.assembly..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("strongroom.assembly..");

    /** Time is a parameter: whoever asks a clock of his own cannot be tested by moving one. */
    static final ArchRule ONLY_THE_ASSEMBLY_READS_CLOCKS = classes()
            .that()
            .resideOutsideOfPackage("strongroom.assembly..")
            .should(each(
                    "ask no clock",
                    type -> type.getAccessesFromSelf().stream()
                            .filter(access -> readsClock(access.getTarget()))
                            .map(JavaAccess::getDescription)));

    static final ArchRule NO_OPTIONAL_FIELDS = fields().should(each(
            "not be optional",
            (JavaField field) -> Stream.of(field)
                    .filter(one -> one.getRawType().getName().startsWith("java.util.Optional"))
                    .map(JavaField::getDescription)));

    /** An enum whose constants have bodies is closed by the compiler; an anonymous class cannot be named, so not extended. */
    static final ArchRule CLASSES_ARE_FINAL = classes()
            .that()
            .areNotInterfaces()
            .and()
            .areNotEnums()
            .and()
            .areNotAnonymousClasses()
            .should()
            .haveModifier(JavaModifier.FINAL);

    static final ArchRule ADMIN_KNOWS_NONE_OF_ITS_FRONT_DOORS = noClasses()
            .that()
            .resideInAPackage("strongroom.admin")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("strongroom.admin.rest..", "strongroom.admin.console..");

    static final ArchRule REST_DOES_NOT_KNOW_THE_CONSOLE = noClasses()
            .that()
            .resideInAPackage("strongroom.admin.rest..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("strongroom.admin.console..");

    static final ArchRule THE_CONSOLE_DOES_NOT_KNOW_REST = noClasses()
            .that()
            .resideInAPackage("strongroom.admin.console..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("strongroom.admin.rest..");

    static final ArchRule NAMES_SAY_SOMETHING = classes()
            .should(each(
                    "have a name of the domain",
                    type -> Stream.of(type)
                            .filter(one ->
                                    EMPTY_NAME.matcher(one.getSimpleName()).matches())
                            .map(JavaClass::getDescription)));

    static final ArchRule PACKAGE_NAMES_SAY_SOMETHING = noClasses()
            .should()
            .resideInAnyPackage(List.of("util", "common", "core", "model", "service", "dto", "impl").stream()
                    .map(name -> "strongroom.." + name + "..")
                    .toArray(String[]::new));

    static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS = classes()
            .that()
            .resideOutsideOfPackage("strongroom.cli..")
            .should(each(
                    "print nothing",
                    type -> type.getAccessesFromSelf().stream()
                            .filter(access -> prints(access.getTarget()))
                            .map(JavaAccess::getDescription)));

    static final ArchRule NO_MOCKS = noClasses().should().dependOnClassesThat().resideInAPackage("org.mockito..");

    /** The rules that {@code src/main} obeys. */
    static final List<ArchRule> MAIN = List.of(
            LIBRARIES_STAY_WHERE_THEY_ARE_GRANTED,
            NO_CYCLES,
            ONLY_THE_COMMAND_LINE_USES_THE_ASSEMBLY,
            ONLY_THE_ASSEMBLY_READS_CLOCKS,
            NO_OPTIONAL_FIELDS,
            CLASSES_ARE_FINAL,
            ADMIN_KNOWS_NONE_OF_ITS_FRONT_DOORS,
            REST_DOES_NOT_KNOW_THE_CONSOLE,
            THE_CONSOLE_DOES_NOT_KNOW_REST,
            NAMES_SAY_SOMETHING,
            PACKAGE_NAMES_SAY_SOMETHING,
            ONLY_THE_COMMAND_LINE_PRINTS);

    private Rules() {}

    private static String target(Dependency use) {
        return use.getTargetClass().getBaseComponentType().getName();
    }

    private static boolean isGranted(Dependency use) {
        String target = target(use);
        if (!target.contains(".") || target.startsWith("strongroom.")) {
            return true;
        }
        return Library.GRANTS.stream()
                .filter(library -> library.holds(target))
                .findFirst()
                .map(library -> library.grantedTo().contains(PackageTable.below(use.getOriginClass())))
                .orElseGet(() -> Library.FREE.stream().anyMatch(target::startsWith));
    }

    /** Whether it is {@code now()} without an argument or with a zone, {@code Clock.system…}, or another way to ask for the time. */
    private static boolean readsClock(AccessTarget target) {
        String owner = target.getOwner().getName();
        String name = target.getName();
        boolean isHandedTheTime = takes(target, "java.time.Clock");
        return switch (owner) {
            case "java.lang.System" -> name.equals("currentTimeMillis") || name.equals("nanoTime");
            case "java.time.InstantSource" -> name.equals("system");
            case "java.time.Clock" -> name.startsWith("system") || (name.startsWith("tick") && !isHandedTheTime);
            case "java.util.Date", "java.util.GregorianCalendar" ->
                name.equals("<init>") && parameters(target).isEmpty();
            case "java.util.Calendar" -> name.equals("getInstance");
            default -> owner.startsWith("java.time.") && name.equals("now") && !isHandedTheTime;
        };
    }

    private static boolean takes(AccessTarget target, String parameter) {
        return parameters(target).contains(parameter);
    }

    private static List<String> parameters(AccessTarget target) {
        return target instanceof AccessTarget.CodeUnitAccessTarget unit
                ? unit.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
    }

    private static boolean prints(AccessTarget target) {
        return target.getOwner().getName().equals("java.lang.System")
                && Set.of("out", "err", "console").contains(target.getName());
    }

    private static <T> ArchCondition<T> each(String description, Findings<T> findings) {
        return new ArchCondition<>(description) {
            @Override
            public void check(T item, ConditionEvents events) {
                findings.in(item).forEach(finding -> events.add(SimpleConditionEvent.violated(item, finding)));
            }
        };
    }

    /** What is wrong with a class or field, a sentence each. */
    private interface Findings<T> {
        Stream<String> in(T item);
    }
}
