package io.jobferry.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How lines, names, numbers and bodies are read, whatever the command. */
public abstract class SyntaxWireSuite extends WireSuite {
    private static final String LONGEST_NAME = "a".repeat(200);

    @Test
    void commands_in_one_write_are_answered_in_order() throws IOException {
        connect()
                .send("put 5 0 60 1\r\na\r\nput 1 0 60 2\r\n\r\n\r\nreserve\r\nuse x\r\nreserve\r\nlist-tube-used\r\n")
                .expect(
                        "INSERTED 1\r\nINSERTED 2\r\nRESERVED 2 2\r\n\r\n\r\nUSING x\r\nRESERVED 1 1\r\na\r\nUSING x\r\n");
    }

    @Test
    void a_command_may_come_byte_by_byte() throws IOException {
        Wire wire = connect();

        for (char c : "put 0 0 60 3\r\na\r\n\r\nreserve\r\n".toCharArray()) {
            wire.send(String.valueOf(c));
        }

        wire.expect("INSERTED 1\r\nRESERVED 1 3\r\na\r\n\r\n");
    }

    @Test
    void a_batch_of_many_puts_larger_than_any_buffer() throws IOException {
        StringBuilder puts = new StringBuilder();
        StringBuilder replies = new StringBuilder();
        for (int i = 1; i <= 200; i++) {
            puts.append("put 0 0 60 1000\r\n").append("x".repeat(1000)).append("\r\n");
            replies.append("INSERTED ").append(i).append("\r\n");
        }

        connect().send(puts.toString()).expect(replies.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "foo",
                "PUT 0 0 1 1",
                "put",
                "use",
                "watch",
                "ignore",
                "delete",
                "release",
                "bury",
                "kick",
                "touch",
                "peek",
                "kick-job"
            })
    void what_begins_no_command_is_unknown(String line) throws IOException {
        connect().send(line + "\r\nlist-tube-used\r\n").expect("UNKNOWN_COMMAND\r\nUSING default\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "put ",
                "put 0 0 1",
                "put a 0 1 1",
                "put -1 0 1 1",
                "put 4294967296 0 1 1",
                "put 0 4294967296 1 1",
                "put 0 0 4294967296 1",
                "put 0 0 1 4294967296",
                "put 0 0 1 1x",
                "put 0 0 1 1 ",
                "put +1 0 1 1",
                "use ",
                "use -a",
                "use a b",
                "use  a",
                "use a\u00e9",
                "use a\u0000b",
                "watch -a",
                "watch a,b",
                "ignore -x",
                "ignore ",
                "reserve 1",
                "reserves",
                "reserve-with-timeout",
                "reserve-with-timeout 9223372036854775808",
                "reserve-job",
                "reserve-job x",
                "reserve-job 18446744073709551616",
                "delete x",
                "delete 1x",
                "delete -1",
                "delete +1",
                "release 1",
                "release 1 1",
                "release 1 a 1",
                "release 1 1 1 1",
                "bury 1",
                "bury 1 1 1",
                "bury x 1",
                "touch x",
                "touch 1 1",
                "peek x",
                "peek 1 1",
                "peek-readyx",
                "peek-delayed 1",
                "peek-buried 1",
                "kick x",
                "kick ",
                "kick 18446744073709551616",
                "kick-job x",
                "stats 1",
                "statsx",
                "stats-job",
                "stats-job x",
                "stats-tube",
                "stats-tube -a",
                "stats-tube a b",
                "list-tubesx",
                "list-tubes-watched ",
                "list-tube-used x",
                "pause-tube",
                "pause-tube default",
                "pause-tube default x",
                "pause-tube default -1",
                "pause-tube default 4294967296",
                "pause-tube default 0 1",
                "pause-tube -a 1"
            })
    void what_does_not_fit_its_command_is_a_bad_format(String line) throws IOException {
        connect().send(line + "\r\nlist-tube-used\r\n").expect("BAD_FORMAT\r\nUSING default\r\n");
    }

    @Test
    void names_have_at_most_200_characters() throws IOException {
        connect()
                .send("use " + LONGEST_NAME + "\r\nuse " + LONGEST_NAME + "a\r\n")
                .expect("USING " + LONGEST_NAME + "\r\nBAD_FORMAT\r\n")
                .send("watch " + LONGEST_NAME + "\r\nwatch " + LONGEST_NAME + "a\r\n")
                .expect("WATCHING 2\r\nBAD_FORMAT\r\n");
    }

    @Test
    void names_have_the_characters_of_the_protocol() throws IOException {
        connect().send("use A-z0+/;.$_()\r\n").expect("USING A-z0+/;.$_()\r\n");
    }

