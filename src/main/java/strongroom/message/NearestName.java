package strongroom.message;

import java.util.Collection;
import java.util.Locale;

/**
 * The known name that somebody probably meant.
 *
 * <p>The measure is an edit distance in which a missing letter costs 1 and a wrong, superfluous or swapped one costs 3, because people
 * leave out more than they add: {@code key} is nearer to {@code key-file} than to {@code data}. Case does not count.
 */
public final class NearestName {

    private static final int MISSING = 1;
    private static final int WRONG = 3;

    private NearestName() {}

    /**
     * Returns the known name nearest to what was typed, the first of several equally near.
     *
     * @throws IllegalArgumentException if no name is known
     */
    public static String of(String typed, Collection<String> known) {
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String name : known) {
            int distance = distance(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                nearest = name;
                least = distance;
            }
        }
        if (nearest == null) {
            throw new IllegalArgumentException("no name is known");
        }
        return nearest;
    }

    static int distance(String typed, String name) {
        int[][] cost = new int[typed.length() + 1][name.length() + 1];
        for (int i = 0; i <= typed.length(); i++) {
            for (int j = 0; j <= name.length(); j++) {
                cost[i][j] = cheapest(cost, typed, i, name, j);
            }
        }
        return cost[typed.length()][name.length()];
    }

    private static int cheapest(int[][] cost, String typed, int i, String name, int j) {
        if (i == 0) {
            return j * MISSING;
        }
        if (j == 0) {
            return i * WRONG;
        }
        boolean same = typed.charAt(i - 1) == name.charAt(j - 1);
        int least = cost[i - 1][j - 1] + (same ? 0 : WRONG);
        least = Math.min(least, cost[i][j - 1] + MISSING);
        least = Math.min(least, cost[i - 1][j] + WRONG);
        boolean swapped = i > 1
                && j > 1
                && typed.charAt(i - 1) == name.charAt(j - 2)
                && typed.charAt(i - 2) == name.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + WRONG) : least;
    }
}
