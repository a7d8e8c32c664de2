package strongroom.mdm;

import java.util.List;
import java.util.Random;

/**
 * A pattern of a small grammar, drawn by chance, with a word that it was made for.
 *
 * @param word tends to be short; look-arounds and anchors may forbid it
 */
record RandomPattern(String text, String word) {

    private static final List<RandomPattern> ATOMS = List.of(
            new RandomPattern("a", "a"),
            new RandomPattern("b", "b"),
            new RandomPattern(".", "b"),
            new RandomPattern("[ab]", "a"),
            new RandomPattern("[^b]", "a"),
            new RandomPattern("[]a]", "a"),
            new RandomPattern("[a[]b]]", "b"),
            new RandomPattern("[a&&[ab]]", "a"),
            new RandomPattern("[\\]a-]", "a"),
            new RandomPattern("\\w", "a"),
            new RandomPattern("\\d", "1"),
            new RandomPattern("\\x61", "a"),
            new RandomPattern("\\x{61}", "a"),
            new RandomPattern("\\u0061", "a"),
            new RandomPattern("\\0141", "a"),
            new RandomPattern("\\cA", "\u0001"),
            new RandomPattern("\\p{L}", "b"),
            new RandomPattern("\\pL", "b"),
            new RandomPattern("\\p{Lower}", "b"),
            new RandomPattern("\\.", "."),
            new RandomPattern("]", "]"),
            new RandomPattern("}", "}"),
            new RandomPattern("\\Qa\\E", "a"),
            new RandomPattern("a\\Qb\\E", "ab"),
            new RandomPattern("\\Q\\E", ""),
            new RandomPattern("^", ""),
            new RandomPattern("$", ""),
            new RandomPattern("\\A", ""),
            new RandomPattern("\\z", ""),
            new RandomPattern("\\b", ""),
            new RandomPattern("(?i)", ""),
            new RandomPattern("(?x)", ""),
            new RandomPattern("(?-x)", ""),
            new RandomPattern("\\1", ""),
            new RandomPattern("\\1a", "a"),
            new RandomPattern("\\11", ""),
            new RandomPattern("(?=.*)", ""),
            new RandomPattern("(?!b{9})", ""),
            new RandomPattern("(?<=a)", ""));

    private static final List<String> MANNERS = List.of("", "", "?", "+");

    static RandomPattern draw(Random chance, int depth) {
        RandomPattern all = new RandomPattern("", "");
        for (int part = chance.nextInt(4) + 1; part > 0; part--) {
            RandomPattern next = repeated(chance, one(chance, depth));
            all = new RandomPattern(all.text + next.text, all.word + next.word);
        }
        return all;
    }

    private static RandomPattern one(Random chance, int depth) {
        if (depth == 0 || chance.nextInt(3) > 0) {
            return ATOMS.get(chance.nextInt(ATOMS.size()));
        }
        RandomPattern inside = draw(chance, depth - 1);
        return switch (chance.nextInt(7)) {
            case 0 -> new RandomPattern("(?:" + inside.text + ")", inside.word);
            case 1 -> new RandomPattern("(?>" + inside.text + ")", inside.word);
            case 2 -> new RandomPattern("(?i:" + inside.text + ")", inside.word);
            case 3 -> new RandomPattern("(?=" + inside.text + ")", "");
            case 4 -> {
                RandomPattern other = draw(chance, depth - 1);
                yield new RandomPattern("(" + inside.text + "|" + other.text + ")", shorter(inside.word, other.word));
            }
            default -> new RandomPattern("(" + inside.text + ")", inside.word);
        };
    }

    private static RandomPattern repeated(Random chance, RandomPattern one) {
        String manner = MANNERS.get(chance.nextInt(MANNERS.size()));
        int times = chance.nextInt(5);
        return switch (chance.nextInt(9)) {
            case 0 -> new RandomPattern(one.text + "*" + manner, "");
            case 1 -> new RandomPattern(one.text + "?" + manner, "");
            case 2 -> new RandomPattern(one.text + "+" + manner, one.word);
            case 3 -> new RandomPattern(one.text + "{" + times + "}", lastRepeated(one, times));
            case 4 -> new RandomPattern(one.text + "{" + times + ",}" + manner, lastRepeated(one, times));
            case 5 -> new RandomPattern(one.text + "{" + times + ",9}" + manner, lastRepeated(one, times));
            // The second quantifier has nothing to repeat.
            case 6 -> new RandomPattern(one.text + "{" + times + "}{8}", lastRepeated(one, times));
            default -> one;
        };
    }

    /** Of {@code a\Qb\E} the last character alone is repeated. */
    private static String lastRepeated(RandomPattern one, int times) {
        return one.text.startsWith("a\\Q") || one.text.equals("\\1a")
                ? one.word.substring(0, one.word.length() - 1)
                        + one.word.substring(one.word.length() - 1).repeat(times)
                : one.word.repeat(times);
    }

    private static String shorter(String one, String other) {
        return one.length() <= other.length() ? one : other;
    }
}
