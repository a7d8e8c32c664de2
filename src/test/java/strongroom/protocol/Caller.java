package strongroom.protocol;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import strongroom.assembly.RunningServer;

/**
 * Somebody who asks a server and follows no redirect.
 *
 * @param authorization the value of the header; null sends none
 */
record Caller(RunningServer server, @Nullable String authorization) {

    /** The account that the fixture brings along. */
    static Caller anna(RunningServer server) {
        return new Caller(server, basic(RunningServer.USER, RunningServer.PASSWORD));
    }

    static Caller stranger(RunningServer server) {
        return new Caller(server, null);
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    RequestSpecification request() {
        RequestSpecification request =
                given().redirects().follow(false).urlEncodingEnabled(false).baseUri(server.url());
        return authorization == null ? request : request.header("Authorization", authorization);
    }

    Response config() {
        return request().get("/config");
    }

    Response put(String id, byte[] body) {
        return request().contentType("application/octet-stream").body(body).put("/backups/" + id);
    }

    Response get(String id) {
        return request().get("/backups/" + id);
    }

    Response head(String id) {
        return request().head("/backups/" + id);
    }

    Response delete(String id) {
        return request().delete("/backups/" + id);
    }

    /** Returns the body of a GET, which must succeed. */
    byte[] stored(String id) {
        Response answer = get(id);
        if (answer.statusCode() != 200) {
            throw new AssertionError("GET answered " + answer.statusCode());
        }
        return answer.asByteArray();
    }
}
