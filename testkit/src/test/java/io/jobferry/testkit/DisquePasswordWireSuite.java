package io.jobferry.testkit;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What a server with a password answers. */
public abstract class DisquePasswordWireSuite extends DisqueWireSuite {
    /** The server's. */
    protected static final String PASSWORD = "open sesame";

    private static final String NO_AUTH = "-NOAUTH Authentication required.\r\n";

    @Test
    void nothing_is_done_before_the_password_was_given() throws IOException {
        connect()
                .send("PING\r\nHELLO\r\nADDJOB q j 0\r\nAUTH x\r\nPING\r\nAUTH \"" + PASSWORD + "\"\r\nPING\r\n")
                .expect(NO_AUTH.repeat(3) + "-ERR invalid password\r\n" + NO_AUTH + "+OK\r\n+PONG\r\n");
    }

    @Test
    void a_wrong_password_takes_back_the_right_one() throws IOException {
        connect()
                .send("AUTH \"" + PASSWORD + "\"\r\nAUTH x\r\nPING\r\n")
                .expect("+OK\r\n-ERR invalid password\r\n" + NO_AUTH);
    }

    @Test
    void each_connection_gives_it() throws IOException {
        connect().send("AUTH \"" + PASSWORD + "\"\r\n").expect("+OK\r\n");

        connect().send("PING\r\n").expect(NO_AUTH);
    }

    @Test
    void what_is_no_command_is_said_to_everybody_and_everybody_may_quit() throws IOException {
        Wire wire = connect()
                .send("foo\r\nHELLO 3\r\nQUIT\r\n")
                .expect("-ERR unknown command 'foo'\r\n" + Resp.wrongNumber("hello") + "+OK\r\n");

        wire.expectEnd();
    }
}
