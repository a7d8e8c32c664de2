package strongroom.proof;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A change to one compiled class. It must find its place, else the class is refused: a control that changes nothing would hold, and
 * its proof would be void for no visible reason.
 *
 * @param className the class, with its package
 * @param change makes the transform, given a counter of the places that were found
 */
record Edit(String className, Function<AtomicInteger, ClassTransform> change) {

    /** Puts one constant (string or boxed number) in the place of another, wherever the class loads it. */
    static Edit constant(String className, Object old, Object replacement) {
        return new Edit(
                className,
                found -> ClassTransform.transformingMethodBodies((builder, element) -> {
                    if (element instanceof ConstantInstruction constant
                            && constant.constantValue().equals(old)) {
                        found.incrementAndGet();
                        load(builder, replacement);
                    } else {
                        builder.with(element);
                    }
                }));
    }

    /** Replaces a part of every string that the class loads and that has it, such as a word of an SQL statement. */
    static Edit text(String className, String old, String replacement) {
        return new Edit(
                className,
                found -> ClassTransform.transformingMethodBodies((builder, element) -> {
                    if (element instanceof ConstantInstruction constant
                            && constant.constantValue() instanceof String whole
                            && whole.contains(old)) {
                        found.incrementAndGet();
                        builder.ldc(whole.replace(old, replacement));
                    } else {
                        builder.with(element);
                    }
                }));
    }

    /** Puts 0 in the place of whatever a called method of any class returns, which is to be an int. */
    static Edit zeroFrom(String className, String called) {
        return new Edit(
                className,
                found -> ClassTransform.transformingMethodBodies((builder, element) -> {
                    builder.with(element);
                    if (element instanceof InvokeInstruction call && call.name().equalsString(called)) {
                        found.incrementAndGet();
                        builder.pop().iconst_0();
                    }
                }));
    }

    /** Makes a method do nothing: it returns at once, with null, false or 0 if it returns something. */
    static Edit nothing(String className, String method) {
        return body(className, method, (model, code) -> {
            TypeKind kind = TypeKind.from(model.methodTypeSymbol().returnType());
            switch (kind) {
                case VOID -> {}
                case LONG -> code.lconst_0();
                case DOUBLE -> code.dconst_0();
                case FLOAT -> code.fconst_0();
                case REFERENCE -> code.aconst_null();
                default -> code.iconst_0();
            }
            code.return_(kind);
        });
    }

    /** Makes a method that returns a boolean always say yes. */
    static Edit always(String className, String method) {
        return body(className, method, (model, code) -> code.iconst_1().ireturn());
    }

    /** Calls another method of the same class, without parameters or result, before a method returns. */
    static Edit callAtEnd(String className, String method, String called) {
        MethodTypeDesc plain = MethodTypeDesc.of(ConstantDescs.CD_void);
        return new Edit(
                className,
                found -> ClassTransform.transformingMethodBodies(named(method), (builder, element) -> {
                    if (element instanceof ReturnInstruction) {
                        found.incrementAndGet();
                        builder.aload(0).invokevirtual(ClassDesc.of(className), called, plain);
                    }
                    builder.with(element);
                }));
    }

    /**
     * Sends all calls of a method to a public static one of {@code to} with the same name, whose first parameter is the object itself
     * (unless the method is static), of type Object where its own type cannot be named.
     */
    static Edit redirected(String className, String method, Class<?> to, MethodTypeDesc type) {
        return body(className, method, (model, code) -> {
            int slot = 0;
            if (!model.flags().has(AccessFlag.STATIC)) {
                code.aload(slot++);
            }
            for (ClassDesc parameter : model.methodTypeSymbol().parameterList()) {
                TypeKind kind = TypeKind.from(parameter);
                code.loadLocal(kind, slot);
                slot += kind.slotSize();
            }
            code.invokestatic(ClassDesc.of(to.getName()), method, type);
            ClassDesc result = model.methodTypeSymbol().returnType();
            if (!result.isPrimitive() && !type.returnType().equals(result)) {
                code.checkcast(result);
            }
            code.return_(TypeKind.from(result));
        });
    }

    /** Lets a method with two parameters be carried out once for each pair of arguments, and remembers what it returned. */
    static Edit remembered(String className, String method) {
        return new Edit(className, found -> (builder, element) -> {
            if (!(element instanceof MethodModel model)
                    || !model.methodName().equalsString(method)
                    || model.methodTypeSymbol().parameterCount() != 2) {
                builder.with(element);
                return;
            }
            found.incrementAndGet();
            int flags = model.flags().flagsMask();
            builder.withMethodBody(
                    method + Remembered.WHOLE,
                    model.methodTypeSymbol(),
                    flags,
                    code -> model.code().orElseThrow().forEach(code::with));
            builder.withMethodBody(model.methodName(), model.methodType(), flags, code -> {
                code.aload(0).ldc(method).aload(1).aload(2);
                code.invokestatic(ClassDesc.of(Remembered.class.getName()), "call", Remembered.CALL);
                code.checkcast(model.methodTypeSymbol().returnType()).areturn();
            });
        });
    }

    private static Edit body(String className, String method, Body body) {
        return new Edit(className, found -> (builder, element) -> {
            if (element instanceof MethodModel model && model.methodName().equalsString(method)) {
                found.incrementAndGet();
                builder.withMethodBody(
                        model.methodName(),
                        model.methodType(),
                        model.flags().flagsMask(),
                        code -> body.write(model, code));
            } else {
                builder.with(element);
            }
        });
    }

    private static Predicate<MethodModel> named(String method) {
        return model -> model.methodName().equalsString(method);
    }

    private static void load(CodeBuilder builder, Object value) {
        switch (value) {
            case String text -> builder.ldc(text);
            case Integer number -> builder.loadConstant(number);
            case Long number -> builder.loadConstant(number);
            default -> throw new IllegalArgumentException("no constant: " + value.getClass());
        }
    }

    byte[] apply(byte[] compiled) {
        AtomicInteger found = new AtomicInteger();
        ClassFile files = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(Edit.class.getClassLoader())));
        ClassModel model = files.parse(compiled);
        byte[] changed = files.transformClass(model, change.apply(found));
        if (found.get() == 0) {
            throw new IllegalStateException(className + " has no such place any more; the weakness must be cut anew");
        }
        return changed;
    }

    /** Writes a new body for a method. */
    @FunctionalInterface
    private interface Body {
        void write(MethodModel model, CodeBuilder code);
    }
}
