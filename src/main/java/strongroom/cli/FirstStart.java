package strongroom.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import strongroom.account.PublicUrl;
import strongroom.assembly.Components;
import strongroom.assembly.DataDirectory;
import strongroom.assembly.SetUp;
import strongroom.assembly.SetUp.FirstLogin;
import strongroom.config.Config;
import strongroom.message.Message;
import strongroom.message.MessageCode;
import strongroom.message.Refusal;

/** Opens a held directory for {@code serve}, setting it up first if it is empty, and hands out the first login once. */
final class FirstStart {

    private static final String FIRST_LOGIN = "first-login";

    private final Terminal terminal;
    private final Workplace workplace;
    private final Config config;

    FirstStart(Terminal terminal, Workplace workplace, Config config) {
        this.terminal = terminal;
        this.workplace = workplace;
        this.config = config;
    }

    /** Opens the store; whatever stands in the way lets the directory go again. */
    Components open(DataDirectory directory, @Nullable PublicUrl url) {
        SetUp.Opened opened = new SetUp(config, workplace.clocks(), workplace.actor()).open(directory, url);
        try {
            if (opened.first() != null) {
                handOut(opened.first());
            } else if (url != null) {
                mustEqual(opened.store(), url);
            }
            return opened.store();
        } catch (RuntimeException obstacle) {
            opened.store().close();
            throw obstacle;
        }
    }

    /** On a terminal a person sees it; anywhere else it would end in a log, so it goes into a file of the owner's alone. */
    private void handOut(FirstLogin first) {
        String password = first.password().reveal();
        if (terminal.interactive()) {
            terminal.line(Message.of(MessageCode.FIRST_LOGIN, first.account(), password));
            return;
        }
        Path file = config.place().data().resolve(FIRST_LOGIN);
        String text = "tenant: " + first.tenant() + "\naccount: " + first.account() + "\npassword: " + password + "\n";
        try {
            Files.deleteIfExists(file);
            PrivateFile.create(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException failure) {
            throw Refusal.failed(MessageCode.FILE_UNWRITABLE, file, workplace.user());
        }
        terminal.line(Message.of(MessageCode.FIRST_LOGIN_WRITTEN, file));
    }

    private static void mustEqual(Components components, PublicUrl url) {
        PublicUrl stored = components.publicUrl();
        if (stored == null) {
            throw Refusal.failed(MessageCode.PUBLIC_URL_NOT_SET, url.value());
        }
        if (!url.equals(stored)) {
            throw Refusal.failed(MessageCode.PUBLIC_URL_DIFFERS, url.value(), stored.value());
        }
    }
}
