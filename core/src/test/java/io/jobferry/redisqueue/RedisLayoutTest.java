package io.jobferry.redisqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jobferry.Body;
import io.jobferry.NewJob;
import io.jobferry.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisLayoutTest {
    @Test
    void keys_are_core_queues_with_their_braces() {
        MemberKeys keys = MemberKeys.of(RedisLayout.DEFAULT.withKeyPrefix("app:env"), "mail");

        assertThat(keys.waiting()).isEqualTo("{app:env:mail}:waiting");
        assertThat(MemberKeys.of(RedisLayout.DEFAULT, "RedisDriver").timeout()).isEqualTo("{RedisDriver}:timeout");
    }

    @Test
    void a_queue_needs_a_name() {
        assertThatThrownBy(() -> MemberKeys.of(RedisLayout.DEFAULT, ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("queue has no name");
    }

    @Test
    void a_queue_may_have_any_five_keys_and_others_keep_theirs() {
        RedisLayout layout = RedisLayout.DEFAULT.withChannels("mail", new RedisChannels("d", "f", "r", "w", "t"));

        assertThat(MemberKeys.of(layout, "mail"))
                .isEqualTo(new MemberKeys("mail", "w", "w:claimed", "d", "r", "f", "t"));
        assertThat(MemberKeys.of(layout, "sms").waiting()).isEqualTo("{sms}:waiting");
    }

    @Test
    void keys_that_are_not_five_are_refused() {
        assertThatThrownBy(() -> new RedisChannels("d", "f", "r", "w", "w"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channels are not five keys, none of which is w:claimed: [d, f, r, w, w]");
        assertThatThrownBy(() -> new RedisChannels("d", "", "r", "w", "t")).hasMessageContaining("not five keys");
        assertThatThrownBy(() -> new RedisChannels("d", "f", "r", "w", "w:claimed"))
                .hasMessageContaining("not five keys");
    }

    @Test
    void plain_lists_have_no_channels() {
        RedisLayout raw = RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.RAW);

        assertThatThrownBy(() -> raw.withChannels("mail", new RedisChannels("d", "f", "r", "w", "t")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channels are for jobs with an envelope, not for RAW");
    }

    @Test
    void jobs_with_envelopes_are_taken_from_the_right() {
        assertThatThrownBy(() -> RedisLayout.DEFAULT.withPopFrom(PopFrom.LEFT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("popFrom LEFT is for RAW jobs, not for GOB");
    }

    @Test
    void times_and_type_ids_have_bounds() {
        assertThatThrownBy(() -> RedisLayout.DEFAULT.withHandleTimeout(Duration.ZERO))
                .hasMessageContaining("handleTimeout");
        assertThatThrownBy(() -> RedisLayout.DEFAULT.withLease(Duration.ofDays(4000)))
                .hasMessageContaining("lease");
        assertThatThrownBy(() -> RedisLayout.DEFAULT.withGobTypeId(63)).hasMessageContaining("gobTypeId");
    }

    @ParameterizedTest
    @CsvSource({
        "'envelope=xml', 'envelope is not one of [gob, json, raw]: \"xml\"'",
        "'leaseOver=', 'leaseOver is not one of [timeout, waiting]: \"\"'",
        "'popFrom=top', 'popFrom is not one of [right, left]: \"top\"'",
        "'gobTypeId=x', 'gobTypeId is no number: \"x\"'"
    })
    void a_uri_with_another_word_is_refused_with_those_allowed(String query, String message) {
        assertThatThrownBy(() -> Queues.open("redis://host?" + query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void a_job_has_a_time_or_a_delay() {
        Instant at = Instant.ofEpochSecond(1);

        assertThat(RedisPut.DEFAULT.withDelay(Duration.ofSeconds(1)).withAt(at).delay())
                .isZero();
        assertThatThrownBy(() -> new RedisPut(Duration.ofSeconds(1), at, null, "", null, Duration.ZERO, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a time and a delay");
    }

    @Test
    void raw_jobs_have_a_delay_and_nothing_else() {
        RedisLayout raw = RedisLayout.DEFAULT.withEnvelope(RedisEnvelope.RAW);
        try (RedisQueueBackend backend =
                new RedisQueueBackend(RedisQueueOptions.of("localhost").withLayout(raw))) {
            List<NewJob> keyed = List.of(new NewJob(Body.utf8("hello"), RedisPut.DEFAULT.withKey("mail")));

            assertThatThrownBy(() -> backend.sink("mail").put(keyed))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("raw jobs have a delay and nothing else");
            assertThatThrownBy(() -> backend.client("mail")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void after_an_extension_without_an_answer_our_score_is_within_a_lease() {
        Fence fence = Fence.at(1_000).orExtended(500);

        assertThat(fence).isEqualTo(new Fence(1_000, 1_499, 0));
        assertThat(fence.orExtended(200)).isEqualTo(fence);
    }
}
