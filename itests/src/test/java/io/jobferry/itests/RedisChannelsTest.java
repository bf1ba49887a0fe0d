package io.jobferry.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jobferry.JobSource;
import io.jobferry.Outcome;
import io.jobferry.consume.LengthGauge;
import io.jobferry.event.QueueListener;
import io.jobferry.redisqueue.RedisChannel;
import io.jobferry.redisqueue.RedisQueueClient;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** core-queue's own commands on its channels. */
@NeedsServer(ServerKind.REDIS)
class RedisChannelsTest extends RedisMembersFixture {
    RedisChannelsTest(TestServer redis) {
        super(redis);
    }

    @Test
    void a_reload_brings_back_one_channel_with_its_attempts_counted() throws Exception {
        go.lpush(WAITING, FROM_GO);
        go.lpush(TIMEOUT, FROM_GO);
        JobSource source = source();
        settle(source, one(source), Outcome.dead("no handler"));

        try (RedisQueueClient client = backend.client("mail")) {
            long reloaded = client.reload(RedisChannel.FAILED);

            assertThat(reloaded).isEqualTo(1);
            assertThat(client.info())
                    .containsEntry(RedisChannel.WAITING, 1L)
                    .containsEntry(RedisChannel.FAILED, 0L)
                    .containsEntry(RedisChannel.TIMEOUT, 1L);
            assertThatThrownBy(() -> client.reload(RedisChannel.DELAYED))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("DELAYED");
        }
        assertThat(one(source).job().attempt()).hasValue(2);
    }

    @Test
    void a_flush_deletes_one_channel_and_no_other_key() {
        go.lpush(WAITING, FROM_GO);
        go.lpush(FAILED, FROM_GO);
        go.set("{app:env:mail}:lock", "a key of somebody else");

        try (RedisQueueClient client = backend.client("mail")) {
            client.flush(RedisChannel.FAILED);
        }

        assertThat(go.keys("*")).containsExactlyInAnyOrder("{app:env:mail}:waiting", "{app:env:mail}:lock");
    }

    @Test
    void the_length_gauge_tells_each_channel_under_its_own_name() {
        go.lpush(WAITING, FROM_GO);
        go.lpush(key("claimed"), FROM_GO);
        go.lpush(TIMEOUT, FROM_GO);
        Map<String, Long> lengths = new ConcurrentHashMap<>();
        QueueListener listener = new QueueListener() {
            @Override
            public void onLength(String queue, String channel, long jobs) {
                lengths.put(queue + " " + channel, jobs);
            }
        };

        try (LengthGauge gauge = new LengthGauge(backend, List.of("mail"), LengthGauge.EVERY, listener, Thread::new)) {
            await().atMost(SOON).until(() -> lengths.size() == 5);
            assertThat(gauge).isNotNull();
        }

        assertThat(lengths)
                .containsEntry("mail waiting", 2L)
                .containsEntry("mail delayed", 0L)
                .containsEntry("mail reserved", 0L)
                .containsEntry("mail failed", 0L)
                .containsEntry("mail timeout", 1L);
    }
}