    @Test
    void b11_a_line_of_224_bytes_is_a_line_and_a_longer_one_is_not() throws IOException {
        connect()
                .send("x".repeat(222) + "\r\n")
                .expect("UNKNOWN_COMMAND\r\n")
                .send("x".repeat(300) + "\r\nuse a\r\n")
                .expect("BAD_FORMAT\r\nUSING a\r\n")
                .send("use " + "x".repeat(5000) + "\r\nuse b\r\n")
                .expect("BAD_FORMAT\r\nUSING b\r\n");
    }

    @Test
    void a_line_ends_with_both_its_characters() throws IOException {
        connect().send("use a\n").expectNothing().send("b\r\n").expect("BAD_FORMAT\r\n");
    }

    @Test
    void b9_a_body_that_is_too_long_ends_the_step_with_the_client() throws IOException {
        connect().send("put 0 0 60 3\r\nabcd\r\nuse c\r\n").expect("EXPECTED_CRLF\r\nUNKNOWN_COMMAND\r\n");
    }

    @Test
    void b9_a_body_that_is_too_short_swallows_what_follows() throws IOException {
        connect()
                .send("put 0 0 60 3\r\nab\r\nuse c\r\nuse d\r\n")
                .expect("EXPECTED_CRLF\r\nUNKNOWN_COMMAND\r\nUSING d\r\n");
    }

    @Test
    void b10_a_job_that_is_too_big_is_skipped_and_the_next_command_done() throws IOException {
        connect()
                .send("put 0 0 60 65536\r\n" + "x".repeat(65536) + "\r\nuse a\r\n")
                .expect("JOB_TOO_BIG\r\nUSING a\r\n")
                .send("put 0 0 60 70000 x\r\n" + "x".repeat(70000) + "\r\nput 0 0 60 65535\r\n" + "x".repeat(65535)
                        + "\r\n")
                .expect("JOB_TOO_BIG\r\nINSERTED 1\r\n");
    }

    @Test
    void an_empty_body_and_a_body_of_every_byte() throws IOException {
        StringBuilder all = new StringBuilder("\r\n");
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }

        connect()
                .send("put 0 0 60 0\r\n\r\nput 0 0 60 258\r\n" + all + "\r\nreserve\r\nreserve\r\n")
                .expect("INSERTED 1\r\nINSERTED 2\r\nRESERVED 1 0\r\n\r\nRESERVED 2 258\r\n" + all + "\r\n");
    }

    @Test
    void numbers_may_have_leading_zeros_and_spaces() throws IOException {
        connect()
                .send("put 01  0 060 1\r\na\r\npeek   01\r\nreserve-job 01\r\ndelete  001\r\n")
                .expect("INSERTED 1\r\nFOUND 1 1\r\na\r\nRESERVED 1 1\r\na\r\nDELETED\r\n");
    }

    @Test
    void kick_reads_its_bound_as_c_does() throws IOException {
        connect()
                .send("put 1 90 60 1\r\na\r\nput 1 90 60 1\r\nb\r\nput 1 90 60 1\r\nc\r\n")
                .expect("INSERTED 1\r\nINSERTED 2\r\nINSERTED 3\r\n")
                .send("kick 4294967296\r\nkick  +1\r\nkick 1 2\r\nkick -1\r\n")
                .expect("KICKED 0\r\nKICKED 1\r\nKICKED 1\r\nKICKED 1\r\n");
    }

    @Test
    void a_time_out_that_is_no_number_is_none() throws IOException {
        connect()
                .send("reserve-with-timeout x\r\nreserve-with-timeout \r\nreserve-with-timeout 0 1\r\n")
                .expect("TIMED_OUT\r\n".repeat(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "2147483648"})
    void a_time_out_that_is_negative_for_c_never_ends(String timeout) throws IOException {
        Wire waiting =
                connect().send("reserve-with-timeout " + timeout + "\r\n").expectNothing();

        connect().send("put 1 0 60 1\r\na\r\n").expect("INSERTED 1\r\n");

        waiting.expect("RESERVED 1 1\r\na\r\n");
    }

    @Test
    void quit_ends_the_connection_after_what_was_asked_before() throws IOException {
        Wire wire =
                connect().send("list-tube-used\r\nquit\r\nlist-tube-used\r\n").expect("USING default\r\n");

        wire.expectEnd();
        connect().send("quitx\r\n").expectEnd();
    }

    @Test
    void a_half_closed_connection_has_its_commands_done() throws IOException {
        connect()
                .send("put 1 0 60 1\r\na\r\nput 1 0 60 1\r\nb\r\n")
                .halfClose()
                .expect("INSERTED 1\r\nINSERTED 2\r\n")
                .expectEnd();

        assertThat(stats()).containsEntry("current-jobs-ready", "2");
    }
}
