package io.jobferry.redisqueue;

import static org.assertj.core.api.Assertions.assertThat;

import io.jobferry.Body;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * A Go peer finds a job by encoding it again, so what we write has to be what it writes, to the byte. The members were
 * recorded from core-queue itself.
 */
class CoreQueueLivesTest {
    private static final PersistedJob JOB = new PersistedJob(
            "u-1", "mail", Body.utf8("hello"), Duration.ofHours(1).toNanos(), 0, 1, 3);

    @ParameterizedTest
    @CsvFileSource(resources = "core-queue-lives.csv", useHeadersInDisplayName = true, maxCharsPerColumn = 1_000)
    void a_job_is_put_retried_and_given_up_in_the_bytes_that_core_queue_writes(
            String name, int typeId, String waiting, String delayed, String failed) throws Exception {
        Envelope writer = Envelope.of(layout(name).withGobTypeId(typeId));
        Envelope reader = Envelope.of(layout(name));

        byte[] put = writer.write(JOB);
        byte[] retried =
                reader.rewrite(put, job -> job.failed(Duration.ofSeconds(1).toNanos()));
        byte[] givenUp = reader.rewrite(put, job -> job.failed(job.backoffNanos()));

        assertThat(put).isEqualTo(HexFormat.of().parseHex(waiting));
        assertThat(retried).isEqualTo(HexFormat.of().parseHex(delayed));
        assertThat(givenUp).isEqualTo(HexFormat.of().parseHex(failed));
    }

    private static RedisLayout layout(String envelope) {
        return RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.valueOf(envelope.toUpperCase(Locale.ROOT)));
    }
}
