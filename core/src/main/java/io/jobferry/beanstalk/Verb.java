package io.jobferry.beanstalk;

import static io.jobferry.beanstalk.Reply.Word.BURIED;
import static io.jobferry.beanstalk.Reply.Word.BURIED_ID;
import static io.jobferry.beanstalk.Reply.Word.DEADLINE_SOON;
import static io.jobferry.beanstalk.Reply.Word.DELETED;
import static io.jobferry.beanstalk.Reply.Word.DRAINING;
import static io.jobferry.beanstalk.Reply.Word.FOUND;
import static io.jobferry.beanstalk.Reply.Word.INSERTED;
import static io.jobferry.beanstalk.Reply.Word.INTERNAL_ERROR;
import static io.jobferry.beanstalk.Reply.Word.JOB_TOO_BIG;
import static io.jobferry.beanstalk.Reply.Word.KICKED;
import static io.jobferry.beanstalk.Reply.Word.KICKED_COUNT;
import static io.jobferry.beanstalk.Reply.Word.NOT_FOUND;
import static io.jobferry.beanstalk.Reply.Word.NOT_IGNORED;
import static io.jobferry.beanstalk.Reply.Word.OK;
import static io.jobferry.beanstalk.Reply.Word.OUT_OF_MEMORY;
import static io.jobferry.beanstalk.Reply.Word.PAUSED;
import static io.jobferry.beanstalk.Reply.Word.RELEASED;
import static io.jobferry.beanstalk.Reply.Word.RESERVED;
import static io.jobferry.beanstalk.Reply.Word.TIMED_OUT;
import static io.jobferry.beanstalk.Reply.Word.TOUCHED;
import static io.jobferry.beanstalk.Reply.Word.USING;
import static io.jobferry.beanstalk.Reply.Word.WATCHING;

import io.jobferry.beanstalk.Reply.Word;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The commands, and what the server may reply to each ("protocol.txt"). Any other reply ends the connection: of
 * BAD_FORMAT, UNKNOWN_COMMAND and EXPECTED_CRLF nobody can say where the next reply begins.
 */
enum Verb {
    PUT("put", INSERTED, BURIED_ID, JOB_TOO_BIG, DRAINING, OUT_OF_MEMORY, INTERNAL_ERROR),
    // No server errors for these four: what is pipelined behind them would go to, or come from, another tube.
    USE("use", USING),
    LIST_TUBE_USED("list-tube-used", USING),
    WATCH("watch", WATCHING),
    IGNORE("ignore", WATCHING, NOT_IGNORED),
    RESERVE("reserve", RESERVED, DEADLINE_SOON, OUT_OF_MEMORY, INTERNAL_ERROR),
    RESERVE_WITH_TIMEOUT("reserve-with-timeout", RESERVED, TIMED_OUT, DEADLINE_SOON, OUT_OF_MEMORY, INTERNAL_ERROR),
    RESERVE_JOB("reserve-job", RESERVED, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    DELETE("delete", DELETED, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    RELEASE("release", RELEASED, BURIED, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    BURY("bury", BURIED, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    TOUCH("touch", TOUCHED, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    PEEK("peek", FOUND, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    PEEK_READY("peek-ready", FOUND, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    PEEK_DELAYED("peek-delayed", FOUND, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    PEEK_BURIED("peek-buried", FOUND, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    KICK("kick", KICKED_COUNT, OUT_OF_MEMORY, INTERNAL_ERROR),
    KICK_JOB("kick-job", KICKED, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    STATS("stats", OK, OUT_OF_MEMORY, INTERNAL_ERROR),
    STATS_JOB("stats-job", OK, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    STATS_TUBE("stats-tube", OK, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR),
    LIST_TUBES("list-tubes", OK, OUT_OF_MEMORY, INTERNAL_ERROR),
    LIST_TUBES_WATCHED("list-tubes-watched", OK, OUT_OF_MEMORY, INTERNAL_ERROR),
    PAUSE_TUBE("pause-tube", PAUSED, NOT_FOUND, OUT_OF_MEMORY, INTERNAL_ERROR);

    final String text;

    @SuppressWarnings("ImmutableEnumChecker") // cannot be modified
    private final Map<String, Word> replies;

    private final String expected;

    Verb(String text, Word... replies) {
        this.text = text;
        this.replies = Arrays.stream(replies).collect(Collectors.toUnmodifiableMap(word -> word.text, word -> word));
        this.expected = Arrays.stream(replies)
                .filter(word -> word != OUT_OF_MEMORY && word != INTERNAL_ERROR)
                .map(word -> word.text)
                .collect(Collectors.joining(" or "));
    }

    /** The reply that begins with this text; null if there is none to this command. */
    @Nullable
    Word reply(String first) {
        return replies.get(first);
    }

    /** The replies for an error's text: {@code INSERTED or BURIED}. */
    String expected() {
        return expected;
    }
}
