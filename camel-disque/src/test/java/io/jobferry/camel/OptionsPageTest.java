package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of options in docs is what the code says. */
class OptionsPageTest {
    private static final Path PAGE = Path.of("..", "docs", "options-beanstalk.md");

    @Test
    void the_page_of_beanstalks_options_is_current() throws IOException {
        String page = OptionsTable.ofSchema("/META-INF/io/jobferry/camel/beanstalk/beanstalk.json")
                .page();

        if (Boolean.getBoolean("jobferry.docs.write")) {
            Files.writeString(PAGE, page);
        }

        assertThat(PAGE)
                .as("docs page; its last line says how to write it anew")
                .hasContent(page);
    }
}
