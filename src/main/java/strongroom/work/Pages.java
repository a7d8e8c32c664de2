package strongroom.work;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lists that come in pages, {@code paging {count, total, page}} beside each (mdm-policy 8.4).
 *
 * <p>The first request names no page: the answer says which number it has, so that nobody has to know whether pages are counted from 0 or
 * from 1. A list that changes while it is read, or that comes by halves, is read again from the start.
 */
final class Pages {

    /** The most that the API gives of credentials with their values. */
    static final int SIZE = 500;

    static final int ATTEMPTS = 3;

    private static final int MOST_ITEMS = 200_000;
    private static final int MOST_PAGES = 1_000;
    private static final Pattern PAGE_OF_A_LINK = Pattern.compile("[?&]page=([0-9]{1,9})(?:&|$)");

    private final Conversation conversation;

    Pages(Conversation conversation) {
        this.conversation = conversation;
    }

    /** Tells what makes an item one of its kind. */
    @FunctionalInterface
    interface Identity {
        String of(JsonNode item) throws WorkException;
    }

    private record Paging(int count, int total, @Nullable Integer page) {}

    /** The list did not stand still, or seemed so. */
    private static final class Unsteady extends Exception {
        private final transient WorkFailure failure;

        private Unsteady(WorkFailure failure) {
            super("", null, false, false);
            this.failure = failure;
        }
    }

    /** Reads all items of a list; none comes twice. */
    List<JsonNode> all(String path, String member, Identity identity) throws WorkException {
        WorkFailure last = new WorkFailure.Moving(path);
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                return attempt(path, member, identity);
            } catch (Unsteady unsteady) {
                last = unsteady.failure;
            }
        }
        throw new WorkException(last);
    }

    private List<JsonNode> attempt(String path, String member, Identity identity) throws WorkException, Unsteady {
        Gathering gathering = new Gathering(path, identity);
        Integer wanted = null;
        for (int pages = 0; pages < MOST_PAGES; pages++) {
            String asked = path + "?pageSize=" + SIZE + (wanted == null ? "" : "&page=" + wanted);
            ObjectNode answer = WorkJson.object(path, conversation.ask(Conversation.Request.get(asked)));
            List<JsonNode> page = items(path, answer, member);
            Paging paging = paging(path, answer);
            if (paging == null && (wanted != null || page.size() >= SIZE)) {
                throw strange(path, "a page that does not say of how many");
            }
            gathering.add(page, paging == null ? new Paging(page.size(), page.size(), null) : paging, wanted);
            if (gathering.isWhole()) {
                return gathering.items;
            }
            wanted = next(answer, wanted == null && paging != null ? paging.page() : wanted);
        }
        throw strange(path, "no end of pages");
    }

    /** What came of the pages so far. */
    private static final class Gathering {

        private final String path;
        private final Identity identity;
        private final List<JsonNode> items = new ArrayList<>();
        private final Set<String> seen = new HashSet<>();
        private int total = -1;

        private Gathering(String path, Identity identity) {
            this.path = path;
            this.identity = identity;
        }

        private void add(List<JsonNode> page, Paging paging, @Nullable Integer wanted) throws WorkException, Unsteady {
            for (JsonNode item : page) {
                if (!seen.add(identity.of(item))) {
                    throw new Unsteady(new WorkFailure.Strange(path, "the same entry twice"));
                }
            }
            items.addAll(page);
            boolean isOther =
                    wanted != null && paging.page() != null && !paging.page().equals(wanted);
            boolean isMoving = total >= 0 && paging.total() != total;
            total = paging.total();
            boolean isHalf = paging.count() != page.size() || (page.isEmpty() && !isWhole());
            if (isOther || isMoving || isHalf || items.size() > total) {
                throw new Unsteady(new WorkFailure.Moving(path));
            }
        }

        private boolean isWhole() {
            return items.size() == total;
        }
    }

    private static List<JsonNode> items(String path, ObjectNode answer, String member) throws WorkException {
        JsonNode list = answer.get(member);
        if (list == null || !list.isArray()) {
            throw strange(path, "no list of " + member);
        }
        List<JsonNode> items = new ArrayList<>();
        list.forEach(items::add);
        return items;
    }

    private static @Nullable Paging paging(String path, ObjectNode answer) throws WorkException {
        JsonNode paging = answer.get("paging");
        if (paging == null) {
            return null;
        }
        Integer count = number(paging.get("count"));
        Integer total = number(paging.get("total"));
        JsonNode page = paging.get("page");
        Integer number = number(page);
        if (count == null || total == null || (page != null && number == null)) {
            throw strange(path, "numbers of pages that cannot be");
        }
        return new Paging(count, total, number);
    }

    private static @Nullable Integer number(@Nullable JsonNode node) {
        if (node == null || !node.isIntegralNumber() || !node.canConvertToInt()) {
            return null;
        }
        int number = node.intValue();
        return number >= 0 && number <= MOST_ITEMS ? number : null;
    }

    /** Returns the page after this one. Where pages have no numbers a link may tell; of it nothing but the number is used. */
    private static int next(ObjectNode answer, @Nullable Integer page) {
        if (page != null) {
            return page + 1;
        }
        JsonNode links = answer.path("paging").path("_links");
        for (JsonNode link : links.isArray() ? links : answer.path("_links")) {
            String kind = WorkJson.text(link.get("rel"));
            kind = kind == null ? WorkJson.text(link.get("ref")) : kind;
            String url = WorkJson.text(link.get("link"));
            url = url == null ? WorkJson.text(link.get("href")) : url;
            if ("next".equals(kind) && url != null) {
                Matcher number = PAGE_OF_A_LINK.matcher(url);
                if (number.find()) {
                    return Integer.parseInt(number.group(1));
                }
            }
        }
        return 2;
    }

    static WorkException strange(String path, String what) {
        return new WorkException(new WorkFailure.Strange(path, what));
    }
}
