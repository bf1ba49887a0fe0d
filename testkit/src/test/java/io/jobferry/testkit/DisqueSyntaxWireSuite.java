package io.jobferry.testkit;

import static io.jobferry.testkit.Resp.SYNTAX_ERROR;
import static io.jobferry.testkit.Resp.add;
import static io.jobferry.testkit.Resp.array;
import static io.jobferry.testkit.Resp.command;
import static io.jobferry.testkit.Resp.job;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How requests, numbers and bodies are read, whatever the command. */
public abstract class DisqueSyntaxWireSuite extends DisqueWireSuite {
    private static final int LONGEST_LINE = 64 * 1024;

    @Test
    void commands_in_one_write_are_answered_in_order() throws IOException {
        connect()
                .send(command("PING") + command("QLEN", "q") + "PING x\r\n" + command("nope") + command("PING"))
                .expect("+PONG\r\n:0\r\n$1\r\nx\r\n-ERR unknown command 'nope'\r\n+PONG\r\n");
    }

    @Test
    void a_command_may_come_byte_by_byte() throws IOException {
        Wire wire = connect();
        String id = add(wire, "q a\\r\\nb 0");

        for (char c : (command("GETJOB", "NOHANG", "FROM", "q") + "PING\r\n").toCharArray()) {
            wire.send(String.valueOf(c));
        }

        wire.expect(array(job("q", id, "a\\r\\nb")) + "+PONG\r\n");
    }

    @Test
    void a_command_may_be_split_anywhere() throws IOException {
        String commands = command("PING", "a\r\n$1\r\n") + "PING b\r\n";
        String replies = "$7\r\na\r\n$1\r\n\r\n$1\r\nb\r\n";
        Wire wire = connect();

        for (int i = 1; i < commands.length(); i++) {
            wire.send(commands.substring(0, i)).send(commands.substring(i)).expect(replies);
        }
    }

    @Test
    void a_batch_of_many_jobs_larger_than_any_buffer() throws IOException {
        int count = 300;
        String body = "x".repeat(1000);
        Wire wire = connect();

        wire.send(command("ADDJOB", "q", body, "0").repeat(count));

        for (int i = 0; i < count; i++) {
            assertThat(wire.readLine()).startsWith("+D-");
        }
        String jobs = Resp.read(wire.send("GETJOB COUNT " + count + " FROM q\r\n"));
        assertThat(jobs.split(body, -1)).hasSize(count + 1);
    }

    @Test
    void an_empty_body_a_body_of_every_byte_and_a_large_one() throws IOException {
        StringBuilder all = new StringBuilder("\r\n");
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        String large = "y".repeat(1 << 20);
        Wire wire = connect();

        for (String body : new String[] {"", all.toString(), large}) {
            String id = wire.send(command("ADDJOB", "q", body, "0")).readLine().strip();
            wire.send(command("GETJOB", "FROM", "q")).expect(array(job("q", id.substring(1), body)));
        }
    }

    @Test
    void a_queue_may_have_any_name() throws IOException {
        Wire wire = connect();

        for (String queue : new String[] {"", "a b", "\r\n\0\u00ff", "x".repeat(1000)}) {
            String id = wire.send(command("ADDJOB", queue, "j", "0")).readLine().strip();
            wire.send(command("GETJOB", "FROM", queue)).expect(array(job(queue, id.substring(1), "j")));
        }
    }

    @Test
    void names_and_options_have_no_case() throws IOException {
        connect()
                .send("ping\r\nPinG\r\ngetjob nohang TimeOut 1 Count 1 WITHcounters From q\r\n")
                .expect("+PONG\r\n+PONG\r\n*-1\r\n");
    }

    @Test
    void a_line_is_words_with_blanks_and_quotes() throws IOException {
        connect()
                .send("  PING \t x\r\nPING \"a b\"\r\nPING 'c \"d'\r\nPING e\"f\"\r\n")
                .expect("$1\r\nx\r\n$3\r\na b\r\n$4\r\nc \"d\r\n$2\r\nef\r\n")
                .send("PING \"\\x41\\n\\q\\\"\"\r\nPING '\\'\\n'\r\nPING a\\n\r\n")
                .expect("$4\r\nA\nq\"\r\n$3\r\n'\\n\r\n$3\r\na\\n\r\n");
    }

    @Test
    void empty_requests_are_no_requests() throws IOException {
        connect().send("\r\n  \r\n\"\"\r\n*0\r\n*-1\r\nPING\r\n").expect("+PONG\r\n");
    }

    @Test
    void of_a_line_end_of_one_byte_two_are_taken() throws IOException {
        connect().send("PING\nPING\r\n").expect("+PONG\r\n-ERR unknown command 'ING'\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "*x, invalid multibulk length",
        "*01, invalid multibulk length",
        "*1048577, invalid multibulk length",
        "*1|$-1, invalid bulk length",
        "*1|$x, invalid bulk length",
        "*1|$536870913, invalid bulk length",
        "*1|:1, 'expected ''$'', got '':'''",
        "PING \"a, unbalanced quotes in request",
        "PING \"a\"b, unbalanced quotes in request"
    })
    void what_is_no_request_is_said_and_ends_the_connection(String sent, String words) throws IOException {
        connect()
                .send("PING\r\n" + sent.replace("|", "\r\n") + "\r\nPING\r\n")
                .expect("+PONG\r\n-ERR Protocol error: " + words + "\r\n")
                .expectEnd();
    }

