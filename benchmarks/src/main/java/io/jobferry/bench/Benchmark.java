package io.jobferry.bench;

import java.util.List;

/** What {@code ./bench} runs by name. */
interface Benchmark {
    String name();

    /** Without these it cannot run. */
    List<ServerKind> servers();

    /** Measures; this takes seconds to minutes. */
    Findings run(Course course) throws Exception;
}
