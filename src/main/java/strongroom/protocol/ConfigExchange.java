package strongroom.protocol;

import io.javalin.http.Context;
import java.nio.charset.StandardCharsets;
import strongroom.account.Account;
import strongroom.account.Accounts;
import strongroom.account.Announcement;
import strongroom.account.Tenant;
import strongroom.protocol.Gate.Passage;
import strongroom.web.Bodies;

/** {@code GET config}: what phones are told, and the only sign of life that an unchanged Android phone sends every day. */
public final class ConfigExchange {

    private final Gate gate;
    private final Accounts accounts;
    private final Bodies bodies;

    public ConfigExchange(Gate gate, Accounts accounts, Bodies bodies) {
        this.gate = gate;
        this.accounts = accounts;
        this.bodies = bodies;
    }

    void answer(Context ctx, Tenant tenant) {
        switch (gate.toWrite(ctx, tenant)) {
            case Passage.Refused() -> {}
            case Passage.Open(Account account, ClientApp app) -> {
                if (account != null) {
                    accounts.noteConfig(account.id(), ClientApp.word(app));
                }
                ctx.status(200).contentType("application/json");
                bodies.send(ctx, json(tenant.settings().announcement()).getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    /**
     * Two whole numbers in one small object, written at once: old Android apps read it with a single read of 4096 bytes and iPhones
     * refuse numbers in quotes (safe-protocol 2.2, 4.1).
     */
    private static String json(Announcement announced) {
        return "{\"maxBackupBytes\":" + announced.maxBackupBytes() + ",\"retentionDays\":" + announced.retentionDays()
                + "}";
    }
}
