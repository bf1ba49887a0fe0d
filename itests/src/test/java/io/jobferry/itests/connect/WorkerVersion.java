package io.jobferry.itests.connect;

import io.jobferry.kafka.KafkaLibraries;

/** The Connect workers that the plugins run in. */
enum WorkerVersion {
    V4_3("kafka-local"),
    V3_7("itests/connect-3.7");

    private final String module;

    WorkerVersion(String module) {
        this.module = module;
    }

    KafkaLibraries libraries() {
        return KafkaLibraries.of(module);
    }
}
