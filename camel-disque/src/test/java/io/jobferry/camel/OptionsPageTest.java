package io.jobferry.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of options in docs are what the code says. */
class OptionsPageTest {
    @ParameterizedTest
    @ValueSource(strings = {"beanstalk", "disque", "redisqueue"})
    void the_page_of_a_schemes_options_is_current(String scheme) throws IOException {
        Path file = Path.of("..", "docs", "options-" + scheme + ".md");
        String page = OptionsTable.ofSchema("/META-INF/io/jobferry/camel/%s/%1$s.json".formatted(scheme))
                .page();

        if (Boolean.getBoolean("jobferry.docs.write")) {
            Files.writeString(file, page);
        }

        assertThat(file)
                .as("docs page; its last line says how to write it anew")
                .hasContent(page);
    }
}