    @ParameterizedTest
    @CsvSource({"x, too big inline request", "*, too big mbulk count string", "*1|$, too big bulk count string"})
    void a_line_without_end_is_refused(String start, String words) throws IOException {
        connect()
                .send(start.replace("|", "\r\n") + "1".repeat(LONGEST_LINE + 1))
                .expect("-ERR Protocol error: " + words + "\r\n")
                .expectEnd();
    }

    @Test
    void an_unknown_command_is_named_as_c_reads_it_on_one_line() throws IOException {
        connect()
                .send(command("foo", "x") + command("") + command("PI\0NG") + command("a\r\nb"))
                .expect("-ERR unknown command 'foo'\r\n-ERR unknown command ''\r\n")
                .expect("-ERR unknown command 'PI'\r\n-ERR unknown command 'a  b'\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "auth",
                "auth a b",
                "ping a b",
                "debug",
                "cluster",
                "hello 3",
                "time x",
                "addjob",
                "addjob q j",
                "getjob",
                "show",
                "show a b",
                "qlen",
                "qlen q q",
                "qpeek q",
                "qpeek q 1 1",
                "qstat",
                "working",
                "working a b",
                "pause q"
            })
    void too_few_words_or_too_many_are_a_wrong_number(String line) throws IOException {
        connect().send(line + "\r\nPING\r\n").expect(Resp.wrongNumber(line.split(" ", 2)[0]) + "+PONG\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ADDJOB q j 0 bla",
                "ADDJOB q j 0 REPLICATE",
                "ADDJOB q j x bla",
                "GETJOB FROM",
                "GETJOB q",
                "GETJOB NOHANG q",
                "GETJOB COUNT",
                "PAUSE q x",
                "QSCAN 0 0",
                "JSCAN 0 0",
                "INFO a b"
            })
    void what_does_not_fit_is_a_syntax_error(String line) throws IOException {
        connect().send(line + "\r\nPING\r\n").expect(SYNTAX_ERROR + "+PONG\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "ADDJOB q j x, timeout is not an integer or out of range",
        "ADDJOB q j -1, timeout is negative",
        "ADDJOB q j 0 REPLICATE 0, REPLICATE must be between 1 and 65535",
        "ADDJOB q j 0 REPLICATE 65536, REPLICATE must be between 1 and 65535",
        "ADDJOB q j 0 TTL 0, TTL must be a number > 0",
        "ADDJOB q j 0 TTL 9223372036854775808, TTL must be a number > 0",
        "ADDJOB q j 0 RETRY -1, RETRY time must be a non negative number",
        "ADDJOB q j 0 DELAY 1x, DELAY time must be a non negative number",
        "ADDJOB q j 0 MAXLEN 0, MAXLEN must be a positive number",
        "ADDJOB q j 0 TTL 5 DELAY 5,"
                + " The specified DELAY is greater than TTL. Job refused since would never be delivered",
        "ADDJOB q j 0 RETRY 0 REPLICATE 2,"
                + " With RETRY set to 0 please explicitly set  REPLICATE to 1 (at-most-once delivery)",
        "GETJOB COUNT 0 FROM q, COUNT must be a number greater than zero",
        "GETJOB COUNT x FROM q, COUNT must be a number greater than zero",
        "GETJOB TIMEOUT x FROM q, timeout is not an integer or out of range",
        "GETJOB TIMEOUT -1 FROM q, timeout is negative",
        "QPEEK q x, value is not an integer or out of range",
        "QSCAN COUNT x, value is not an integer or out of range",
        "QSCAN x, invalid cursor or option name",
        "QSCAN COUNT, invalid cursor or option name",
        "QSCAN 18446744073709551616, invalid cursor or option name",
        "JSCAN STATE x, Invalid job state name",
        "JSCAN REPLY x, 'Invalid REPLY type, try ID or ALL'",
        "CLUSTER x, Wrong CLUSTER subcommand or number of arguments",
        "CLUSTER MYID x, Wrong CLUSTER subcommand or number of arguments",
        "CLUSTER LEAVING x, Wrong argument for CLUSTER LEAVING. Use 'yes' or 'no'",
        "DEBUG x, Unknown DEBUG subcommand or wrong number of arguments for 'x'"
    })
    void what_is_out_of_range_is_said(String line, String words) throws IOException {
        connect().send(line + "\r\nPING\r\n").expect("-ERR " + words + "\r\n+PONG\r\n");
    }

    @Test
    void numbers_and_options_are_read_as_c_does() throws IOException {
        connect()
                .send(command("GETJOB", "COUNT", "+1", "NOHANG", "FROM", "q"))
                .expect("*-1\r\n")
                .send(command("GETJOB", "TIMEOUT", "", "NOHANG\0x", "FROM", "q"))
                .expect("*-1\r\n")
                .send(command("GETJOB", "COUNT", "1\0x", "NOHANG", "FROM", "q"))
                .expect("*-1\r\n")
                .send(command("GETJOB", "COUNT", " 1", "NOHANG", "FROM", "q"))
                .expect("-ERR COUNT must be a number greater than zero\r\n");
    }

    @Test
    void quit_ends_the_connection_after_what_was_asked_before() throws IOException {
        Wire wire = connect().send("PING\r\nquit now\r\nPING\r\n").expect("+PONG\r\n+OK\r\n");

        wire.expectEnd();
    }

    @Test
    void a_half_closed_connection_has_its_commands_done() throws IOException {
        connect()
                .send("PING\r\nPING\r\n")
                .halfClose()
                .expect("+PONG\r\n+PONG\r\n")
                .expectEnd();
    }

    @Test
    void a_half_closed_connection_waits_no_more() throws IOException {
        connect()
                .send("PING\r\nGETJOB FROM q\r\n")
                .halfClose()
                .expect("+PONG\r\n")
                .expectEnd();
    }
}
