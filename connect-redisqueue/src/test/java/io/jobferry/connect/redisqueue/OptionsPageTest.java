package io.jobferry.connect.redisqueue;

import io.jobferry.connect.OptionsPage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of options in docs is what the code says. */
class OptionsPageTest {
    @Test
    void the_page_of_the_connectors_options_is_current() throws Exception {
        OptionsPage page =
                new OptionsPage("connect-redisqueue", new RedisQueueSourceConnector(), new RedisQueueSinkConnector());

        page.requireCurrent(Path.of("..", "docs", "options-connect-redisqueue.md"));
    }
}
