package strongroom.protocol;

import static strongroom.protocol.Asker.LOGIN;
import static strongroom.protocol.Asker.backup;
import static strongroom.protocol.Asker.blob;
import static strongroom.protocol.Asker.id;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import strongroom.assembly.RunningServer;
import strongroom.web.RawHttp;
import strongroom.web.RawHttp.Answer;

/** Every kind of path with every kind of method, with and without a login, each asked once. */
final class Crawl {

    private static final List<String> METHODS = List.of(
            "GET",
            "HEAD",
            "PUT",
            "POST",
            "DELETE",
            "OPTIONS",
            "PATCH",
            "TRACE",
            "PROPFIND",
            "MKCOL",
            "MOVE",
            "LOCK",
            "CONNECT",
            "NONSENSE");

    private static final String EXISTING = id(1);

    private static final List<String> PATHS = List.of(
            "/",
            "//",
            "/?x=1/config",
            "/config",
            "//config",
            "/config/",
            "/config?x=1",
            "/config;x=1",
            "/CONFIG",
            "/config/config",
            "/default/config",
            "/default",
            "/default/",
            "/nobody/config",
            "/nobody" + backup(1),
            "/xx/config",
            "/06/config",
            "/%7BbackupIdPrefix8%7D/config",
            "/%7BbackupIdPrefix8%7D" + backup(1),
            "/%25h/config",
            "/backups",
            "/backups/",
            "/backups//",
            "/backups/" + EXISTING,
            "//backups//" + EXISTING,
            "/backups/" + EXISTING + "/",
            "/backups/" + EXISTING + "?x=1",
            "/backups/" + EXISTING + "/x",
            "/backups/" + EXISTING.substring(1),
            "/backups/" + EXISTING + "0",
            "/backups/" + "A".repeat(64),
            "/backups/" + "g".repeat(64),
            "/backups/0x" + EXISTING.substring(2),
            "/backups/" + id(2),
            "/backups/config",
            "/backups/backups/" + EXISTING,
            "/backups/%30" + EXISTING.substring(1),
            "/backups/..%2fconfig",
            "/backups/../config",
            "/backups/%2e%2e/config",
            "/backups/%c0%ae%c0%ae/config",
            "/backups/%00" + EXISTING,
            "/backups/" + EXISTING + "%0a",
            "/backups/%zz",
            "/backups/" + EXISTING + ";jsessionid=1",
            "/safe/config",
            "/livez",
            "/readyz",
            "/metrics",
            "/admin",
            "/api/v1",
            "/static/app.js",
            "/favicon.ico",
            "/robots.txt",
            "/index.html",
            "/.well-known/security.txt",
            "/remote.php/webdav/config",
            "/" + "a".repeat(4_000),
            "/ä");

    private Crawl() {}

    /** One request and its answer. */
    record Visit(String method, String path, boolean withLogin, Answer answer) {

        boolean isSuccess() {
            return answer.status() >= 200 && answer.status() <= 299;
        }

        @Override
        public String toString() {
            return method + " " + path.substring(0, Math.min(90, path.length())) + (withLogin ? " with" : " without")
                    + " a login: " + answer;
        }
    }

    /** Asks for everything, each time as another client, so that no brake comes between. */
    static List<Visit> of(RunningServer server) throws IOException {
        List<Visit> visits = new ArrayList<>();
        for (boolean withLogin : new boolean[] {false, true}) {
            for (String path : PATHS) {
                for (String method : METHODS) {
                    String client = "X-Forwarded-For: 10.1." + visits.size() / 250 + "." + visits.size() % 250;
                    visits.add(new Visit(method, path, withLogin, ask(server, method, path, withLogin, client)));
                }
            }
        }
        return visits;
    }

    private static Answer ask(RunningServer server, String method, String path, boolean withLogin, String client)
            throws IOException {
        boolean hasBody = method.equals("PUT") || method.equals("POST") || method.equals("PATCH");
        byte[] body = hasBody ? blob(100, 1) : new byte[0];
        String[] headers = Asker.typeAndLength(body.length);
        try (RawHttp http = new RawHttp(server.url())) {
            http.send(RawHttp.head(
                            method, path, withLogin ? Asker.with(headers, client, LOGIN) : Asker.with(headers, client)))
                    .send(body);
            return method.equals("HEAD") ? http.answerWithoutBody() : http.answer();
        }
    }
}
