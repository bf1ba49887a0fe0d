package io.jobferry.connect.beanstalk;

import io.jobferry.connect.OptionsPage;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of options in docs is what the code says. */
class OptionsPageTest {
    @Test
    void the_page_of_the_connectors_options_is_current() throws Exception {
        OptionsPage page =
                new OptionsPage("connect-beanstalk", new BeanstalkSourceConnector(), new BeanstalkSinkConnector());

        page.requireCurrent(Path.of("..", "docs", "options-connect-beanstalk.md"));
    }
}
